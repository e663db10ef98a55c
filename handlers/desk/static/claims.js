// The page of a claim: papers open in the viewer, and a no is brought into sight.
"use strict";

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-views]");
  const viewer = document.getElementById("viewer"), body = document.getElementById("viewer-body");
  if (!link || !viewer || viewer.open) return;
  body.textContent = body.dataset.wait;
  body.classList.remove("enlarged");
  viewer.showModal();
});
// What cannot be shown is said on the page, not behind the viewer.
document.addEventListener("htmx:responseError", (event) => {
  const viewer = document.getElementById("viewer");
  if (event.target.closest("[data-views]") && viewer.open) viewer.close();
});
// A dialog whose form was sent closes: what is said about it stands above the page.
document.addEventListener("htmx:afterRequest", (event) => {
  const dialog = event.target.closest("dialog");
  if (dialog && dialog.id !== "viewer" && event.detail.requestConfig.verb === "post") dialog.close();
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id === "said") event.target.scrollIntoView({ block: "nearest" });
});
