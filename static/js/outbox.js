// outbox.js: what becomes of the words in the box. They stay there until the server says it has them.
// One message is on its way at a time, kept in memory only; a resend carries the same client_id, so the
// server finds the first copy. What stands in the box is what will be sent: changing it calls a stalled one off.
const NEARLY = 200; // signs left from which on they are counted
const REST = 800; // ms without a key
const PATIENCE = 12000; // ms until "sending" becomes "not sent", to be tried again

export class Outbox {
  constructor(form, line) {
    this.form = form;
    this.line = line; // () => whatever carries words now: { ready, send }
    this.box = form.querySelector("textarea");
    this.button = form.querySelector("[type=submit]");
    this.outcome = form.querySelector("[data-part=outcome]");
    this.refusal = form.querySelector("[data-part=refusal]");
    form.querySelector("[data-how]").hidden = !matchMedia("(hover: hover)").matches;
    form.addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    this.box.addEventListener("input", () => this.changed());
    this.box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      this.send();
    });
    this.left = form.querySelector("[data-part=left]");
    this.fit();
  }

  // Near the end of what fits: said when one rests, not at every key.
  count() {
    clearTimeout(this.counting);
    this.counting = setTimeout(() => {
      const { most, left, over } = this.form.dataset;
      const rest = Number(most) - this.box.value.trim().length;
      const words = rest > NEARLY ? "" : (rest < 0 ? over : left).replace("%n", Math.abs(rest));
      if (this.left.textContent !== words) this.left.textContent = words;
    }, REST);
  }

  // The room does not let this person speak now: said beside the box, and the words stay.
  hold(isHeld) {
    this.isHeld = isHeld;
    this.button.setAttribute("aria-disabled", String(isHeld));
  }

  send() {
    const body = this.box.value.trim();
    if (this.isHeld || this.isOnItsWay || !body) return this.box.focus();
    if (this.pending?.body !== body) this.pending = { body, client_id: crypto.randomUUID() };
    this.refusal.textContent = "";
    this.carry();
  }

  // Also called when the line is back.
  carry() {
    if (!this.pending) return;
    clearTimeout(this.timer);
    this.isOnItsWay = this.line().ready;
    if (!this.isOnItsWay) return this.tell("kept");
    this.tell("sending");
    const { body, client_id } = this.pending;
    this.line().send({ say: { body, client_id } });
    this.timer = setTimeout(() => this.stalled(), PATIENCE);
  }

  // No answer, or the line is gone: whether the words arrived is not known, so the same client_id goes again.
  stalled() {
    clearTimeout(this.timer);
    this.isOnItsWay = false;
    if (this.pending) this.tell("kept");
  }

  accepted({ client_id, state }) {
    if (client_id !== this.pending?.client_id) return;
    const { body } = this.pending;
    this.done();
    // Words written on while these were on their way stay.
    const words = this.box.value.trim();
    if (words.startsWith(body)) this.box.value = words.slice(body.length).trimStart();
    this.fit();
    this.count();
    this.tell(state === "held" ? "held" : "shown");
    this.replaced?.();
    this.replaced = null;
  }

  refused({ client_id, reason }) {
    if (client_id && client_id !== this.pending?.client_id) return;
    if (this.pending) this.tell("refused");
    this.done();
    this.refusal.textContent = reason;
  }

  done() {
    clearTimeout(this.timer);
    this.isOnItsWay = false;
    this.pending = null;
  }

  changed() {
    this.fit();
    this.count();
    if (this.pending && !this.isOnItsWay && this.pending.body !== this.box.value.trim()) this.done();
    if (!this.pending) this.tell("");
  }

  // Words that were given back, to be written anew; `replaced` takes the old ones away once the new are accepted.
  put(words, replaced) {
    this.replaced = replaced;
    this.box.value = [this.box.value.trim(), words].filter(Boolean).join("\n");
    this.changed();
    this.box.focus();
  }

  // What becomes of waiting words is said at the words themselves: "being read" does not outlive them.
  settle(isWaiting) { if (this.told === "held" && !isWaiting) this.tell(""); }

  tell(state) {
    this.told = state;
    const kind = { sending: "sending", shown: "sent", held: "held", kept: "failed", refused: "failed" }[state];
    const word = document.createElement("span");
    word.className = `state state--${kind}`;
    word.textContent = this.form.dataset[state];
    this.outcome.replaceChildren(...(kind ? [word] : []));
  }

  // Where the browser cannot grow a box by itself.
  fit() {
    if (CSS.supports("field-sizing", "content")) return;
    this.box.style.height = "auto";
    this.box.style.height = `${this.box.scrollHeight}px`;
  }
}
