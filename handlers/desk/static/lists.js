// Lists that keep themselves fresh without losing place or focus, the sign that somebody new waits, and the keys.
"use strict";

const SOUND = "santun-sound", KEYS = "santun-keys"; // preferences only: nothing of people is kept in a browser
const kept = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
const keep = (name, value) => { try { localStorage.setItem(name, value); } catch { /* a browser that keeps nothing */ } };
const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

// Something changed: look again, at most so often, and once more at the end of a burst.
function calmly(every, act) {
  let last = 0, timer = 0;
  return () => {
    if (timer) return;
    timer = setTimeout(() => { timer = 0; last = Date.now(); act(); }, Math.max(0, last + every - Date.now()));
  };
}
function listen(root) {
  for (const bell of root.querySelectorAll("[data-calls]")) {
    const called = calmly(Number(bell.dataset.every), () => {
      const found = document.querySelector(bell.dataset.calls);
      if (found) htmx.trigger(found, "segar");
    });
    bell.addEventListener(bell.getAttribute("hx-trigger"), called);
  }
}

// A list says which version of it is shown; when nothing looks different the server answers with nothing.
document.addEventListener("htmx:configRequest", (event) => {
  const live = event.target.closest("[data-live]");
  const shown = live && live === event.target && live.querySelector("[data-version]");
  if (shown) event.detail.parameters.versi = shown.dataset.version;
});
// Focus stays where it was, or goes to the row that took the place of one that left.
let place = -1;
const rows = () => [...document.querySelectorAll("[data-row]")];
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target.matches("[data-live]")) place = rows().indexOf(document.activeElement);
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (!event.target.matches("[data-live]")) return;
  if (place >= 0 && (document.activeElement === document.body || !document.activeElement)) {
    const now = rows();
    if (now.length) now[Math.min(place, now.length - 1)].focus({ preventScroll: true });
  }
  place = -1;
  notice();
});

// Who waits: in the title, beside the word in the menu, and as a soft sound when it was asked for.
const title = document.title;
let newest = null, sounding = null;
function notice() {
  const shown = document.querySelector("[data-waiting]");
  if (!shown) return;
  const waiting = Number(shown.dataset.waiting), latest = shown.dataset.newest;
  document.title = waiting ? `(${waiting}) ${title}` : title;
  const badge = document.getElementById("nav-waiting");
  if (badge) { badge.textContent = waiting; badge.hidden = !waiting; }
  if (newest !== null && latest > newest && kept(SOUND) === "on") ring();
  newest = latest > (newest || "") ? latest : newest || "";
}
function ring() {
  if (!sounding || sounding.state !== "running") return;
  const at = sounding.currentTime;
  for (const [pitch, after] of [[587, 0], [784, 0.16]]) {
    const tone = sounding.createOscillator(), loud = sounding.createGain();
    tone.frequency.value = pitch;
    loud.gain.setValueAtTime(0, at + after);
    loud.gain.linearRampToValueAtTime(0.06, at + after + 0.02);
    loud.gain.exponentialRampToValueAtTime(0.0005, at + after + 0.5);
    tone.connect(loud).connect(sounding.destination);
    tone.start(at + after);
    tone.stop(at + after + 0.55);
  }
}
// Browsers let a page sound only after somebody has touched it.
function wakeSound() {
  if (kept(SOUND) !== "on" || !("AudioContext" in window)) return;
  sounding = sounding || new AudioContext();
  if (sounding.state === "suspended") sounding.resume();
}
for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, wakeSound, { passive: true });
function showSound() {
  const button = document.getElementById("sound");
  if (!button) return;
  const on = kept(SOUND) === "on";
  button.setAttribute("aria-pressed", String(on));
  button.querySelector(".label").textContent = on ? button.dataset.on : button.dataset.off;
}

document.addEventListener("click", (event) => {
  if (event.target.closest("#sound")) {
    keep(SOUND, kept(SOUND) === "on" ? "off" : "on");
    showSound();
    wakeSound();
    ring();
  }
  const insert = event.target.closest("[data-inserts]");
  if (insert) {
    const into = document.getElementById(insert.dataset.into);
    into.setRangeText(insert.dataset.inserts, into.selectionStart, into.selectionEnd, "end");
    into.focus();
    into.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const enlarge = event.target.closest("[data-enlarges]");
  if (enlarge) {
    const is = enlarge.closest("#viewer-body").classList.toggle("enlarged");
    enlarge.setAttribute("aria-pressed", String(is));
  }
  // A small menu closes when something else is touched.
  for (const drop of document.querySelectorAll("details.drop[open]")) {
    if (!drop.contains(event.target) || event.target.closest(".plain")) drop.open = false;
  }
});
document.addEventListener("change", (event) => {
  if (event.target.id === "keys-on") keep(KEYS, event.target.checked ? "on" : "off");
});

// Keys: letters only outside of fields, and only while they are wanted.
let began = 0; // when g was pressed
function step(by) {
  const all = rows();
  if (!all.length) return;
  const now = all.indexOf(document.activeElement);
  const at = now < 0 ? all.findIndex((row) => row.getAttribute("aria-current")) : now;
  const next = all[Math.max(0, Math.min(all.length - 1, at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by))];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}
const KEY = {
  j: () => step(1),
  k: () => step(-1),
  "/": () => { const field = document.getElementById("search"); if (field) field.focus(); else location.assign("/desk/cari"); },
  "?": () => { const keys = document.getElementById("keys"); if (keys && !keys.open) keys.showModal(); },
};
const AFTER_G = { q: "/desk/antrean", b: "/desk/warga-baru" };
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") for (const drop of document.querySelectorAll("details.drop[open]")) { drop.open = false; drop.firstElementChild.focus(); }
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || kept(KEYS) === "off") return;
  if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
  const after = Date.now() - began < 1200 && AFTER_G[event.key];
  began = event.key === "g" ? Date.now() : 0;
  if (after) { event.preventDefault(); location.assign(after); }
  else if (KEY[event.key]) { event.preventDefault(); KEY[event.key](); }
});

function begin() {
  listen(document);
  showSound();
  const on = document.getElementById("keys-on");
  if (on) on.checked = kept(KEYS) !== "off";
  notice();
}
begin();
