// What every page of the console does in the browser: tells that somebody types, opens dialogs, copies, and never
// shows what a browser kept of a page.
"use strict";

const PING_EVERY = 60000; // milliseconds between two signs that somebody works here
const signedIn = document.body.hasAttribute("data-signed-in");
const csrf = () => JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRF-Token"];

// A page from the browser's memory may belong to somebody who has signed out since.
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

// Typing is a deed too, though it asks the server for nothing: the screen must not lock under somebody's hands.
let pinged = Date.now();
function ping(event) {
  if (!signedIn || document.querySelector("[data-locked]") || !event.isTrusted || Date.now() - pinged < PING_EVERY) return;
  pinged = Date.now();
  fetch("/desk/hadir", { method: "POST", headers: { "X-CSRF-Token": csrf(), "HX-Request": "true", "HX-Current-URL": location.href } })
    .then((answer) => { const to = answer.headers.get("HX-Redirect"); if (to) leave(to); })
    .catch(() => {});
}
for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, ping, { passive: true, capture: true });

// To the door; a page in which something is being typed may have a word first.
function leave(to) {
  if (document.dispatchEvent(new CustomEvent("santun:leaving", { detail: to, cancelable: true }))) location.assign(to);
}

// A locked screen that was opened in another window goes on here as well.
document.addEventListener("visibilitychange", () => {
  const lock = document.querySelector("[data-locked]");
  if (lock && document.visibilityState === "visible" && !lock.querySelector("[name=password]").value) location.reload();
});

// The line that tells that the server cannot be reached.
function offline(is) {
  const line = document.getElementById("offline");
  if (line) line.hidden = !is;
}
document.addEventListener("htmx:sendError", () => offline(true));
// A stream that breaks once comes back by itself; one that cannot come back means that nobody is there.
let failed = 0;
document.addEventListener("htmx:sseError", () => { failed += 1; if (failed > 2 || !navigator.onLine) offline(true); });
for (const kind of ["htmx:afterOnLoad", "htmx:sseOpen"]) {
  document.addEventListener(kind, () => { failed = 0; offline(false); });
}

// What was said about the last deed goes when the next one succeeds.
document.addEventListener("htmx:beforeSwap", (event) => {
  const said = document.getElementById("said");
  const verb = event.detail.requestConfig && event.detail.requestConfig.verb;
  if (said && verb === "post" && event.detail.xhr.status < 400) said.replaceChildren();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-opens], [data-closes], [data-copies]");
  if (!button) return;
  if (button.dataset.opens) document.getElementById(button.dataset.opens).showModal();
  if ("closes" in button.dataset) button.closest("dialog").close();
  if (button.dataset.copies) copy(button);
});

async function copy(button) {
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent.trim());
  const before = button.textContent;
  button.textContent = button.dataset.copied;
  setTimeout(() => { button.textContent = before; }, 2000);
}

// An impatient finger sends a form once, and while it leads away the page asks for nothing more by itself: what it
// would be told belongs to the page after.
let leavesUntil = 0;
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.closest("[hx-post], [hx-get]") || event.target.method === "dialog") return;
  if (event.target.dataset.sent) { event.preventDefault(); return; }
  event.target.dataset.sent = "yes";
  leavesUntil = Date.now() + 10000;
  setTimeout(() => { delete event.target.dataset.sent; }, 10000); // a form that ends in a download leads nowhere
});
document.addEventListener("htmx:beforeRequest", (event) => { if (Date.now() < leavesUntil) event.preventDefault(); });
