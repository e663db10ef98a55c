// Turns text and Telegram's entities into elements. Offsets are UTF-16 units, as in JavaScript's strings.
import { make } from "./dom.js";
import { words } from "./words.js";

const PLAIN = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre" };
const BLOCKS = ["pre", "blockquote", "expandable_blockquote"];
const SAFE = /^(https?:|tel:|mailto:|tg:)/i;

export function formatted(text, entities, onLink) {
  return piece(text, entities || [], 0, text.length, onLink);
}

function piece(text, entities, from, to, onLink) {
  const fragment = document.createDocumentFragment();
  let at = from;
  for (let i = 0; i < entities.length; i += 1) {
    const entity = entities[i];
    const end = entity.offset + entity.length;
    if (entity.offset < at || end > to || entity.offset >= to) continue;
    const block = BLOCKS.includes(entity.type);
    // A block stands on lines of its own: the line break beside it is not shown twice.
    const before = text.slice(at, entity.offset);
    fragment.append(block ? before.replace(/\n$/, "") : before);
    const inner = entities.filter((other, j) => j > i && other.offset >= entity.offset && other.offset + other.length <= end);
    const raw = text.slice(entity.offset, end);
    fragment.append(element(entity, raw, piece(text, inner, entity.offset, end, onLink), onLink));
    at = block && text[end] === "\n" && end < to ? end + 1 : end;
  }
  fragment.append(text.slice(at, to));
  return fragment;
}

function element(entity, raw, content, onLink) {
  if (PLAIN[entity.type]) return make(PLAIN[entity.type], {}, content);
  switch (entity.type) {
    case "text_link": return link(entity.url, content, onLink);
    case "url": return link(/^https?:/i.test(raw) ? raw : `https://${raw}`, content, onLink);
    case "email": return link(`mailto:${raw}`, content, onLink);
    case "phone_number": return link(`tel:${raw}`, content, onLink);
    case "bot_command":
      return make("button", { type: "button", class: "command", onclick: () => onLink({ command: raw }) }, content);
    case "blockquote": return make("blockquote", {}, content);
    case "expandable_blockquote": return expandable(content);
    case "spoiler": return spoiler(content);
    default: return make("span", {}, content);
  }
}

// An address that a browser may follow, or none.
export function safeAddress(address) {
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`;
  return SAFE.test(whole) ? whole : undefined;
}

function link(address, content, onLink) {
  if (!SAFE.test(address)) return make("span", {}, content);
  const attributes = { href: address, target: "_blank", rel: "noopener noreferrer" };
  attributes.onclick = (event) => { if (onLink({ address })) event.preventDefault(); };
  return make("a", attributes, content);
}

function expandable(content) {
  const quote = make("blockquote", { class: "expandable" }, make("div", { class: "quoted" }, content));
  const toggle = make("button", { type: "button", class: "toggle", "aria-expanded": "false" }, words.more);
  toggle.addEventListener("click", () => {
    const open = quote.classList.toggle("open");
    toggle.textContent = open ? words.less : words.more;
    toggle.setAttribute("aria-expanded", String(open));
  });
  quote.append(toggle);
  return quote;
}

function spoiler(content) {
  const hidden = make("span", { class: "spoiler", role: "button", tabindex: "0", title: words.spoiler }, content);
  hidden.addEventListener("click", () => hidden.classList.add("open"));
  return hidden;
}
