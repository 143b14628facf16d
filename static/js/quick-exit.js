// quick-exit.js: <quick-exit> leaves the page at once, by its link or by Shift pressed three times.
// The link ends the session on the server and moves on to a neutral page; without this file it is a plain link.
const TIMES = 3;
const PATIENCE = 5000; // ms for the next press: slow hands are hands too

// An open dialog makes all else on the page unreachable, so each dialog carries its own way out.
export function exitLink() {
  const link = document.querySelector("quick-exit a").cloneNode(true);
  link.className = "button button--small";
  return link;
}

customElements.define("quick-exit", class extends HTMLElement {
  connectedCallback() {
    this.link = this.querySelector("a");
    this.presses = 0;
    this.ears = new AbortController();
    const { signal } = this.ears;
    document.addEventListener("click", (event) => this.clicked(event), { signal });
    document.addEventListener("keydown", (event) => this.down(event), { signal, capture: true });
    document.addEventListener("keyup", (event) => this.up(event), { signal, capture: true });
    document.addEventListener("pointerdown", () => { this.alone = false; }, { signal, capture: true });
    addEventListener("pageshow", (event) => event.persisted && this.uncover(), { signal });
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.ears.abort();
  }

  clicked(event) {
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
    if (!plain || !event.target.closest("a[data-exit]")) return;
    event.preventDefault();
    this.leave();
  }

  // Only Shift by itself counts: a capital letter, or Shift with an arrow, is somebody writing.
  down(event) {
    if (event.key === "Shift") {
      if (!event.repeat) this.alone = !event.ctrlKey && !event.altKey && !event.metaKey;
      return;
    }
    this.alone = false;
    this.reset();
  }

  up(event) {
    if (event.key === "Shift" && this.alone) this.press();
    this.alone = false;
  }

  press() {
    clearTimeout(this.timer);
    this.presses += 1;
    this.dataset.pressed = this.presses;
    if (this.presses === TIMES) return this.leave();
    this.say(this.presses === 1 ? this.dataset.two : this.dataset.one);
    this.timer = setTimeout(() => this.reset(this.dataset.stopped), PATIENCE);
  }

  reset(words = "") {
    clearTimeout(this.timer);
    if (!this.presses) return;
    this.presses = 0;
    delete this.dataset.pressed;
    this.say(words);
  }

  leave() {
    this.cover();
    location.replace(this.link.href); // Back does not come here again; older history stays
  }

  cover() {
    clearTimeout(this.timer);
    const cover = document.createElement("div");
    cover.className = "leaving";
    cover.role = "alert";
    cover.textContent = this.dataset.loading;
    this.wasCalled ||= document.title;
    document.title = this.dataset.loading;
    document.documentElement.classList.add("is-leaving");
    document.body.append(cover);
  }

  // The browser may keep the page as it was left and show it again.
  uncover() {
    document.documentElement.classList.remove("is-leaving");
    document.querySelectorAll(".leaving").forEach((cover) => cover.remove());
    if (this.wasCalled) document.title = this.wasCalled;
    this.reset();
  }

  say(words) { this.querySelector("[role=status]").textContent = words; }
});
