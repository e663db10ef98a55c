// The lower edge of a phone: START, the input with attachments and commands, and the keyboard a bot shows.
import { sendAlbum, sendFile } from "./door.js";
import { icon, iconButton, make, nameOf, openMenu } from "./dom.js";
import { summary, widths } from "./bubble.js";
import { words } from "./words.js";

const LOWEST = 40; // pixels of one line; a hidden input measures none
const MOST_AT_ONCE = 10; // files of one album

export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.keysHidden = false;
    this.editing = null;
    this.answering = null;
    this.build();
  }

  build() {
    this.input = make("textarea", { rows: 1, maxLength: 4096, placeholder: words.write, "aria-label": words.write, enterkeyhint: "send" });
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.input.addEventListener("input", () => this.grow());
    this.input.addEventListener("paste", (event) => this.onPaste(event));
    this.commands = iconButton("slash", words.commands, (event) => this.showCommands(event.currentTarget));
    this.toggle = iconButton("keys", words.hideKeyboard, () => { this.keysHidden = !this.keysHidden; this.refresh(); });
    this.sendButton = iconButton("send", words.send, () => this.send(), "send");
    this.above = make("div", { class: "above", hidden: true });
    this.bar = make("form", { class: "bar", onsubmit: (event) => event.preventDefault() },
      iconButton("clip", words.attach, (event) => this.showAttachments(event.currentTarget)),
      this.input, this.commands, this.toggle, this.sendButton);
    this.keys = make("div", { class: "keyboard" });
    this.big = make("button", { type: "button", class: "big", onclick: () => this.onBig() });
    this.element = make("footer", {}, this.above, this.bar, this.keys, this.big);
  }

  refresh() {
    const { chat, page, isGroup } = this.phone;
    const fresh = chat.messages.size === 0 && !chat.started && !isGroup;
    const barred = fresh || (chat.blocked && !isGroup);
    const closed = barred || !this.phone.mayWrite();
    this.big.hidden = !barred;
    this.big.textContent = chat.blocked ? words.unblock : words.start;
    this.bar.hidden = closed;
    const board = chat.keyboard?.keyboard;
    this.toggle.hidden = !board;
    this.toggle.classList.toggle("on", Boolean(board) && !this.keysHidden);
    this.commands.hidden = Boolean(board) || this.phone.commandsHere().length === 0;
    this.keys.hidden = closed || !board || this.keysHidden;
    this.input.placeholder = chat.keyboard?.input_field_placeholder || words.write;
    this.drawKeys(board || []);
  }

  drawKeys(rows) {
    this.keys.replaceChildren(...rows.map((row) => make("div", { class: "keys" }, ...row.map((key) =>
      make("button", { type: "button", onclick: () => this.press(key) },
        key.request_contact ? icon("contact") : key.request_location ? icon("location") : null, make("span", {}, key.text))))));
  }

  onBig() {
    const { phone } = this;
    if (phone.chat.blocked) return phone.block(false);
    return phone.says(`/start ${phone.page.payload}`.trim());
  }

  press(key) {
    if (key.request_contact) return this.phone.does("contact", {});
    if (key.request_location) return this.sendLocation();
    return this.phone.says(key.text);
  }

  onKey(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    }
    if (event.key === "Escape") this.endEdit();
  }

  async send() {
    const text = this.input.value.trim();
    if (!text) return;
    const { editing, answering } = this;
    this.input.value = "";
    this.grow();
    this.endEdit();
    const done = editing
      ? await this.phone.does("edit", { message_id: editing, text })
      : await this.phone.says(text, answering);
    if (!done) this.input.value = text;
    this.input.focus();
  }

  grow() {
    this.input.style.setProperty("height", "auto");
    this.input.style.setProperty("height", `${Math.min(Math.max(this.input.scrollHeight, LOWEST), 140)}px`);
  }

  edit(message) {
    this.endEdit();
    this.editing = message.message_id;
    this.input.value = message.text ?? message.caption;
    this.showAbove("document", words.editing, message);
  }

  reply(message) {
    this.endEdit();
    this.answering = message.message_id;
    this.showAbove("reply", words.replying(nameOf(message.sender_chat || message.from || message.chat)), message);
  }

  showAbove(sign, title, message) {
    this.above.replaceChildren(icon(sign), make("span", {}, make("b", {}, title), make("span", {}, summary(message))),
      iconButton("close", words.cancel, () => this.endEdit()));
    this.above.hidden = false;
    this.grow();
    this.input.focus();
  }

  // Ends editing and answering; what was typed as an answer stays.
  endEdit() {
    if (this.editing) this.input.value = "";
    this.editing = null;
    this.answering = null;
    this.above.hidden = true;
    this.grow();
  }

  showCommands(anchor) {
    openMenu(anchor, this.phone.commandsHere().map(({ command, description }) =>
      ({ label: `/${command}`, hint: description, act: () => this.phone.says(`/${command}`) })));
  }

  showAttachments(anchor) {
    const { chat } = this.phone;
    openMenu(anchor, [
      { label: words.photo, icon: "photo", act: () => this.choose("photo", "image/*") },
      { label: words.document, icon: "document", act: () => this.choose("document", "") },
      chat.phone && { label: words.contact, icon: "contact", act: () => this.phone.does("contact", {}) },
      { label: words.location, icon: "location", act: () => this.sendLocation() },
      { label: words.voice, icon: "voice", act: () => this.sendSample("voice", "audio/ogg") },
      { label: words.sticker, icon: "sticker", act: () => this.sendSample("sticker", "image/webp") },
    ]);
  }

  choose(kind, accept) {
    const picker = make("input", { type: "file", accept, multiple: true });
    picker.addEventListener("change", () => { if (picker.files[0]) this.preview(kind, [...picker.files]); });
    picker.click();
  }

  onPaste(event) {
    const files = [...(event.clipboardData?.files || [])];
    if (!files.length) return;
    event.preventDefault();
    this.preview(files.every((file) => file.type.startsWith("image/")) ? "photo" : "document", files);
  }

  // Shows what is about to be sent and takes a caption, as Telegram does.
  preview(kind, files) {
    const caption = make("input", { type: "text", maxLength: 1024, placeholder: words.caption, "aria-label": words.caption });
    const addresses = kind === "photo" ? files.map((file) => URL.createObjectURL(file)) : [];
    const form = make("form", { method: "dialog" }, chosen(files, addresses), caption, make("div", { class: "row" },
      make("button", { type: "button", onclick: () => dialog.close() }, words.cancel),
      make("button", { type: "submit", class: "main", value: "send" }, words.send)));
    const dialog = make("dialog", { class: "box" }, form);
    dialog.addEventListener("close", () => {
      if (dialog.returnValue === "send") this.sendFiles(kind, files, caption.value);
      addresses.forEach((address) => URL.revokeObjectURL(address));
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
    caption.focus();
  }

  // Ten are the most of an album; what is more goes out in a next one.
  async sendFiles(kind, files, caption = "") {
    const { phone } = this;
    for (let at = 0; at < files.length; at += MOST_AT_ONCE) {
      const some = files.slice(at, at + MOST_AT_ONCE);
      const how = { kind, caption: at ? "" : caption, ...phone.manner() };
      const sent = some.length > 1
        ? sendAlbum(phone.person, phone.chat.id, { files: some, ...how })
        : sendFile(phone.person, phone.chat.id, { file: some[0], ...how });
      await sent.catch(() => phone.say(words.failed));
    }
  }

  sendSample(kind, type) { return this.sendFiles(kind, [new File([kind], kind, { type })]); }

  sendLocation() { return this.phone.does("write", { content: { location: { latitude: 0.5083, longitude: 117.5513 } } }); }
}

// What was chosen: pictures as they will stand in the chat, files by name.
function chosen(files, addresses) {
  if (!addresses.length) return make("div", {}, ...files.map((file) => make("p", { class: "chosen" }, icon("document"), file.name)));
  if (files.length === 1) return make("img", { src: addresses[0], alt: files[0].name });
  const tiles = [];
  for (let at = 0; at < files.length; at += MOST_AT_ONCE) {
    const rows = widths(Math.min(files.length - at, MOST_AT_ONCE));
    tiles.push(make("div", { class: "album" }, ...rows.map((inRow, one) =>
      make("div", { class: `tile of-${inRow}` }, make("img", { src: addresses[at + one], alt: files[at + one].name })))));
  }
  return make("div", { class: "chosen-albums" }, ...tiles);
}
