"use strict";
const words = document.getElementById("words");
const count = document.getElementById("count");
const entries = Array.from(document.querySelectorAll(".found"), e => [e, e.textContent.toLowerCase()]);
document.getElementById("search").hidden = false;
words.addEventListener("input", () => {
  const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const [entry, text] of entries) {
    const hit = wanted.every(word => text.includes(word));
    entry.hidden = !hit;
    if (hit) shown++;
  }
  count.textContent = wanted.length ? shown + " of " + entries.length : "";
});
const open = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.tagName === "DETAILS") {
    for (let each = target; each; each = each.parentElement.closest("details")) each.open = true;
    target.hidden = false;
    target.scrollIntoView();
  }
};
addEventListener("hashchange", open);
open();
for (const view of document.querySelectorAll(".picture")) {
  const picture = view.querySelector("svg");
  const first = picture.querySelector("g.added, g.changed, g.replaced, g.destroyed") || picture.querySelector(".entry, .box");
  if (view.scrollWidth > view.clientWidth && first) {
    const at = first.getBoundingClientRect();
    view.scrollLeft = at.left + at.width / 2 - view.getBoundingClientRect().left - view.clientWidth / 2;
  }
  const ways = view.previousElementSibling;
  ways.hidden = false;
  ways.addEventListener("click", event => {
    const way = event.target.dataset.zoom;
    if (!way) return;
    const natural = picture.viewBox.baseVal.width;
    const shown = picture.getBoundingClientRect().width;
    const wanted = way === "fit" ? view.clientWidth : shown * (way === "larger" ? 1.3 : 1 / 1.3);
    picture.style.minWidth = "0";
    picture.style.maxWidth = "none";
    picture.style.width = Math.min(4 * natural, Math.max(200, wanted)) + "px";
  });
}
