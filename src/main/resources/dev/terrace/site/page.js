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
    target.open = true;
    target.hidden = false;
    target.scrollIntoView();
  }
};
addEventListener("hashchange", open);
open();
const picture = document.querySelector(".picture svg");
let zoom = 1;
document.getElementById("zoom").hidden = false;
for (const button of document.querySelectorAll("[data-zoom]")) {
  button.addEventListener("click", () => {
    const way = button.dataset.zoom;
    zoom = way === "fit" ? 1 : Math.min(6, Math.max(0.5, zoom * (way === "larger" ? 1.3 : 1 / 1.3)));
    picture.style.width = zoom * 100 + "%";
  });
}
