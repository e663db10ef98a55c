// A group on the page: one phone for all its members, who is writing is chosen above; a forum opens on its topics.
import { avatar, icon, iconButton, make, nameOf, openMenu } from "./dom.js";
import { Phone } from "./phone.js";
import { GENERAL, askName, askWhetherToDelete, groupAvatar, nameOfTopic, threadOf, topicIcon, topicList } from "./topics.js";
import { words } from "./words.js";

const INSIDE = ["creator", "administrator", "member"];
const ADMINS = ["creator", "administrator"];
const LIST = null; // the open topic while the list of topics is shown

export class GroupPhone extends Phone {
  build() {
    this.thread = this.isForum ? LIST : GENERAL;
    this.hidden = false;
    this.top = make("header", {});
    this.topics = make("div", { class: "topic-list", hidden: true });
    this.shut = make("p", { class: "shut", hidden: true }, icon("lock"), words.topicIsClosed);
    super.build();
    this.element.classList.add("group");
    this.element.querySelector(".stage").before(this.topics);
    this.composer.element.append(this.shut);
    this.refresh();
  }

  get isForum() { return Boolean(this.chat.info.is_forum); }

  get inList() { return this.thread === LIST; }

  // Who writes ------------------------------------------------------------------------------------------------
  get writers() { return this.chat.members.filter((one) => !one.user.is_bot && INSIDE.includes(one.status)); }

  get member() { return this.chat.members.find((one) => one.user.id === this.person); }

  get isHidden() { return this.hidden || Boolean(this.member?.is_anonymous); }

  owner() {
    this.writer = make("button", { type: "button", class: "writer", onclick: (event) => this.chooseWriter(event.currentTarget) });
    return make("div", { class: "owner" },
      iconButton("back", words.back, () => this.page.showList(), "only-small"), this.writer,
      iconButton("close", words.closePhone, () => this.page.close(this.chat.id), "only-large"));
  }

  refreshWriter() {
    const name = this.member ? nameOf(this.member.user) : words.nobody;
    const shown = this.isHidden ? words.hiddenAs(name) : name;
    const picture = this.isHidden ? groupAvatar(this.chat) : avatar(name, this.person || 0);
    this.writer.replaceChildren(picture, make("span", { class: "who" }, make("small", {}, words.writesAs), make("b", {}, shown)), icon("down"));
    this.writer.setAttribute("aria-label", `${words.writesAs} ${shown}`);
  }

  chooseWriter(anchor) {
    const choices = this.writers.flatMap((one) => {
      const name = nameOf(one.user);
      const isAdmin = ADMINS.includes(one.status);
      return [
        !one.is_anonymous && { label: name, hint: roleOf(one), act: () => this.writeAs(one.user.id, false) },
        isAdmin && { label: words.hiddenAs(name), act: () => this.writeAs(one.user.id, true) },
      ];
    });
    openMenu(anchor, choices);
  }

  writeAs(person, hidden) {
    this.person = person;
    this.hidden = hidden;
    this.redraw();
  }

  owns(message) {
    if (this.isHidden) return message.sender_chat?.id === this.chat.id;
    return !message.sender_chat && message.from?.id === this.person;
  }

  manner() {
    const thread = this.thread ? { thread: this.thread } : {};
    return this.isHidden ? { ...thread, as_group: true } : thread;
  }

  // The topics ------------------------------------------------------------------------------------------------
  shows(message) { return !this.isForum || threadOf(message) === this.thread; }

  header() { return this.top; }

  refreshHeader() {
    if (this.inList) return this.listHeader();
    const { chat, thread } = this;
    const name = this.isForum ? nameOfTopic(chat, thread) : chat.info.title;
    const picture = this.isForum ? topicIcon(chat, thread) : groupAvatar(chat);
    this.top.replaceChildren(...[
      this.isForum && iconButton("back", words.backToTopics, () => this.openTopic(LIST)),
      picture, make("span", { class: "who" }, make("b", {}, name), this.status),
      thread !== GENERAL && iconButton("dots", words.topicMenu, (event) => this.topicMenu(event.currentTarget)),
    ].filter(Boolean));
  }

