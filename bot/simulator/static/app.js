// The page: reads the state once, then follows the stream; several phones side by side, one at a time on a small screen.
import { follow, state } from "./door.js";
import { GroupPhone } from "./group.js";
import { People } from "./people.js";
import { Phone } from "./phone.js";
import { isService } from "./service.js";
import { GENERAL, threadOf } from "./topics.js";
import { words } from "./words.js";

const NARROWEST = 340; // pixels for one phone
const SMALL = matchMedia("(max-width: 719px)");

class Page {
  constructor() {
    this.stage = document.getElementById("phones");
    this.payload = new URLSearchParams(location.search).get("start") || "";
    this.phones = new Map();
    this.wanted = null;
    document.title = words.title;
  }

  async open() {
    const found = await state();
    const chats = new Map(found.chats.map((one) => [one.chat.id, chatOf(one)]));
    this.world = { bot: found.bot, profile: found.profile, chats };
    document.title = found.bot.first_name;
    this.people = new People(document.getElementById("people"), this);
    const people = [...chats.values()].filter((chat) => chat.info.type === "private").map((chat) => chat.id);
    if (people.length === 0) this.wanted = (await People.first()).id;
    const remembered = JSON.parse(sessionStorage.getItem("open") || "null") || people.slice(-1);
    for (const id of remembered.filter((one) => chats.has(one)).slice(-this.room())) this.show(id);
    this.people.refresh();
    follow(found.n, found.birth, (event) => this.apply(event), (stands) => { this.people.link.hidden = stands; });
    addEventListener("resize", () => this.makeRoom());
  }

  room() { return SMALL.matches ? 1 : Math.max(1, Math.min(4, Math.floor((innerWidth - 280) / NARROWEST))); }

  isOpen(id) { return this.phones.has(id); }

  show(id) {
    const chat = this.world.chats.get(id);
    if (!chat) { this.wanted = id; return; }
    if (!this.phones.has(id)) {
      const phone = chat.info.type === "private" ? new Phone(chat, this) : new GroupPhone(chat, this);
      this.phones.set(id, phone);
      this.stage.append(phone.element);
      this.makeRoom();
      phone.toEnd();
    }
    if (!chat.info.is_forum) this.markRead(chat, GENERAL);
    document.body.classList.add("in-chat");
    if (!SMALL.matches) this.phones.get(id).composer.input.focus({ preventScroll: true });
    this.remember();
  }

  markRead(chat, thread) {
    chat.unreadIn.delete(thread);
    this.people.refresh();
  }

  close(id) {
    this.phones.get(id)?.element.remove();
    this.phones.delete(id);
    if (this.phones.size === 0) document.body.classList.remove("in-chat");
    this.remember();
  }

  showList() {
    for (const id of [...this.phones.keys()]) this.close(id);
  }

  makeRoom() {
    while (this.phones.size > this.room()) this.close(this.phones.keys().next().value);
  }

  remember() {
    sessionStorage.setItem("open", JSON.stringify([...this.phones.keys()]));
    this.people.refresh();
  }

  // A chat told anew; a group that has become a supergroup is followed there.
  renew(chat) {
    this.world.chats.set(chat.id, chat);
    if (!this.phones.has(chat.id)) return;
    this.close(chat.id);
    this.show(chat.moved_to || chat.id);
  }

  apply(event) {
    if (event.kind === "profile") this.world.profile = event.profile;
    else if (event.kind === "chat") this.renew(chatOf(event.state));
    const chat = this.world.chats.get(event.chat);
    const phone = this.phones.get(event.chat);
    if (chat && CHANGES[event.kind]) CHANGES[event.kind](chat, event, phone);
    if (event.kind === "profile") for (const one of this.phones.values()) one.refresh();
    if (this.wanted !== null && this.world.chats.has(this.wanted)) {
      const id = this.wanted;
      this.wanted = null;
      this.show(id);
    }
    this.people.refresh();
  }
}

// What each kind of event does to a chat, and to its phone if that is open.
const CHANGES = {
  message(chat, { message }, phone) {
    chat.messages.set(message.message_id, message);
    const isNews = chat.info.type === "private" ? message.from?.is_bot : !isService(message);
    const thread = chat.info.type === "private" ? GENERAL : threadOf(message);
    if (isNews && !phone?.shows(message)) chat.unreadIn.set(thread, (chat.unreadIn.get(thread) || 0) + 1);
    phone?.add(message);
    phone?.composer.refresh();
  },
  edited(chat, { message }, phone) {
    chat.messages.set(message.message_id, message);
    phone?.change(message);
  },
  deleted(chat, event, phone) {
    chat.messages.delete(event.message_id);
    phone?.remove(event.message_id);
  },
  reaction(chat, event, phone) {
    chat.reactions.set(event.message_id, event.reactions);
    const message = chat.messages.get(event.message_id);
    if (message) phone?.change(message);
  },
  keyboard(chat, { keyboard }, phone) {
    chat.keyboard = keyboard;
    if (phone) phone.composer.keysHidden = false;
    phone?.composer.refresh();
    if (keyboard?.force_reply) phone?.composer.input.focus();
  },
  pinned(chat, { pinned }, phone) {
    chat.pinned = pinned;
    phone?.refreshPinned();
  },
  blocked(chat, { blocked }, phone) {
    chat.blocked = blocked;
    phone?.refresh();
  },
  started(chat, _, phone) {
    chat.started = true;
    phone?.composer.refresh();
  },
  topic(chat, { topic }, phone) {
    chat.topics.set(topic.thread, topic);
    if (topic.deleted) chat.unreadIn.delete(topic.thread);
    phone?.topicChanged(topic);
  },
  members(chat, { members }, phone) {
    chat.members = members;
    phone?.refresh();
  },
  action(_, event, phone) { phone?.typing(event.action, event.thread); },
  answer(_, event, phone) { phone?.answered(event); },
};

function chatOf(found) {
  const messages = new Map(found.messages.map((message) => [message.message_id, message]));
  const topics = new Map(found.topics.map((topic) => [topic.thread, topic]));
  const reactions = new Map(Object.entries(found.reactions).map(([number, emoji]) => [Number(number), emoji]));
  return { ...found, id: found.chat.id, info: found.chat, messages, topics, reactions, unreadIn: new Map() };
}

new Page().open();
