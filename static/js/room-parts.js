// room-parts.js: puts the server's fragments in their places on the room's page, each only when it has changed.
import { renew } from "./renewal.js";

const SHOWN = { "state": "state", "panel": "panel", "own_seat": "ownSeat", "call": "call", "help": "help" }; // more than put
const WITH_PEOPLE = ["seats", "people"];

export class Parts {
  constructor(room, { lifted, seated }) {
    Object.assign(this, { room, lifted, seated });
    this.stands = new Map(); // name -> the html that was put there
    this.late = new Map(); // name -> the html that waits until somebody has finished writing there
    for (const sign of ["focusout", "carried"]) room.addEventListener(sign, () => setTimeout(() => this.catchUp()));
  }

  find(name) { return this.room.querySelector(`[data-part=${name}]`); }

  put(name, html) {
    const part = this.find(name);
    if (!part || this.stands.get(name) === html) return;
    const held = part.contains(document.activeElement) ? document.activeElement : null;
    const place = held?.closest("[id]")?.id;
    this.late.delete(name);
    if (renew(part, html.trim())) this.stands.set(name, html);
    else this.late.set(name, html);
    if (held && !held.isConnected) this.rest(part, held, place);
  }

  // Focus inside a piece that is gone goes to the same thing in what stands there now, or to its heading.
  rest(part, held, place) {
    const again = part.querySelector(`[id="${place}"] ${held.localName}`) ?? part.querySelector("h2, h3, summary");
    if (/^h\d$/.test(again?.localName)) again.tabIndex = -1;
    (again ?? this.room.querySelector("textarea")).focus();
  }

  catchUp() { for (const [name, html] of [...this.late]) this.put(name, html); }

  // Each part that is heard of.
  show(name, html) {
    if (name !== "call" && !this.find(name)) return;
    if (name in SHOWN) this[SHOWN[name]](html);
    else this.put(name, html);
    if (WITH_PEOPLE.includes(name)) this.seated();
    if (this.room.dataset.leads) this.count();
  }

  // The parts of a page that was fetched anew.
  of(page) {
    const parts = {};
    for (const part of page.querySelectorAll("[data-scene]")) parts[part.dataset.part] = part.innerHTML;
    return parts;
  }

  state(html) {
    this.put("badge", html);
    this.put("state", html);
    const now = this.find("state").querySelector(".room__now").dataset;
    this.room.dataset.status = now.status;
    for (const way of this.room.querySelectorAll("[name=mode], [data-way]")) {
      if ((way.value ?? way.dataset.way) === now.mode) way.setAttribute("aria-current", "true");
      else way.removeAttribute("aria-current");
    }
  }

  // The sentence that keeps this person from sending now; "" when nothing does.
  get refuses() {
    return this.keeps("own_seat") || this.anothersTurn || (this.room.dataset.leads ? "" : this.keeps("state"));
  }

  keeps(name) {
    const kept = this.find(name)?.querySelector("[data-refuses]");
    if (!kept) return "";
    const said = kept.matches(".room__word") ? kept : kept.querySelector(".room__word") ?? kept;
    return said.innerText.trim() || said.textContent.trim();
  }

  // In a round one member writes at a time; staff may at any.
  get anothersTurn() {
    const round = this.find("round")?.querySelector("[data-turn]");
    const { me } = this.room.dataset;
    const isFree = !round || round.dataset.turn === me || this.find("seats").querySelector(`.seat--staff[data-seat="${me}"]`);
    return isFree ? "" : round.dataset.why;
  }

  // What concerns oneself alone. What has an end ends by itself: lifted() says so.
  ownSeat(html) {
    const part = this.find("own_seat");
    if (!part) return;
    clearTimeout(this.rests);
    if (html !== undefined) this.put("own_seat", html);
    const { seconds } = part.querySelector("[data-seconds]")?.dataset ?? {};
    if (seconds) this.rests = setTimeout(() => { this.put("own_seat", ""); this.lifted(); }, seconds * 1000);
  }

  panel(html) {
    const panel = this.find("panel");
    const ids = (kind) => [...panel.querySelectorAll(kind)].map(({ id }) => id);
    const calls = () => ids(".waiting--call, .waiting--life");
    const [before, waited] = [new Set(calls()), ids(".waiting").length];
    this.put("panel", html);
    this.comeInSight(panel, calls().some((id) => !before.has(id)) || (!waited && ids(".waiting").length));
    const fresh = calls().filter((id) => !before.has(id));
    const words = (id) => {
      const item = document.getElementById(id);
      return (item.querySelector("[data-alarm]") ?? item.querySelector(".person > span:last-child")).textContent;
    };
    if (fresh.length) this.find("alarm").textContent = fresh.map(words).join(". ");
    else if (!calls().length) this.find("alarm").textContent = "";
  }

  // The column may have been scrolled; somebody who calls, or the first words that wait, are seen all the same.
  comeInSight(panel, isNew) { if (isNew) panel.parentElement.scrollTop = 0; }

  // What waits is counted in the title, for whoever looks at another tab. Numbers only, never words.
  count() {
    const waiting = this.room.querySelectorAll(".waiting").length;
    const title = `${waiting ? `(${waiting}) ` : ""}${document.title.replace(/^\(\d+\) /, "")}`;
    if (title !== document.title) document.title = title;
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

  // Below the talk: whoever was at its end sees this too.
  help(html) { this.room.transcript.keeping(() => this.put("help", html)); }

  // How the line is, said beside the box. Only a change is said; what only differs from the usual is said quietly.
  line(words, isLit = true) {
    const line = this.find("connection");
    line.classList.toggle("room__word--lit", isLit);
    if (line.textContent !== words) line.textContent = words;
    line.hidden = !words;
  }
}
