// What Telegram itself says in a chat: somebody came, a topic was closed. One line in the middle, no bubble.
import { make, nameOf } from "./dom.js";
import { words } from "./words.js";

const KINDS = {
  forum_topic_created: (who, { name }) => words.topicOpened(who, name),
  forum_topic_edited: (who, { name }) => (name ? words.topicRenamed(who, name) : words.topicIcon(who)),
  forum_topic_closed: (who) => words.topicClosed(who),
  forum_topic_reopened: (who) => words.topicReopened(who),
  pinned_message: (who) => words.pinnedBy(who),
  new_chat_members: (who, [user], message) =>
    (user.id === message.from?.id ? words.joined(nameOf(user)) : words.added(who, nameOf(user))),
  left_chat_member: (who, user, message) =>
    (user.id === message.from?.id ? words.left(nameOf(user)) : words.removed(who, nameOf(user))),
  migrate_to_chat_id: () => words.becameSupergroup,
  migrate_from_chat_id: () => words.becameSupergroup,
};

const kindOf = (message) => Object.keys(KINDS).find((kind) => kind in message);

export const isService = (message) => kindOf(message) !== undefined;

export function serviceText(message) {
  const kind = kindOf(message);
  return KINDS[kind](nameOf(message.sender_chat || message.from || message.chat), message[kind], message);
}

export const note = (message) =>
  make("div", { class: "message service", "data-id": String(message.message_id) }, make("span", {}, serviceText(message)));
