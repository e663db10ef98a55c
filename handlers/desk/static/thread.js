// A conversation in the browser: what is new is asked for and put at its place, what is typed is never lost, a note
// never becomes an answer. Nothing typed leaves the memory of this page except to the server.
"use strict";

const at = (id) => document.getElementById(id);
const composer = () => at("composer");
const words = () => at("words");
const kindOf = () => composer().elements.jenis.value;

// -- What is new ----------------------------------------------------------------------------------------------------
let asking = 0; // pause before a letter under way is asked after again
document.addEventListener("htmx:configRequest", (event) => {
  if (event.target.id !== "news") return;
  const lines = document.querySelectorAll("#talk [data-turn]"), days = document.querySelectorAll("#talk [data-day]");
  const watched = [...document.querySelectorAll("#talk [data-watched]")].slice(-20);
  const asked = at("asked"), more = event.detail.parameters;
  more.setelah = lines.length ? Math.max(...[...lines].map((line) => Number(line.dataset.turn))) : 0;
  more.hari = days.length ? days[days.length - 1].dataset.day : "";
  more.sejak = asked.dataset.at;
  more.kepala = asked.dataset.head;
  more.diawasi = watched.map((line) => `${line.id.slice(2)}:${line.dataset.watched}`).join(",");
});
const view = () => document.querySelector(".talk-window");
const isAtEnd = () => Math.abs(view().scrollTop) < 80;
let wasAtEnd = true, before = 0;
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target.id !== "talk" || event.detail.requestConfig.elt.id !== "news") return;
  wasAtEnd = isAtEnd();
  before = at("talk").childElementCount;
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (composer() && event.detail.requestConfig && event.detail.requestConfig.elt.id === "news") settled();
});
function settled() {
  const grown = at("talk").childElementCount > before;
  if (grown && wasAtEnd) view().scrollTop = 0;
  else if (grown) at("newer").hidden = false;
  before = at("talk").childElementCount;
  hold();
  clearTimeout(asking);
  const pending = document.querySelector("#talk [data-watched='waiting'], #talk [data-watched='sending']");
  if (pending) asking = setTimeout(() => { if (at("news")) htmx.trigger(at("news"), "segar"); }, 1200);
}
// What one may no longer see is not asked for again.
document.addEventListener("htmx:responseError", (event) => {
  const by = event.detail.requestConfig.elt;
  if (by.id === "news" && [403, 404].includes(event.detail.xhr.status)) { by.remove(); lock("gone"); }
  if (by.matches("[data-views]")) at("viewer").close();
});

// -- Who may write --------------------------------------------------------------------------------------------------
function hold() {
  lock(at("news") ? at("hold").dataset.hold : "gone");
}
function lock(why) {
  const answering = composer().elements.jenis[0];
  answering.disabled = why === "nobody" || why === "role";
  composer().dataset.hold = why;
  choose();
}
function choose() {
  const isNote = kindOf() === "catatan", form = composer(), why = form.dataset.hold || "";
  form.dataset.kind = kindOf();
  words().placeholder = isNote ? words().dataset.note : words().dataset.answer;
  const send = at("send");
  if (!form.dataset.busy) send.textContent = isNote ? send.dataset.note : send.dataset.answer;
  send.disabled = Boolean(form.dataset.busy) || why === "gone" || (!isNote && why !== "");
  at("file").disabled = isNote;
  at("file").closest("label").classList.toggle("off", isNote);
  at("pick").disabled = isNote;
}

