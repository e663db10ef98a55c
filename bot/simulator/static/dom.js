// Small ways to build elements; text always goes in as text, never as markup.
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name in element && typeof value !== "string") element[name] = value;
    else if (value !== undefined && value !== null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const PATHS = {
  send: "M3 11.5 20.5 4 15 20.5l-3.6-6.4L3 11.5zm8.4 2.6L20.5 4",
  clip: "M20 11.5 12 19.4a5 5 0 0 1-7-7L13.4 4a3.3 3.3 0 0 1 4.7 4.7l-8.4 8.3a1.7 1.7 0 0 1-2.3-2.3l7.7-7.7",
  back: "M15 5l-7 7 7 7",
  down: "M5 9l7 7 7-7",
  dots: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  lock: "M7 11V8a5 5 0 0 1 10 0v3M6 11h12v9H6z",
  pin: "M9 4h6l-1 6 3 3v2H7v-2l3-3zM12 15v6",
  close: "M6 6l12 12M18 6L6 18",
  plus: "M12 5v14M5 12h14",
  keys: "M4 6h16v12H4zM8 10v.01M12 10v.01M16 10v.01M8.5 14h7",
  slash: "M5 4h14v16H5zM14 8l-4 8",
  photo: "M4 6h16v12H4zM4 16l5-5 4 4 3-3 4 4M15.5 9.5v.01",
  document: "M7 3h7l4 4v14H7zM14 3v4h4",
  contact: "M12 12a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM5 20c.8-3.6 3.5-5 7-5s6.200 1.400 7 5",
  location: "M12 21s-6.500-6-6.500-11a6.500 6.500 0 0 1 13 0c0 5-6.500 11-6.500 11zM12 12.200a2.200 2.200 0 1 0 0-4.400 2.200 2.200 0 0 0 0 4.400z",
  voice: "M12 4a2.500 2.500 0 0 0-2.500 2.500v5a2.500 2.500 0 0 0 5 0v-5A2.500 2.500 0 0 0 12 4zM6 11.500a6 6 0 0 0 12 0M12 17.500V21",
  sticker: "M12 4a8 8 0 1 0 8 8c-4 1-9-3-8-8zM9 10v.01M9 15c1.500 1.200 3.500 1.200 5 0",
  link: "M9 7h8v8M17 7 7 17",
  reply: "M10 6 4 12l6 6M4 12h10a6 6 0 0 1 6 6",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

export const iconButton = (name, label, onclick, extra = "") =>
  make("button", { type: "button", class: `round ${extra}`, "aria-label": label, title: label, onclick }, icon(name));

// A menu that opens beside its button and closes at the next click or Escape.
export function openMenu(anchor, items) {
  document.querySelector(".menu")?.remove();
  const menu = make("div", { class: "menu", role: "menu" });
  for (const item of items.filter(Boolean)) {
    menu.append(make("button", { type: "button", role: "menuitem", onclick: item.act },
      item.icon ? icon(item.icon) : null, make("span", {}, item.label), item.hint ? make("small", {}, item.hint) : null));
  }
  document.body.append(menu);
  const box = anchor.getBoundingClientRect();
  const above = box.bottom + menu.offsetHeight + 8 > innerHeight;
  menu.style.left = `${Math.max(8, Math.min(box.left, innerWidth - menu.offsetWidth - 8))}px`;
  menu.style.top = `${Math.max(8, above ? box.top - menu.offsetHeight - 6 : box.bottom + 6)}px`;
  const shut = (event) => {
    if (event.type === "keydown" && event.key !== "Escape") return;
    menu.remove();
    removeEventListener("click", shut);
    removeEventListener("keydown", shut);
  };
  setTimeout(() => {
    addEventListener("click", shut);
    addEventListener("keydown", shut);
    menu.querySelector("button")?.focus();
  });
}

export const nameOf = (info) => info.title || [info.first_name, info.last_name].filter(Boolean).join(" ");

export function avatar(name, seed) {
  const letters = name.split(/\s+/).slice(0, 2).map((word) => [...word][0] || "").join("").toUpperCase();
  return make("span", { class: `avatar tone-${Math.abs(seed) % 6}`, "aria-hidden": "true" }, letters);
}

export const time = (seconds) =>
  new Date(seconds * 1000).toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" });
