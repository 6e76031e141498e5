// What pages.mjs asks inside of a page. Each function stands alone: the browser gets its text.
export const inPage = {
  loadMs: () => performance.getEntriesByType("navigation")[0].loadEventEnd,

  isWiderThanWindow: () => document.documentElement.scrollWidth > innerWidth,

  /** Of each picture: how many boxes and labels, and which of them intersect without one being in the other. */
  overlaps: () =>
    Array.from(document.querySelectorAll(".picture svg"), svg => {
      const closed = [];
      for (let up = svg.closest("details:not([open])"); up; up = svg.closest("details:not([open])")) {
        up.open = true;
        closed.push(up);
      }
      const parts = Array.from(svg.querySelectorAll(".box, .group, text"), element => {
        const at = element.getBoundingClientRect();
        const name = element.textContent || element.parentNode.dataset.id;
        return { name, kind: element.getAttribute("class"), left: at.left, top: at.top, right: at.right, bottom: at.bottom };
      });
      const all = svg.getBoundingClientRect();
      const inside = (one, other) =>
        one.left >= other.left && one.right <= other.right && one.top >= other.top && one.bottom <= other.bottom;
      const apart = (one, other) =>
        one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top;
      const overlaps = parts.filter(each => !inside(each, all)).map(each => each.name + " leaves the picture");
      parts.forEach((one, index) => {
        for (const other of parts.slice(index + 1)) {
          // A frame may have an arrow's label on its line; boxes and other labels may not.
          const label = [one, other].some(each => each.kind === "edge-label") && [one, other].some(each => each.kind === "group");
          if (!label && !apart(one, other) && !inside(one, other) && !inside(other, one)) {
            overlaps.push(one.kind + " " + one.name + " and " + other.kind + " " + other.name);
          }
        }
      });
      closed.forEach(each => (each.open = false));
      return { title: svg.getAttribute("aria-label"), parts: parts.length, overlaps };
    }),

  /** Searches, zooms and follows a box as a reader does. */
  use: async () => {
    const shown = () => Array.from(document.querySelectorAll(".found")).filter(each => !each.hidden).length;
    const words = document.getElementById("words");
    if (!words) return null;
    const type = text => {
      words.value = text;
      words.dispatchEvent(new Event("input"));
      return shown();
    };
    const all = shown();
    const search = { all, some: type("load-balancer"), none: type("no such word"), again: type("") };
    const picture = document.querySelector(".picture svg");
    const width = () => picture.getBoundingClientRect().width;
    const press = way => {
      document.querySelector('[data-zoom="' + way + '"]').click();
      return width();
    };
    const zoom = { first: width(), larger: press("larger"), smaller: press("smaller"), fit: press("fit") };
    zoom.room = picture.parentElement.clientWidth;
    const box = document.querySelector(".picture a");
    location.hash = box.getAttribute("href");
    await new Promise(resolve => setTimeout(resolve, 50));
    const target = document.querySelector(":target");
    return { search, zoom, target: { isOpen: target.open, text: target.textContent } };
  },

  /** What somebody reads whose browser runs no script. */
  readable: () => {
    const visible = element => element.getClientRects().length > 0;
    const all = selector => Array.from(document.querySelectorAll(selector));
    return {
      pictures: all(".picture svg").filter(visible).length,
      rows: all("tbody tr").filter(visible).length,
      hiddenRows: all("tbody tr").filter(each => !visible(each) && !each.closest("details:not([open])")).length,
      uselessControls: all("input, button").filter(visible).length,
    };
  },
};
