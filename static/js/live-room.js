// live-room.js: <live-room src data-since data-me> keeps one room current and carries what its people do.
// Without this file the page works by forms and reloading.
import "./answer-line.js";
import "./fold-words.js";
import "./how-long.js";
import "./line-ears.js";
import "./time-left.js";
import "./silent-for.js";
import { carryForms, post } from "./live-form.js";
import { Outbox } from "./outbox.js";
import { Ears } from "./room-ears.js";
import { Parts } from "./room-parts.js";
import { walkRegions } from "./room-regions.js";
import { Transcript } from "./transcript.js";
import { TwoLines } from "./two-lines.js";
import { UnsentWords } from "./unsent-words.js";
import { WhoIsHere } from "./who-is-here.js";

const ACTIVE_EVERY = 60000;
const CLOSED = { 4401: "session", 4429: "too_many" };

customElements.define("live-room", class extends HTMLElement {
  connectedCallback() {
    if (this.line || "past" in this.dataset) return;
    this.parts = new Parts(this, { lifted: () => this.ears.hold(), seated: () => this.people.show() });
    this.people = new WhoIsHere(this, (name) => this.parts.find(name));
    this.transcript = new Transcript(this);
    this.transcript.ready();
    this.forms = carryForms(this);
    const form = this.querySelector("form.composer");
    if (form) this.outbox = new Outbox(form, this, () => this.line);
    this.unsent = new UnsentWords(this.outbox, this.forms.signal);
    this.ears = new Ears(this, this);
    this.parts.ownSeat();
    this.ears.hold();
    this.parts.count();
    this.addEventListener("click", (event) => event.target.closest("[data-again]") && this.anew(event.target));
    for (const sign of ["pointerdown", "keydown"]) {
      document.addEventListener(sign, () => this.acted(), { signal: this.forms.signal, passive: true });
    }
    walkRegions(this, this.forms.signal);
    this.line = new TwoLines(this.getAttribute("src"), {
      opened: () => ({ since: this.ears.revision }),
      heard: (news) => this.ears.hear(news),
      lost: () => this.ears.lost(),
      ended: (code) => this.leave(CLOSED[code]),
      over: () => this.leave("session"),
      refresh: () => this.refresh(),
      say: this.outbox?.form.action,
      attend: this.dataset.leads,
    });
  }

  disconnectedCallback() {
    this.line?.close();
    this.forms?.abort();
  }

  // Words that were given back go into the box again, and leave the page when the new ones are accepted.
  anew(button) {
    const article = button.closest("article");
    const said = [...article.querySelector(".message__said").children];
    const takeBack = () => post(button.dataset.again, new FormData()).catch(() => null);
    this.outbox?.put(said.map((paragraph) => paragraph.innerText).join("\n\n"), takeBack);
  }

  // The session lives as long as somebody does something here, and the page's own clock is told.
  acted() {
    if (Date.now() - (this.lastActed ?? 0) < ACTIVE_EVERY || !this.line?.ready) return;
    this.lastActed = Date.now();
    this.line.send({ active: true });
    document.dispatchEvent(new CustomEvent("session-extended"));
  }

  // Too much has changed to be told piece by piece: the page is fetched anew, and the box is left alone.
  async refresh() {
    const page = await this.fetched();
    if (!page) return this.leave();
    this.ears.renew(page);
    this.line.send({ since: this.ears.revision });
    return true;
  }

  async fetched() {
    const answer = await fetch(`${location.pathname}?quiet`, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return null;
    return new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("live-room");
  }

  // Seat, session or room is gone: what stood here does not stay on the screen, and why is said.
  leave(reason = "other") {
    const hadWords = this.unsent.any;
    this.line.close();
    this.forms.abort();
    document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
    this.className = "room";
    const farewell = this.parts.find("farewell").content.cloneNode(true);
    const why = (word) => farewell.querySelector(`[data-why~="${word}"]`);
    const gone = farewell.querySelector("[data-gone]");
    this.replaceChildren(why(reason) ?? why("other"));
    if (hadWords) this.querySelector("h1").after(gone);
    this.querySelector("h1").focus();
    return false;
  }
});
