// One message as a bubble, with its file, its time and the buttons under it.
import { avatar, icon, make, nameOf, time } from "./dom.js";
import { formatted, safeAddress } from "./entities.js";
import { isService, serviceText } from "./service.js";
import { words } from "./words.js";

const FILES = ["document", "voice", "video", "audio", "animation"];

// `parts`: the messages of an album, which is one bubble; its words are those of the part that has any.
// `phone` tells whose messages are own, what stands beside a name, and what happens on `onLink`, `onPress`, `onMenu`.
export function bubble(parts, phone) {
  const message = parts.find((part) => part.caption !== undefined) || parts[0];
  const own = phone.owns(message);
  const inGroup = message.chat.type !== "private";
  const text = message.text ?? message.caption;
  const shown = parts.length > 1 ? album(parts) : attachment(message);
  const body = make("div", { class: "bubble" }, head(message), inGroup && !own ? sender(message, phone) : null, reply(message), shown);
  if (text !== undefined) {
    body.append(make("div", { class: "text" }, formatted(text, message.entities || message.caption_entities, phone.onLink)));
  }
  const reactions = phone.chat.reactions.get(message.message_id) || [];
  body.append(reactions.length ? make("div", { class: "foot" }, reacted(reactions), meta(message)) : meta(message));
  const who = message.sender_chat || message.from || message.chat;
  if (inGroup && !own) body.append(face(message, who));
  const kind = message.sticker ? " bare" : message.photo ? " pictured" : "";
  const row = make("div", { class: `message ${own ? "own" : "theirs"}${inGroup ? " shared" : ""}${kind}`,
    "data-id": String(parts[0].message_id), "data-album": message.media_group_id, "data-sender": `${own ? "own" : "theirs"} ${who.id}` }, body);
  body.addEventListener("contextmenu", (event) => phone.onMenu(event, message, own, body));
  body.addEventListener("dblclick", (event) => phone.onMenu(event, message, own, body));
  const keys = message.reply_markup?.inline_keyboard;
  if (keys) row.append(keyboard(message, keys, phone));
  return row;
}

// The bot has the same colour everywhere on the page.
const toneOf = (who) => (who.is_bot ? 1 : Math.abs(who.id) % 6);

const reacted = (emoji) => make("span", { class: "reaction", role: "img", "aria-label": words.reacted(emoji.join(" ")) }, ...emoji);

function face(message, who) {
  const picture = avatar(nameOf(who), toneOf(who));
  picture.classList.add("face");
  if (message.sender_chat) picture.classList.add("cornered");
  return picture;
}

function head(message) {
  const origin = message.forward_origin;
  if (!origin) return null;
  const name = origin.sender_user_name || nameOf(origin.sender_user || origin.sender_chat || origin.chat || { first_name: "?" });
  return make("div", { class: "forwarded" }, words.forwardedFrom(name));
}

function sender(message, phone) {
  const who = message.sender_chat || message.from || message.chat;
  const role = phone.roleIn(message);
  return make("div", { class: "sender" }, make("span", { class: `ink-${toneOf(who)}` }, nameOf(who)), role ? make("small", {}, role) : null);
}

// What a message answers; that it stands in a topic is no answer.
function reply(message) {
  const to = message.reply_to_message || message.external_reply;
  if (!to || to.forum_topic_created) return null;
  const who = to.sender_chat || to.from || to.origin?.sender_user || to.chat;
  return make("div", { class: "quoting" }, make("b", {}, nameOf(who)), make("span", {}, summary(to)));
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

// Files of an album stand below one another, pictures side by side.
function album(parts) {
  const rows = parts.some((part) => part.document || part.audio) ? null : widths(parts.length);
  const tile = (part, at) => make("div", { class: rows ? `tile of-${rows[at]}` : "entry", "data-id": String(part.message_id) }, attachment(part));
  return make("div", { class: rows ? "album" : "album files", role: "group", "aria-label": words.album(parts.length) }, ...parts.map(tile));
}

const ROWS = [[], [1], [2], [1, 2], [2, 2], [2, 3], [3, 3], [2, 2, 3], [2, 3, 3], [3, 3, 3], [2, 2, 3, 3]];

// For each of so many pictures, how many stand in its row.
export const widths = (count) => (ROWS[count] ? ROWS[count].flatMap((inRow) => Array(inRow).fill(inRow)) : Array(count).fill(3));

function attachment(message) {
  if (message.photo) {
    const largest = message.photo[message.photo.length - 1];
    const size = { width: String(largest.width), height: String(largest.height) }; // keeps the place until it is there
    const picture = make("img", { class: "photo", src: `/sim/files/${largest.file_id}`, alt: words.photo, loading: "lazy", ...size });
    picture.addEventListener("error", () => picture.replaceWith(card("photo", words.photo, weight(largest.file_size))));
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
    const shown = card(kind === "voice" || kind === "audio" ? "voice" : "document", file.file_name || words[kind], weight(file.file_size));
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

function weight(bytes = 0) {
  if (bytes < 1024) return `${bytes} B`;
  const kilo = bytes / 1024;
  return kilo < 1024 ? `${Math.round(kilo)} KB` : `${(kilo / 1024).toFixed(1).replace(".", ",")} MB`;
}

function keyboard(message, rows, phone) {
  const board = make("div", { class: "inline" });
  for (const row of rows) board.append(make("div", { class: "keys" }, ...row.map((key) => (key.url ? link(key, phone) : button(message, key, phone)))));
  return board;
}

function button(message, key, phone) {
  const made = make("button", { type: "button" }, make("span", {}, key.text));
  made.addEventListener("click", () => phone.onPress(message, key, made));
  return made;
}

// A button that leads out of the chat opens a window of its own, which learns nothing of this one.
function link(key, phone) {
  const made = make("a", { href: safeAddress(key.url), target: "_blank", rel: "noopener noreferrer" }, make("span", {}, key.text), icon("link"));
  made.addEventListener("click", (event) => { if (phone.onLink({ address: key.url })) event.preventDefault(); });
  return made;
}

// A message in one line; `named` puts the writer's name before it.
export function summary(message, named = false) {
  if (isService(message)) return serviceText(message);
  const text = message.text ?? message.caption;
  const kind = ["photo", "sticker", "contact", "location", ...FILES].find((one) => message[one]);
  const line = text ? text.replace(/\s+/g, " ").slice(0, 120) : kind ? words[kind] : words.unknownKind;
  const who = message.sender_chat || message.from;
  return named && who ? `${who.title || who.first_name}: ${line}` : line;
}