// -- Writing and sending --------------------------------------------------------------------------------------------
let sending = null; // what is under way: given back to the field if it does not arrive
function grow() {
  const field = words();
  if (!CSS.supports("field-sizing", "content")) {
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight + 2, innerHeight * 0.4)}px`;
  }
  const left = 2000 - field.value.length, count = at("count");
  count.hidden = left > 300;
  count.textContent = left;
}
function say(text) {
  const line = at("composer-said");
  line.textContent = text;
  line.hidden = !text;
}
function chosen(file) {
  const line = at("file-chosen");
  line.hidden = !file;
  line.firstElementChild.textContent = file ? file.name : "";
}
function quote(id, text) {
  at("answers").value = id;
  at("quoted").textContent = text;
  at("quoting").hidden = !id;
}
function busy(is) {
  composer().dataset.busy = is ? "yes" : "";
  choose();
  if (is) at("send").textContent = at("send").dataset.busy;
}
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.id !== "composer") return;
  const empty = !words().value.trim() && !at("file").files.length;
  if (empty || at("send").disabled) { event.preventDefault(); if (empty) words().focus(); }
});
document.addEventListener("htmx:beforeSend", (event) => {
  if (event.target.id !== "composer") return;
  sending = { text: words().value, answers: at("answers").value, quoted: at("quoted").textContent, kind: kindOf() };
  words().value = "";
  say("");
  fold();
  grow();
  busy(true);
});
function giveBack() {
  if (!sending) return;
  words().value = sending.text + (words().value ? `\n${words().value}` : "");
  quote(sending.answers, sending.quoted);
  sending = null;
  grow();
}
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.target.id !== "composer" || !composer()) return;
  if (event.detail.successful && !leads(event.detail.xhr)) {
    if (sending.kind === "jawaban") { at("file").value = ""; chosen(null); }
    sending = null;
    quote("", "");
  } else {
    giveBack();
    if (!event.detail.xhr.status) say(at("composer-said").dataset.offline);
  }
  busy(false);
  if (!matchMedia("(pointer: coarse)").matches || document.activeElement === document.body) words().focus();
});

// -- Kept answers ---------------------------------------------------------------------------------------------------
let typedFrom = -1; // where the / stands that opened the list
const list = () => at("canned");
const offered = () => [...list().querySelectorAll("[data-code]:not([hidden])")];
function offer() {
  if (kindOf() === "catatan") return;
  list().hidden = false;
  if (!list().childElementCount) htmx.trigger(list(), "pick");
  else sift();
}
function fold() {
  list().hidden = true;
  typedFrom = -1;
  words().removeAttribute("aria-activedescendant");
}
function sift() {
  const typed = typedFrom < 0 ? "" : words().value.slice(typedFrom + 1, words().selectionStart).toLowerCase();
  let any = false;
  for (const one of list().querySelectorAll("[data-code]")) {
    one.hidden = !(one.dataset.code.startsWith(typed) || (typed.length > 2 && one.dataset.title.includes(typed)));
    any = any || !one.hidden;
  }
  if (!any && typedFrom >= 0 && list().querySelector("[data-code]")) { fold(); return; }
  point(0);
}
function point(to) {
  const all = offered();
  for (const one of list().children) one.setAttribute("aria-selected", "false");
  const one = all[(to + all.length) % (all.length || 1)];
  if (!one) return;
  one.setAttribute("aria-selected", "true");
  one.scrollIntoView({ block: "nearest" });
  words().setAttribute("aria-activedescendant", one.id);
}
function put(one) {
  const from = typedFrom < 0 ? words().selectionStart : typedFrom;
  words().setRangeText(one.dataset.words, from, words().selectionEnd, "end");
  fold();
  words().focus();
  grow();
}
document.addEventListener("htmx:afterSettle", (event) => { if (event.target.id === "canned") sift(); });

function keyed(event) {
  const now = offered().findIndex((one) => one.getAttribute("aria-selected") === "true");
  if (!list().hidden) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); point(now + (event.key === "ArrowDown" ? 1 : -1)); return; }
    if ((event.key === "Enter" || event.key === "Tab") && now >= 0 && !event.ctrlKey) { event.preventDefault(); put(offered()[now]); return; }
    if (event.key === "Escape") { event.preventDefault(); fold(); return; }
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); if (!at("send").disabled) composer().requestSubmit(); }
  else if (event.key === "Escape") { event.preventDefault(); words().blur(); }
}
document.addEventListener("keydown", (event) => {
  if (event.target.id === "words") keyed(event);
  else if (!event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target) &&
           !document.querySelector("dialog[open]") && kept(KEYS) !== "off" && composer()) {
    const radio = { r: composer().elements.jenis[0], n: composer().elements.jenis[1] }[event.key];
    if (radio && !radio.disabled) { event.preventDefault(); radio.checked = true; choose(); words().focus(); }
  }
});
document.addEventListener("input", (event) => {
  if (event.target.id !== "words") return;
  grow();
  const field = words(), end = field.selectionStart;
  const slash = /(^|\s)\/[a-z0-9-]*$/.exec(field.value.slice(0, end));
  if (slash) { typedFrom = slash.index + slash[1].length; offer(); }
  else if (!list().hidden) fold();
});
document.addEventListener("change", (event) => {
  if (event.target.name === "jenis") choose();
  if (event.target.id === "file") {
    const file = event.target.files[0];
    const isLarge = file && file.size > Number(event.target.dataset.most);
    if (isLarge) event.target.value = "";
    say(isLarge ? at("composer-said").dataset.large : "");
    chosen(isLarge ? null : file);
  }
});

// -- Buttons --------------------------------------------------------------------------------------------------------
const lineOf = (id) => document.querySelector(`#l-${CSS.escape(id)}`);
const textOf = (id) => { const found = lineOf(id).querySelector(".words"); return found ? found.textContent : ""; };
function fill(dialog, id, path) {
  const form = at(dialog).querySelector("form");
  form.setAttribute("hx-post", `${form.dataset.path}${id}/${path}`);
  htmx.process(form);
  at(dialog).showModal();
}
function thingOf(id) {
  return [...lineOf(id).querySelectorAll("strong, .file-name")].map((part) => part.textContent).join(" ");
}
function pressed(event) {
  const button = event.target.closest("button, [data-views], .canned [data-code]");
  if (!button) return;
  if (button.dataset.replies) { const id = button.dataset.replies; quote(id, textOf(id) || thingOf(id)); words().focus(); }
  if (button.dataset.edits) { at("edit-words").value = textOf(button.dataset.edits); fill("edit", button.dataset.edits, "ubah"); }
  if (button.dataset.takesBack) fill("take-back", button.dataset.takesBack, "tarik");
  if (button.dataset.opens) for (const line of document.querySelectorAll("[data-unsent]")) line.hidden = !words().value.trim();
  if ("views" in button.dataset && at("viewer") && !at("viewer").open) {
    at("viewer-body").textContent = at("viewer-body").dataset.wait;
    at("viewer").showModal();
  }
  if (button.id === "unquote") quote("", "");
  if (button.id === "unfile") { at("file").value = ""; chosen(null); }
  if (button.id === "newer") { view().scrollTop = 0; button.hidden = true; }
  if (button.id === "pick") { words().focus(); if (list().hidden) offer(); else fold(); }
  if (button.dataset.code) put(button);
}
document.addEventListener("click", (event) => {
  if (!composer()) return;
  pressed(event);
  if (!event.target.closest("#canned, #pick, #words") && !list().hidden) fold();
});
document.addEventListener("pointerdown", (event) => { if (event.target.closest("#canned")) event.preventDefault(); });
// A deed from a dialog closes it; what was refused can be read then, and what was typed in it stays.
document.addEventListener("htmx:afterRequest", (event) => {
  const dialog = event.target.closest && event.target.closest("dialog");
  if (!dialog || dialog.id === "viewer" || event.detail.requestConfig.verb !== "post") return;
  dialog.close();
  if (event.detail.successful) dialog.querySelector("form").reset();
});
document.addEventListener("scroll", (event) => { if (event.target === view() && isAtEnd()) at("newer").hidden = true; }, true);

