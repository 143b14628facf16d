// who-is-here.js: says who is in the room now, by name and not by number. Kept nowhere: each page hears it and forgets it.

export class WhoIsHere {
  constructor(room, find) {
    Object.assign(this, { room, find });
    this.there = null; // unknown until the line tells
  }

  // `here` is what the line says; null when it cannot say.
  told(here) {
    this.isBlind = here === null;
    this.there = here && new Set(here.map(({ id }) => id)).add(this.room.dataset.me);
    this.show();
  }

  // Somebody has just said something: how long they have been silent begins anew.
  spoke(author) { this.find("people")?.querySelector(`[data-person="${author}"] silent-for`)?.begin(); }

  // Also after the circle or the list has been written anew.
  show() {
    const absent = [];
    for (const seat of this.find("seats").querySelectorAll(".seat")) {
      if (this.mark(seat, seat.dataset.seat, "seat--away")) absent.push(seat.dataset.alias);
    }
    for (const row of this.find("people")?.querySelectorAll("[data-person]") ?? []) {
      this.mark(row.querySelector("small") ?? row, row.dataset.person, "is-away");
    }
    this.middle(absent);
  }

  mark(place, id, name) {
    const isAway = this.there !== null && !this.there.has(id);
    if (place.classList.contains(name) !== isAway) place.classList.toggle(name, isAway);
    const said = place.querySelector("[data-away]");
    if (isAway && !said) place.append(this.words(name === "seat--away"));
    else if (!isAway) said?.remove();
    return isAway;
  }

  words(isQuiet) {
    const span = document.createElement("span");
    span.className = isQuiet ? "quietly" : "";
    span.dataset.away = "";
    span.textContent = this.room.dataset[isQuiet ? "away" : "absent"];
    return span;
  }

  // By name, not by number; and nothing when many are away.
  middle(absent) {
    const place = this.find("middle");
    if (!place) return;
    const { everyone, but, unknown } = this.room.dataset;
    let words = absent.length ? (absent.length === 1 ? but.replace("%s", absent[0]) : "") : everyone;
    if (this.there === null) words = this.isBlind ? unknown : "";
    if (place.textContent !== words) place.textContent = words;
  }
}
