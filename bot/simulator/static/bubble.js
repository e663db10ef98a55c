// One message as a bubble, with its file, its time and the buttons under it.
import { avatar, icon, make, nameOf, time } from "./dom.js";
import { formatted } from "./entities.js";
import { words } from "./words.js";

const FILES = ["document", "voice", "video", "audio", "animation"];

// `phone` tells who looks (`me`), and what happens on `onLink`, `onPress` and `onMenu`.
export function bubble(message, phone) {
  const own = message.from && !message.from.is_bot && (message.chat.type === "private" || message.from.id === phone.me);
  const text = message.text ?? message.caption;
  const body = make("div", { class: "bubble" }, head(message), sender(message, own), reply(message), attachment(message));
  if (text !== undefined) {
    body.append(make("div", { class: "text" }, formatted(text, message.entities || message.caption_entities, phone.onLink)));
  }
  body.append(meta(message));
  const kind = message.sticker ? " bare" : message.photo ? " pictured" : "";
  const row = make("div", { class: `message ${own ? "own" : "theirs"}${kind}`, "data-id": String(message.message_id) }, body);
  body.addEventListener("contextmenu", (event) => phone.onMenu(event, message, own, body));
  body.addEventListener("dblclick", (event) => phone.onMenu(event, message, own, body));
  const keys = message.reply_markup?.inline_keyboard;
  if (keys) row.append(keyboard(message, keys, phone));
  return row;
}

function head(message) {
  const origin = message.forward_origin;
  if (!origin) return null;
  const name = origin.sender_user_name || nameOf(origin.sender_user || { first_name: "?" });
  return make("div", { class: "forwarded" }, words.forwardedFrom(name));
}

function sender(message, own) {
  if (message.chat.type === "private" || own || !message.from) return null;
  return make("div", { class: "sender" }, nameOf(message.from));
}

function reply(message) {
  const to = message.reply_to_message;
  if (!to) return null;
  return make("div", { class: "quoting" }, make("b", {}, nameOf(to.from || to.chat)), make("span", {}, summary(to)));
}

function meta(message) {
  const parts = [];
  if (message.has_protected_content) {
    parts.push(make("span", { class: "locked", title: words.protected, "aria-label": words.protected, role: "img" }, icon("lock")));
  }
  if (message.edit_date) parts.push(make("span", {}, words.edited));
  parts.push(make("time", {}, time(message.date)));
  return make("span", { class: "meta" }, ...parts);
}

function attachment(message) {
  if (message.photo) {
    const largest = message.photo[message.photo.length - 1];
    const picture = make("img", { class: "photo", src: `/sim/files/${largest.file_id}`, alt: words.photo, loading: "lazy" });
    picture.addEventListener("error", () => picture.replaceWith(card("photo", words.photo, size(largest.file_size))));
    return make("a", { href: `/sim/files/${largest.file_id}`, target: "_blank", rel: "noopener" }, picture);
  }
  if (message.sticker) return sticker(message.sticker);
  if (message.contact) {
    const name = nameOf(message.contact);
    return make("div", { class: "card" }, avatar(name, message.contact.user_id || 0),
      make("span", {}, make("b", {}, name), make("small", {}, message.contact.phone_number)));
  }
  if (message.location) {
    const { latitude, longitude } = message.location;
    return card("location", words.location, `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`);
  }
  const kind = FILES.find((one) => message[one]);
  if (kind) {
    const file = message[kind];
    const shown = card(kind === "voice" || kind === "audio" ? "voice" : "document", file.file_name || words[kind], size(file.file_size));
    return make("a", { href: `/sim/files/${file.file_id}`, download: file.file_name || kind, class: "file" }, shown);
  }
  return message.text === undefined ? card("document", words.unknownKind, "") : null;
}

function sticker(sent) {
  const picture = make("img", { class: "sticker", src: `/sim/files/${sent.file_id}`, alt: words.sticker });
  picture.addEventListener("error", () => picture.replaceWith(make("span", { class: "emoji", role: "img", "aria-label": `${words.sticker} ${sent.emoji || ""}` }, icon("sticker"))));
  return picture;
}

const card = (name, title, hint) =>
  make("div", { class: "card" }, make("span", { class: "avatar file-icon" }, icon(name)),
    make("span", {}, make("b", {}, title), make("small", {}, hint)));

function size(bytes = 0) {
  if (bytes < 1024) return `${bytes} B`;
  const kilo = bytes / 1024;
  return kilo < 1024 ? `${Math.round(kilo)} KB` : `${(kilo / 1024).toFixed(1).replace(".", ",")} MB`;
}

function keyboard(message, rows, phone) {
  const board = make("div", { class: "inline" });
  for (const row of rows) {
    const line = make("div", { class: "keys" });
    for (const key of row) {
      const button = make("button", { type: "button" }, make("span", {}, key.text), key.url ? icon("link") : null);
      button.addEventListener("click", () => phone.onPress(message, key, button));
      line.append(button);
    }
    board.append(line);
  }
  return board;
}

export function summary(message) {
  const text = message.text ?? message.caption;
  if (text) return text.replace(/\s+/g, " ").slice(0, 120);
  const kind = ["photo", "sticker", "contact", "location", ...FILES].find((one) => message[one]);
  return kind ? words[kind] : words.unknownKind;
}
