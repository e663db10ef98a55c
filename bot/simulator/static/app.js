// The page: reads the state once, then follows the stream; several phones side by side, one at a time on a small screen.
import { follow, state } from "./door.js";
import { People } from "./people.js";
import { Phone } from "./phone.js";
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
    if (chats.size === 0) this.wanted = (await People.first()).id;
    const remembered = JSON.parse(sessionStorage.getItem("open") || "null") || [...chats.keys()].slice(-1);
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
    chat.unread = 0;
    if (!this.phones.has(id)) {
      const phone = new Phone(chat, this);
      this.phones.set(id, phone);
      this.stage.append(phone.element);
      this.makeRoom();
      phone.toEnd();
    }
    document.body.classList.add("in-chat");
    if (!SMALL.matches) this.phones.get(id).composer.input.focus({ preventScroll: true });
    this.remember();
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

  apply(event) {
    if (event.kind === "profile") this.world.profile = event.profile;
    else if (event.kind === "chat") this.world.chats.set(event.chat, chatOf(event.state));
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
    if (!phone && message.from?.is_bot) chat.unread += 1;
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
  action(_, event, phone) { phone?.typing(event.action); },
  answer(_, event, phone) { phone?.answered(event); },
};

function chatOf(found) {
  const messages = new Map(found.messages.map((message) => [message.message_id, message]));
  return { ...found, id: found.chat.id, info: found.chat, messages, unread: 0 };
}

new Page().open();
