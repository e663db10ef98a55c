// One person's phone: the chat with the bot, live. The page puts several of them side by side; group.js adds groups.
import { bubble, summary } from "./bubble.js";
import { Composer } from "./composer.js";
import { act } from "./door.js";
import { avatar, icon, iconButton, make, nameOf, openMenu } from "./dom.js";
import { isService, note } from "./service.js";
import { words } from "./words.js";

const NEAR_THE_END = 140; // pixels from the bottom within which the chat keeps following

export class Phone {
  constructor(chat, page) {
    this.chat = chat;
    this.page = page;
    this.person = chat.info.type === "private" ? chat.id : chat.members.find((one) => !one.user.is_bot)?.user.id;
    this.queries = new Map();
    this.onLink = this.onLink.bind(this);
    this.build();
  }

  build() {
    this.status = make("small", { class: "status" });
    this.pinned = make("button", { type: "button", class: "pinned", hidden: true, onclick: () => this.showPinned() });
    this.log = make("div", { class: "log", role: "log", "aria-live": "polite", tabindex: "0", "aria-label": nameOf(this.chat.info) });
    this.down = iconButton("down", words.down, () => this.toEnd(true), "to-end");
    this.down.hidden = true;
    this.toast = make("div", { class: "toast", role: "status", hidden: true });
    this.composer = new Composer(this);
    this.element = make("section", { class: "phone", "data-chat": String(this.chat.id), "aria-label": words.phoneOf(nameOf(this.chat.info)) },
      this.owner(), this.header(), this.pinned, make("div", { class: "stage" }, this.log, this.down, this.toast), this.composer.element);
    this.log.addEventListener("scroll", () => { this.down.hidden = this.atEnd(); });
    new ResizeObserver(() => { if (this.following) this.toEnd(); }).observe(this.log);
    this.following = true;
    this.redraw();
  }

  owner() {
    const name = nameOf(this.chat.info);
    return make("div", { class: "owner" },
      iconButton("back", words.back, () => this.page.showList(), "only-small"),
      avatar(name, this.chat.id),
      make("span", { class: "who" }, make("b", {}, name), make("small", {}, this.chat.phone || "")),
      iconButton("dots", words.menu, (event) => this.menu(event.currentTarget)),
      iconButton("close", words.closePhone, () => this.page.close(this.chat.id), "only-large"));
  }

  // The commands the bot has named for this chat: those of the narrowest place it named any for.
  commandsHere() {
    const named = this.page.world.profile.commands;
    const places = this.isGroup
      ? [`chat_administrators:${this.chat.id}`, `chat:${this.chat.id}`, "all_chat_administrators", "all_group_chats", "default"]
      : [`chat:${this.chat.id}`, "all_private_chats", "default"];
    return places.map((place) => named[place]).find((commands) => commands?.length) || [];
  }

  get isGroup() { return this.chat.info.type !== "private"; }

  header() {
    const name = this.page.world.bot.first_name;
    return make("header", {}, avatar(name, 1), make("span", { class: "who" }, make("b", {}, name), this.status));
  }

  menu(anchor) {
    openMenu(anchor, [
      { label: this.chat.blocked ? words.unblock.toLowerCase() : words.block, act: () => this.block(!this.chat.blocked) },
    ]);
  }

  // Whether a message stands on this screen, and whether it is the person's own.
  shows() { return true; }

  owns(message) { return Boolean(message.from) && !message.from.is_bot; }

  // What goes with everything the person writes: the topic, the name it is written in.
  manner() { return {}; }

  mayWrite() { return true; }

  roleIn() { return ""; }

  redraw() {
    this.log.replaceChildren();
    this.lastDay = undefined;
    this.log.append(make("div", { class: "spacer" }));
    for (const message of this.chat.messages.values()) this.add(message, false);
    this.refresh();
    this.toEnd();
  }

  // Everything around the messages: the state of the chat may have changed.
  refresh() {
    const empty = this.chat.messages.size === 0;
    this.log.querySelector(".about")?.remove();
    if (empty && !this.isGroup) this.log.append(this.about());
    this.typing(null);
    this.composer.refresh();
    this.refreshPinned();
  }

  about() {
    const { profile, bot } = this.page.world;
    return make("div", { class: "about" }, avatar(bot.first_name, 1), make("b", {}, bot.first_name),
      profile.description ? make("p", {}, make("b", {}, words.about), "\n", profile.description) : make("p", {}, words.nothingYet));
  }

  // A message with what was sent together with it.
  together(message) {
    const album = message.media_group_id;
    return album ? [...this.chat.messages.values()].filter((one) => one.media_group_id === album) : [message];
  }

  add(message, live = true) {
    if (!this.shows(message)) return;
    const begun = message.media_group_id && this.log.querySelector(`[data-album="${CSS.escape(message.media_group_id)}"]`);
    if (begun) return this.renew(begun, this.together(message));
    const stay = live && !this.atEnd() && !this.owns(message);
    this.log.querySelector(".about")?.remove();
    const day = new Date(message.date * 1000).toDateString();
    if (day !== this.lastDay) this.log.append(make("div", { class: "day" }, make("span", {}, dayName(message.date))));
    this.lastDay = day;
    const row = isService(message) ? note(message) : bubble(this.together(message), this);
    const before = this.log.lastElementChild;
    if (row.dataset.sender && before?.dataset.sender === row.dataset.sender) {
      before.classList.add("joined");
      row.classList.add("follows");
    }
    if (live) row.classList.add("fresh");
    this.log.append(row);
    if (message.from?.is_bot) this.typing(null);
    if (!stay) this.toEnd();
    else this.down.hidden = false;
  }