// -- The keyboard of a telephone ------------------------------------------------------------------------------------
function fit() {
  document.documentElement.style.setProperty("--view", `${Math.round(visualViewport.height)}px`);
}
if (window.visualViewport) { visualViewport.addEventListener("resize", fit); fit(); }

// -- A lock in the middle of a sentence -----------------------------------------------------------------------------
// The page goes, with everything on it; only what was being typed stays, in the memory of this window, until the same
// person is back. Whoever leaves by another way leaves it behind for good.
const LOCK = "/desk/kunci";
const leads = (xhr) => xhr.getResponseHeader("HX-Redirect");
let draft = null;
function lockHere(to) {
  draft = { path: location.pathname, text: words().value, kind: kindOf(), answers: at("answers").value, quoted: at("quoted").textContent };
  document.documentElement.replaceChild(document.createElement("body"), document.body);
  fetch(to).then((answer) => answer.text()).then(showLock).catch(() => location.assign(to));
}
function parsed(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const script of page.querySelectorAll("script")) script.remove();
  return page;
}
function takeBody(page) {
  document.documentElement.replaceChild(document.importNode(page.body, true), document.body);
  document.title = page.title;
}
function showLock(html) {
  takeBody(parsed(html));
  const form = document.querySelector(`form[action="${LOCK}"]`);
  if (!form) { draft = null; location.assign("/desk"); return; }
  for (const lock of document.querySelectorAll("[data-locked]")) lock.removeAttribute("data-locked"); // no reload here
  form.addEventListener("submit", unlock);
  form.elements.password.focus();
}
async function unlock(event) {
  event.preventDefault();
  const form = event.target;
  try {
    const answer = await fetch(LOCK, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    const html = await answer.text();
    if (new URL(answer.url).pathname !== draft.path) { if (html.includes(`action="${LOCK}"`)) showLock(html); else location.assign(answer.url); return; }
    takeBody(parsed(html));
    htmx.process(document.body);
    start();
    begin();
    composer().elements.jenis.value = draft.kind;
    words().value = draft.text;
    quote(draft.answers, draft.quoted);
    draft = null;
    choose();
    grow();
  } catch {
    location.assign(draft.path);
  }
}
// By a link or with the window something typed may be lost by mistake; whoever must leave is not held up.
let mustLeave = false;
addEventListener("beforeunload", (event) => {
  if (!mustLeave && composer() && words().value.trim()) event.preventDefault();
});
document.addEventListener("submit", (event) => { if (!event.target.closest("[hx-post]")) mustLeave = true; });
function keepsDraft(to) {
  return to && to.startsWith(LOCK) && composer() && (words().value.trim() || sending);
}
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const to = leads(event.detail.xhr);
  if (!keepsDraft(to)) { mustLeave = mustLeave || Boolean(to); return; }
  event.preventDefault();
  giveBack();
  lockHere(to);
});
document.addEventListener("santun:leaving", (event) => {
  if (!keepsDraft(event.detail)) { mustLeave = true; return; }
  event.preventDefault();
  giveBack();
  lockHere(event.detail);
});

function start() {
  before = at("talk").childElementCount;
  grow();
  settled();
}
start();
