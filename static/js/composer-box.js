// composer-box.js: the box for what one wants to say: how much fits, how high it is, and what stands in it.
const NEARLY = 200; // signs left from which on they are counted
const REST = 800; // ms without a key

export class ComposerBox {
  constructor(form, { changed, sent }) {
    this.form = form;
    this.area = form.querySelector("textarea");
    this.left = form.querySelector("[data-part=left]");
    this.refusal = form.querySelector("[data-part=refusal]");
    form.querySelector("[data-how]").hidden = !matchMedia("(hover: hover)").matches;
    form.addEventListener("submit", (event) => { event.preventDefault(); sent(); });
    this.area.addEventListener("input", () => { this.fit(); this.refuse(""); changed(); });
    this.area.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      sent();
    });
    this.fit();
  }

  get words() { return this.area.value.trim(); }

  set words(words) {
    this.area.value = words;
    this.fit();
  }

  // What goes with the words: everything else in the form but what belongs to the page.
  get facts() {
    const facts = Object.fromEntries(new FormData(this.form));
    for (const name of ["csrfmiddlewaretoken", "client_id"]) delete facts[name];
    for (const [name, value] of Object.entries(facts)) if (!value) delete facts[name];
    return { ...facts, body: this.words };
  }

  // These words are gone from here; what was written on meanwhile stays.
  without(body) {
    if (this.words.startsWith(body)) this.words = this.words.slice(body.length).trimStart();
    this.form.dispatchEvent(new CustomEvent("said", { bubbles: true }));
  }

  // Why one cannot send now, for whoever comes to the button, and beside the box where it is not told there already.
  // A refusal from when the room stood otherwise is gone.
  hold(why, { isTold, state }) {
    const [button, word] = [this.form.querySelector("[type=submit]"), this.form.querySelector("[data-part=why]")];
    button.setAttribute("aria-disabled", String(Boolean(why)));
    word.className = isTold ? "quietly" : "small soft";
    const stands = `${why} ${state}`;
    if (stands === this.stands) return;
    if (this.stands !== undefined) this.refuse("");
    this.stands = stands;
    word.textContent = why;
  }

  // Why the words did not go. What named a time is gone after it.
  refuse(reason = "", seconds = 0) {
    clearTimeout(this.forget);
    if (this.refusal.textContent !== reason) this.refusal.textContent = reason;
    if (seconds) this.forget = setTimeout(() => this.refuse(""), seconds * 1000);
  }

  // Other words come in before what stands here.
  add(words) {
    this.words = [this.words, words].filter(Boolean).join("\n");
    this.focus();
  }

  focus() { this.area.focus(); }

  // Near the end of what fits: said when one rests, not at every key. And where the browser cannot grow a box by itself.
  fit() {
    clearTimeout(this.counting);
    this.counting = setTimeout(() => {
      const { most, left, over } = this.form.dataset;
      const rest = Number(most) - this.words.length;
      const words = rest > NEARLY ? "" : (rest < 0 ? over : left).replace("%n", Math.abs(rest));
      if (this.left.textContent !== words) this.left.textContent = words;
    }, REST);
    if (CSS.supports("field-sizing", "content")) return;
    this.area.style.height = "auto";
    this.area.style.height = `${this.area.scrollHeight}px`;
  }
}
