// The topics of a forum as a list, and the small questions about one: its name, whether it may go.
import { avatar, icon, make, nameOf, time } from "./dom.js";
import { summary } from "./bubble.js";
import { words } from "./words.js";

// Telegram's six colours, in its order; page.css knows them as topic-0 to topic-5.
const COLOURS = [7322096, 16766590, 13338331, 9367192, 16749490, 16478047];
const EMOJI = {
  "5434144690511290129": "📰", "5312536423851630001": "💡", "5379748062124056162": "❗️", "5373251851074415873": "📝",
  "5357315181649076022": "📁", "5309965701241379366": "🔎", "5377316857231450742": "❓", "5237699328843200968": "✅",
  "5417915203100613993": "💬", "5235579393115438657": "⭐️",
};
export const GENERAL = 0; // has no number in Telegram
const LONGEST_NAME = 128;

export const threadOf = (message) => (message.is_topic_message ? message.message_thread_id : GENERAL);

export const nameOfTopic = (chat, thread) => (thread === GENERAL ? words.general : chat.topics.get(thread)?.name || "");

export function topicIcon(chat, thread) {
  if (thread === GENERAL) return make("span", { class: "topic-icon general", "aria-hidden": "true" }, "#");
  const topic = chat.topics.get(thread);
  if (topic.emoji) return make("span", { class: "topic-icon emoji-icon", "aria-hidden": "true" }, EMOJI[topic.emoji] || "💬");
  const colour = Math.max(0, COLOURS.indexOf(topic.icon_color));
  return make("span", { class: `topic-icon topic-${colour}`, "aria-hidden": "true" }, [...topic.name][0]?.toUpperCase() || "");
}

// All that can be opened, the liveliest first.
export function topicList(chat, open) {
  const last = new Map();
  for (const message of chat.messages.values()) last.set(threadOf(message), message);
  const threads = [...chat.topics.values()].filter((topic) => !topic.deleted).map((topic) => topic.thread);
  const sorted = [GENERAL, ...threads].sort((a, b) => order(last.get(b)) - order(last.get(a)));
  return make("ul", { class: "topics" }, ...sorted.map((thread) => entry(chat, thread, last.get(thread), open)));
}

const order = (message) => message?.message_id || 0;

function entry(chat, thread, last, open) {
  const unread = chat.unreadIn.get(thread) || 0;
  const closed = chat.topics.get(thread)?.closed;
  const name = make("b", {}, nameOfTopic(chat, thread));
  const title = make("span", { class: "name" }, name,
    closed ? make("span", { class: "locked", role: "img", "aria-label": words.closed, title: words.closed }, icon("lock")) : null);
  return make("li", {}, make("button", { type: "button", "data-thread": String(thread), onclick: () => open(thread) },
    topicIcon(chat, thread),
    make("span", { class: "who" }, title, make("small", {}, last ? summary(last, true) : words.nothingYet)),
    make("span", { class: "aside" }, last ? make("time", {}, time(last.date)) : null,
      unread ? make("span", { class: "dot", "aria-label": words.unread(unread) }, String(unread)) : null)));
}

// Asks for a topic's name; answers with it, or with null.
export function askName(title, value) {
  const name = make("input", { type: "text", value, maxLength: LONGEST_NAME, required: true, autocomplete: "off" });
  return ask(make("form", { method: "dialog" }, make("h2", {}, title), make("label", {}, words.topicName, name), buttons(words.save)),
    () => name.value.trim() || null);
}

export function askWhetherToDelete(name) {
  return ask(make("form", { method: "dialog" }, make("h2", {}, words.deleteTopic), make("p", {}, words.deleteWarning(name)), buttons(words.delete)),
    () => true);
}

const buttons = (label) => make("div", { class: "row" },
  make("button", { type: "button", class: "cancel" }, words.cancel), make("button", { type: "submit", class: "main", value: "yes" }, label));

function ask(form, answer) {
  return new Promise((resolve) => {
    const dialog = make("dialog", { class: "box" }, form);
    form.querySelector(".cancel").addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes" ? answer() : null);
    });
    document.body.append(dialog);
    dialog.showModal();
    form.querySelector("input")?.select();
  });
}

// A group's picture has corners, a person's has none.
export const groupAvatar = (chat) => {
  const picture = avatar(nameOf(chat.info), chat.id);
  if (chat.info.is_forum) picture.classList.add("cornered");
  return picture;
};
