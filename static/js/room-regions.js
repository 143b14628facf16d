// room-regions.js: F6 goes on to the next part of a busy page, and Shift+F6 back, as in other programs with parts.
// A part is whatever has data-region; its heading takes the focus, or the box in it that one writes in.

export function walkRegions(room, signal) {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "F6" || event.ctrlKey || event.altKey || event.metaKey) return;
    const regions = [...room.querySelectorAll("[data-region]")].filter((one) => one.getClientRects().length);
    if (!regions.length) return;
    event.preventDefault();
    const at = regions.findLastIndex((one) => one.contains(document.activeElement));
    const step = event.shiftKey ? -1 : 1;
    const next = at < 0 && step < 0 ? regions.length - 1 : (at + step + regions.length) % regions.length;
    enter(regions[next]);
  }, { signal });
}

function enter(region) {
  const place = region.querySelector(":scope > textarea, :scope > .composer__box textarea") ?? region.querySelector("h1, h2") ?? region;
  if (!place.matches("textarea")) place.tabIndex = -1;
  place.focus();
}
