// outbox.js: what becomes of words one has sent. In memory only; sent again they keep their client_id, so that the server
// finds the first copy. They leave the box once they are accepted, or can be seen waiting below the talk. One at a time.
import { ComposerBox } from "./composer-box.js";
import { KeptWords } from "./kept-words.js";

const PATIENCE = 12000; // ms until "sending" becomes "not sent yet", to be tried again
const SOON = 15; // seconds; what is only that much too soon goes by itself
const KINDS = { sending: "sending", shown: "sent", held: "held", kept: "failed", later: "sending", refused: "failed" };

export class Outbox {
  constructor(form, room, line) {
    Object.assign(this, { form, line }); // line() => whatever carries words now: { ready, send }
    this.box = new ComposerBox(form, { changed: () => this.changed(), sent: () => this.send() });
    this.kept = new KeptWords(room, { change: (id) => this.change(id), again: (id) => this.again(id) });
    this.outcome = form.querySelector("[data-part=outcome]");
    this.waiting = []; // { client_id, facts, isInBox, refusal }, in the order they were sent
  }

  // Why the room does not let this person speak now, if so: said beside the box, and the words stay.
  hold(why, about) { this.box.hold(this.why = why, about); }

  get unsent() { return this.waiting.length || this.box.words; }

  send() {
    const [before] = this.waiting;
    const isAgain = before?.isInBox && before.facts.body === this.box.words;
    if (isAgain && !before.refusal) return this.carry();
    if (before?.isInBox && !isAgain) this.shelve(before);
    if (this.why || !this.box.words) return this.box.refuse(this.why) ?? this.box.focus();
    if (isAgain) return this.again(before.client_id);
    const saying = { client_id: crypto.randomUUID(), facts: this.box.facts, isInBox: true };
    this.waiting.push(saying);
    this.box.refuse("");
    if (before) this.shelve(saying);
    this.carry();
  }

  carry() { // also when the line is back
    const [saying] = this.waiting;
    if (!saying || saying === this.onItsWay || saying.refusal) return;
    clearTimeout(this.timer);
    if (!this.line().ready) return this.stalled();
    this.onItsWay = saying;
    this.tell("sending", saying);
    this.line().send({ say: { ...saying.facts, client_id: saying.client_id } });
    this.timer = setTimeout(() => this.stalled(), PATIENCE);
  }

  // No answer, or the line is gone: whether the words arrived is not known, so the same client_id goes again.
  stalled() {
    clearTimeout(this.timer);
    this.onItsWay = null;
    for (const saying of this.waiting) if (!saying.refusal) this.shelve(saying);
    const [first] = this.waiting;
    if (first && !first.refusal) this.tell("kept", first);
    this.timer = setTimeout(() => this.line().ready && this.carry(), PATIENCE);
  }

  // From the box to below the talk, so that one can write on.
  shelve(saying) {
    if (!saying.isInBox) return;
    saying.isInBox = false;
    this.kept.show(saying);
    this.kept.tell(saying.client_id, saying === this.onItsWay ? "sending" : "kept");
    this.box.without(saying.facts.body);
  }

  accepted({ client_id, state }) {
    const saying = this.taken(client_id);
    if (!saying) return;
    clearTimeout(this.timer);
    if (saying.isInBox) this.box.without(saying.facts.body);
    this.tell(state === "held" ? "held" : "shown");
    this.replaced?.();
    this.replaced = null;
    this.carry();
  }

  // What came a little too soon goes by itself; otherwise whoever wrote it decides.
  refused({ client_id, reason, seconds }) {
    const saying = this.waiting.find((one) => one.client_id === client_id) ?? (client_id ? null : this.onItsWay);
    if (!saying) return client_id ? undefined : this.box.refuse(reason, seconds);
    clearTimeout(this.timer);
    this.onItsWay = null;
    if (seconds <= SOON) {
      this.shelve(saying);
      this.tell("later", saying);
      this.timer = setTimeout(() => this.carry(), seconds * 1000);
    } else if (saying.isInBox || !this.box.words) {
      if (!saying.isInBox) this.box.words = saying.facts.body;
      this.taken(saying.client_id);
      if (!this.waiting.length) this.waiting.push(Object.assign(saying, { isInBox: true, refusal: reason }));
      this.tell("refused");
      this.box.refuse(reason, seconds);
      this.carry();
    } else {
      saying.refusal = reason;
      this.kept.tell(saying.client_id, "refused", reason);
      this.tell("refused");
    }
  }

  taken(client_id) {
    const saying = this.waiting.find((one) => one.client_id === client_id);
    this.waiting = this.waiting.filter((one) => one !== saying);
    this.kept.drop(client_id);
    if (saying === this.onItsWay) this.onItsWay = null;
    return saying;
  }

  change(client_id) {
    this.box.add(this.taken(client_id).facts.body);
    this.tell("");
    this.carry();
  }

  again(client_id) {
    for (const saying of this.waiting) if (saying.client_id === client_id) saying.refusal = "";
    this.box.refuse("");
    this.kept.tell(client_id, "kept");
    this.carry();
  }

  changed() {
    const [first] = this.waiting;
    if (first?.isInBox && first !== this.onItsWay && first.facts.body !== this.box.words) this.taken(first.client_id);
    if (!this.waiting.length) this.tell("");
  }

  // Words that were given back, to be written anew; `replaced` takes the old ones away once the new are accepted.
  put(words, replaced) {
    this.replaced = replaced;
    this.box.add(words);
    this.changed();
  }

  // What becomes of waiting words is said at the words themselves: "being read" does not outlive them.
  settle(isWaiting) { if (this.told === "held" && !isWaiting) this.tell(""); }

  tell(state, saying) {
    if (saying) this.kept.tell(saying.client_id, state === "later" ? "kept" : state);
    this.told = state;
    const word = document.createElement("span");
    word.className = `state state--${KINDS[state]}`;
    word.textContent = this.form.dataset[state];
    this.outcome.replaceChildren(...(state ? [word] : []));
    this.form.dispatchEvent(new CustomEvent("told", { detail: state })); // see say-first.js
  }
}
