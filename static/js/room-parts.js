// room-parts.js: puts the server's fragments in their places on the room's page, and says who is here.

const SHOWN = { "state": "state", "seats": "seats", "panel": "panel", "own_seat": "ownSeat", "call": "call" }; // more than put

export class Parts {
  constructor(room, lifted) { Object.assign(this, { room, lifted }); }

  find(name) { return this.room.querySelector(`[data-part=${name}]`); }

  // Focus inside a part that is written anew goes to the same thing in it, or to its heading.
  put(name, html) {
    const part = this.find(name);
    if (!part) return;
    const held = part.contains(document.activeElement) ? document.activeElement : null;
    const place = held?.closest("[id]")?.id;
    part.innerHTML = html;
    if (!held) return;
    const again = part.querySelector(`[id="${place}"] ${held.localName}`) ?? part.querySelector("h2");
    if (again?.localName === "h2") again.tabIndex = -1;
    again?.focus();
  }

  // Each part that is heard of, and only when it differs from what stands there.
  show(name, html) {
    if (name !== "call" && !this.find(name)) return;
    if (name in SHOWN) return this[SHOWN[name]](html);
    if (this.find(name)?.innerHTML.trim() !== html.trim()) this.put(name, html);
  }

  // The parts of a page that was fetched anew.
  of(page) {
    const parts = {};
    for (const part of page.querySelectorAll("[data-scene]")) parts[part.dataset.part] = part.innerHTML;
    return parts;
  }

  state(html) {
    this.put("badge", html);
    const [badge, state] = [this.find("badge"), this.find("state")];
    if (badge.innerHTML.trim() !== state.innerHTML.trim()) state.innerHTML = html; // said aloud only when it changes
    const now = this.find("state").querySelector(".room__now").dataset;
    this.room.dataset.status = now.status;
    for (const button of this.find("modes")?.querySelectorAll("button") ?? []) {
      if (button.value === now.mode) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }

  get refuses() {
    const keeps = (name) => Boolean(this.find(name)?.querySelector("[data-refuses]"));
    return keeps("own_seat") || (keeps("state") && !this.room.dataset.leads);
  }

  // What concerns oneself alone. What has an end ends by itself: lifted() says so.
  ownSeat(html) {
    const part = this.find("own_seat");
    if (!part) return;
    clearTimeout(this.rest);
    if (html !== undefined && part.innerHTML.trim() !== html.trim()) part.innerHTML = html;
    const { seconds } = part.querySelector("[data-seconds]")?.dataset ?? {};
    if (seconds) this.rest = setTimeout(() => { part.replaceChildren(); this.lifted(); }, seconds * 1000);
  }

  panel(html) {
    const calls = (part) => new Set([...part.querySelectorAll(".waiting--call")].map((call) => call.id));
    const before = calls(this.find("panel"));
    this.put("panel", html);
    this.count();
    const fresh = [...calls(this.find("panel"))].filter((id) => !before.has(id));
    const words = (id) => document.getElementById(id).querySelector(".person span:last-child").textContent;
    if (fresh.length) this.find("alarm").textContent = fresh.map(words).join(". ");
    else if (!calls(this.find("panel")).size) this.find("alarm").textContent = "";
  }

  // What waits is counted in the title, for whoever looks at another tab. Numbers only, never words.
  count() {
    const waiting = this.find("panel")?.querySelectorAll(".waiting").length;
    document.title = `${waiting ? `(${waiting}) ` : ""}${document.title.replace(/^\(\d+\) /, "")}`;
  }

  // One's own call for help: beside the box, and in the dialog if it is open. Said only when it changes.
  call(html) {
    const fresh = document.createElement("div");
    fresh.innerHTML = html;
    for (const place of document.querySelectorAll("[data-my-call]")) {
      if (place.textContent.trim() !== fresh.textContent.trim()) place.innerHTML = html;
      if (html) place.closest("dialog")?.querySelector("[data-refusal][role=status]")?.remove();
    }
  }

  // Whether the line holds, said beside the box. Only a change is said.
  line(words) {
    const line = this.find("line");
    if (line.textContent !== words) line.textContent = words;
    line.hidden = !words;
  }

  seats(html) {
    this.put("seats", html);
    if (this.here) this.present(this.here);
  }

  // Who is here now. Kept nowhere: each page hears it from the line and forgets it.
  present(here) {
    this.here = here;
    const there = new Set(here.map(({ id }) => id)).add(this.room.dataset.me);
    const absent = [];
    for (const seat of this.find("seats").querySelectorAll(".seat")) {
      const isAway = !there.has(seat.dataset.seat);
      if (isAway) absent.push(seat.dataset.alias);
      seat.classList.toggle("seat--away", isAway);
      seat.querySelector("[data-away]")?.remove();
      if (isAway) seat.append(this.quietly(this.room.dataset.away));
    }
    this.middle(absent);
  }

  quietly(words) {
    const span = document.createElement("span");
    span.className = "quietly";
    span.dataset.away = "";
    span.textContent = words;
    return span;
  }

  // By name, not by number; and nothing when many are away.
  middle(absent) {
    const place = this.find("middle");
    if (!place) return;
    const { everyone, but } = this.room.dataset;
    place.textContent = absent.length ? (absent.length === 1 ? but.replace("%s", absent[0]) : "") : everyone;
  }
}