  listHeader() {
    this.top.replaceChildren(groupAvatar(this.chat),
      make("span", { class: "who" }, make("b", {}, this.chat.info.title), this.status),
      this.mayManage() ? iconButton("plus", words.newTopic, () => this.newTopic()) : "");
  }

  openTopic(thread) {
    this.composer.endEdit();
    this.thread = thread;
    if (thread !== LIST) this.page.markRead(this.chat, thread);
    this.redraw();
  }

  refresh() {
    if (!this.topics) return;
    if (!this.inList && this.thread !== GENERAL && this.chat.topics.get(this.thread)?.deleted) this.thread = LIST;
    this.refreshWriter();
    this.refreshHeader();
    this.element.classList.toggle("in-list", this.inList);
    this.topics.hidden = !this.inList;
    if (this.inList) this.topics.replaceChildren(topicList(this.chat, (thread) => this.openTopic(thread)));
    super.refresh();
    this.pinned.hidden ||= this.inList;
    const isClosed = Boolean(this.chat.topics.get(this.thread)?.closed);
    this.shut.hidden = !isClosed || this.inList;
    this.shut.classList.toggle("alone", !this.mayWrite());
  }

  add(message, live = true) {
    if (this.inList) {
      if (live) this.refresh();
      return;
    }
    super.add(message, live);
  }

  change(message) {
    if (this.inList) this.refresh();
    else super.change(message);
  }

  remove(messageId) {
    super.remove(messageId);
    if (this.inList) this.refresh();
  }

  mayManage(thread = LIST) {
    const { member } = this;
    if (!member) return false;
    const opened = thread !== LIST && this.chat.topics.get(thread)?.creator === this.person;
    return member.status === "creator" || Boolean(member.can_manage_topics) || opened;
  }

  mayWrite() {
    const topic = this.chat.topics.get(this.thread);
    return Boolean(this.member) && !this.inList && (!topic?.closed || this.mayManage(this.thread));
  }

  topicMenu(anchor) {
    const { chat, thread } = this;
    const topic = chat.topics.get(thread);
    openMenu(anchor, this.mayManage(thread)
      ? [
        { label: words.renameTopic, icon: "document", act: () => this.renameTopic(topic) },
        { label: topic.closed ? words.reopenTopic : words.closeTopic, icon: "lock",
          act: () => this.does("topic", { do: topic.closed ? "reopen" : "close" }) },
        { label: words.deleteTopic, icon: "close", act: () => this.deleteTopic(topic) },
      ]
      : [{ label: words.noRights, act: () => {} }]);
  }

  async newTopic() {
    const name = await askName(words.newTopic, "");
    const opened = name && await this.does("topic", { do: "open", name });
    if (opened) this.openWhenThere(opened.thread);
  }

  // The stream may tell of the topic later than the answer to the one who opened it.
  openWhenThere(thread) {
    this.wanted = thread;
    if (this.chat.topics.has(thread)) this.openTopic(thread);
  }

  topicChanged(topic) {
    if (this.wanted === topic.thread) {
      this.wanted = undefined;
      this.openTopic(topic.thread);
    } else if (topic.deleted && topic.thread === this.thread) {
      this.openTopic(LIST);
    } else {
      this.refresh();
    }
  }

  async renameTopic(topic) {
    const name = await askName(words.renameTopic, topic.name);
    if (name && name !== topic.name) this.does("topic", { do: "edit", name });
  }

  async deleteTopic(topic) {
    if (await askWhetherToDelete(topic.name)) this.does("topic", { do: "delete" });
  }

  typing(action, thread = 0) {
    const here = !this.isForum || (this.thread ?? -1) === (thread || GENERAL);
    super.typing(here ? action : null);
  }

  get rest() {
    if (this.chat.blocked) return words.botAway;
    return this.inList || !this.isForum ? words.members(this.writers.length) : this.chat.info.title;
  }

  // What stands beside a name: the role of a member, the sign of a hidden one.
  roleIn(message) {
    if (message.sender_chat) return message.author_signature || words.anonymous;
    return roleOf(this.chat.members.find((one) => one.user.id === message.from?.id));
  }
}

function roleOf(member) {
  if (!member) return "";
  if (member.user.is_bot) return words.bot;
  return member.custom_title || (member.status === "creator" ? words.creator : member.status === "administrator" ? words.admin : "");
}
