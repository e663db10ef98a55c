// The list of people, with what was said last and a dot for what is unread; and the form for a new person.
import { summary } from "./bubble.js";
import { arrive } from "./door.js";
import { avatar, icon, make, nameOf, time } from "./dom.js";
import { groupAvatar } from "./topics.js";
import { words } from "./words.js";

export class People {
  constructor(element, page) {
    this.page = page;
    this.list = make("ul", {});
    this.link = make("p", { class: "lost", role: "status", hidden: true }, words.lost);
    element.setAttribute("aria-label", words.people);
    element.append(make("div", { class: "title" }, make("h1", {}, words.title), make("small", {}, words.onlyHere)), this.list, this.link,
      make("button", { type: "button", class: "new", onclick: () => this.ask() }, icon("plus"), words.newPerson));
  }

  // At most once a frame, however much happens.
  refresh() {
    if (this.asked) return;
    this.asked = requestAnimationFrame(() => { this.asked = 0; this.draw(); });
  }

  draw() {
    const chats = [...this.page.world.chats.values()].filter((chat) => !chat.moved_to);
    document.body.classList.toggle("has-unread", chats.some((chat) => unreadIn(chat)));
    this.list.replaceChildren(...chats.map((chat) => this.entry(chat)));
  }

  entry(chat) {
    const name = nameOf(chat.info);
    const last = [...chat.messages.values()].pop();
    const isGroup = chat.info.type !== "private";
    const line = last ? summary(last, isGroup) : words.nothingYet;
    const count = unreadIn(chat);
    const unread = count ? make("span", { class: "dot", "aria-label": words.unread(count) }, String(count)) : null;
    const open = this.page.isOpen(chat.id);
    return make("li", {}, make("button", { type: "button", class: open ? "open" : "", "aria-pressed": String(open), onclick: () => this.page.show(chat.id) },
      isGroup ? groupAvatar(chat) : avatar(name, chat.id),
      make("span", { class: "who" }, make("b", {}, name), make("small", {}, line)),
      make("span", { class: "aside" }, last ? make("time", {}, time(last.date)) : null, unread)));
  }

  ask() {
    const count = this.page.world.chats.size;
    const [first, last] = words.sampleNames[count % words.sampleNames.length];
    const field = (name, label, value, required = false) =>
      make("label", {}, label, make("input", { name, value, required, autocomplete: "off", maxLength: 64 }));
    const form = make("form", { method: "dialog" }, make("h2", {}, words.newPerson),
      field("first_name", words.firstName, first, true), field("last_name", words.lastName, last),
      field("phone", words.phone, samplePhone(count)),
      make("div", { class: "row" },
        make("button", { type: "button", onclick: () => dialog.close() }, words.cancel),
        make("button", { type: "submit", class: "main", value: "add" }, words.add)));
    const dialog = make("dialog", { class: "box" }, form);
    dialog.addEventListener("close", async () => {
      dialog.remove();
      if (dialog.returnValue === "add") this.page.show((await arrive(Object.fromEntries(new FormData(form)))).id);
    });
    document.body.append(dialog);
    dialog.showModal();
    form.elements.first_name.select();
  }

  // Somebody to begin with, so that a fresh simulator opens on a chat.
  static async first() {
    const [first_name, last_name] = words.sampleNames[0];
    return arrive({ first_name, last_name, phone: samplePhone(0) });
  }
}

const unreadIn = (chat) => [...chat.unreadIn.values()].reduce((sum, one) => sum + one, 0);

const samplePhone = (count) => `+62812000000${String(count + 1).padStart(2, "0")}`;