  change(message) {
    const old = this.find(message.message_id);
    if (!old) return;
    this.renew(old, this.together(message)).classList.add("changed");
    this.refreshPinned();
  }

  // Draws a row anew; of an album it may have more parts now, or fewer.
  renew(old, parts) {
    const follow = this.atEnd();
    const row = bubble(parts, this);
    for (const name of ["joined", "follows"]) row.classList.toggle(name, old.classList.contains(name));
    old.replaceWith(row);
    if (follow) this.toEnd();
    return row;
  }

  remove(messageId) {
    const row = this.find(messageId);
    if (!row) return;
    const left = row.dataset.album ? this.together({ media_group_id: row.dataset.album }) : [];
    if (left.length) return this.renew(row, left);
    row.classList.add("leaving");
    setTimeout(() => row.remove(), 260);
    this.refreshPinned();
  }

  find(messageId) { return this.log.querySelector(`[data-id="${Number(messageId)}"]`)?.closest(".message"); }

  atEnd() { return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR_THE_END; }

  toEnd(smooth = false) {
    this.log.scrollTo({ top: this.log.scrollHeight, behavior: smooth ? "smooth" : "instant" });
    this.down.hidden = true;
  }

  refreshPinned() {
    const message = this.lastPinned();
    this.pinned.hidden = !message;
    if (!message) return;
    this.pinned.replaceChildren(icon("pin"), make("span", {}, make("b", {}, words.pinned), make("span", {}, summary(message))));
  }

  lastPinned() {
    return this.chat.pinned.map((number) => this.chat.messages.get(number)).filter((message) => message && this.shows(message)).pop();
  }

  showPinned() {
    const row = this.find(this.lastPinned()?.message_id);
    row?.scrollIntoView({ block: "center", behavior: "smooth" });
    row?.classList.add("changed");
  }

  typing(action) {
    clearTimeout(this.typingEnds);
    this.status.classList.toggle("busy", Boolean(action));
    this.status.textContent = action ? words.actions[action] || words.typing : this.rest;
    if (action) this.typingEnds = setTimeout(() => this.typing(null), 5000);
  }

  // What is said under the name while nobody types.
  get rest() { return this.chat.blocked ? words.blocked : words.bot; }

  // What the person does ------------------------------------------------------------------------------------
  async does(what, body) {
    try {
      return await act(this.person, what, { chat: this.chat.id, ...this.manner(), ...body });
    } catch {
      this.say(words.failed);
      return null;
    }
  }

  says(text, answers) { return this.does("write", { content: { text }, ...(answers ? { answers } : {}) }); }

  block(blocked) { return this.does("block", { blocked }); }

  onLink({ command, address }) {
    if (command) {
      this.says(command);
      return true;
    }
    const start = payloadOf(address, this.page.world.bot.username);
    if (start === null || this.isGroup) return false;
    this.says(`/start ${start}`.trim());
    return true;
  }

  async onPress(message, key, button) {
    if (!key.callback_data) return;
    button.classList.add("waiting");
    const pressed = await this.does("press", { message_id: message.message_id, data: key.callback_data });
    if (!pressed) return button.classList.remove("waiting");
    this.queries.set(pressed.query, button);
    setTimeout(() => this.answered({ query: pressed.query }), 8000);
  }

  answered({ query, text, alert }) {
    this.queries.get(query)?.classList.remove("waiting");
    this.queries.delete(query);
    if (text && alert) this.alert(text);
    else if (text) this.say(text);
  }

  onMenu(event, message, own, anchor) {
    if (event.target.closest("a, button, img")) return;
    if (event.type === "dblclick") getSelection().removeAllRanges(); // a double click has just marked a word
    else if (String(getSelection())) return;
    event.preventDefault();
    openMenu(anchor, [
      { label: words.reply, icon: "reply", act: () => this.composer.reply(message) },
      own && (message.text !== undefined || message.caption !== undefined) && { label: words.edit, act: () => this.composer.edit(message) },
      !message.has_protected_content && { label: words.forward, act: () => this.does("forward", { source: { message_id: message.message_id } }) },
      message.has_protected_content && { label: words.protected, icon: "lock", act: () => {} },
    ]);
  }

  say(text) {
    this.toast.textContent = text;
    this.toast.hidden = false;
    clearTimeout(this.toastEnds);
    this.toastEnds = setTimeout(() => { this.toast.hidden = true; }, 3500);
  }

  alert(text) {
    const dialog = make("dialog", { class: "box" }, make("p", {}, text),
      make("div", { class: "row" }, make("button", { type: "button", class: "main", onclick: () => dialog.close() }, words.ok)));
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }
}

function payloadOf(address, username) {
  let url;
  try { url = new URL(address); } catch { return null; }
  const same = ["t.me", "telegram.me"].includes(url.hostname) && url.pathname.slice(1).toLowerCase() === username.toLowerCase();
  return same ? url.searchParams.get("start") || "" : null;
}

function dayName(seconds) {
  const day = new Date(seconds * 1000);
  const ago = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(day).setHours(0, 0, 0, 0)) / 86_400_000);
  if (ago < 2) return ago ? words.yesterday : words.today;
  return day.toLocaleDateString("id-ID", { day: "numeric", month: "long", year: "numeric" });
}
