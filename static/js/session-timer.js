// session-timer.js: <session-timer data-warn-after data-ends-after data-stay-url> asks before a session ends (seconds).
// WCAG 2.2.1: the warning leaves at least twenty seconds, one press extends, as often as one likes.
// Whoever extends the session otherwise (the room's socket, another tab) says so: a "session-extended" event here,
// or "extended" on the broadcast channel "session".
const LOOK_EVERY = 1000;

customElements.define("session-timer", class extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.words = this.querySelector("[role=status]");
    this.ears = new AbortController();
    const { signal } = this.ears;
    this.querySelector("form").addEventListener("submit", (event) => this.stay(event), { signal });
    this.dialog.addEventListener("cancel", (event) => event.preventDefault(), { signal });
    document.addEventListener("session-extended", () => this.restart(), { signal });
    document.addEventListener("visibilitychange", () => this.look(), { signal });
    this.tabs = new BroadcastChannel("session");
    this.tabs.onmessage = ({ data }) => data === "extended" && this.restart();
    this.restart();
    this.tabs.postMessage("extended"); // opening a page extends the session for every tab
    this.clock = setInterval(() => this.look(), LOOK_EVERY);
  }

  disconnectedCallback() {
    clearInterval(this.clock);
    this.tabs.close();
    this.ears.abort();
  }

  restart() {
    this.since = Date.now(); // the wall clock, for a laptop that slept
    this.said = "";
    if (this.dialog.open) this.dialog.close();
  }

  look() {
    const passed = (Date.now() - this.since) / 1000;
    const left = Number(this.dataset.endsAfter) - passed;
    if (left <= 0) return this.end();
    if (passed < Number(this.dataset.warnAfter)) return;
    this.tell(left < 60 ? this.dataset.soon : this.dataset.about.replace("%n", Math.round(left / 60)));
    if (!this.dialog.open) this.dialog.showModal();
  }

  // Said again only when it changes, or a screen reader would count the seconds.
  tell(words) {
    if (words === this.said) return;
    this.said = this.words.textContent = words;
  }

  async stay(event) {
    event.preventDefault();
    try {
      const answer = await fetch(this.dataset.stayUrl, { method: "POST", body: new FormData(event.target) });
      if (answer.redirected || answer.status === 401 || answer.status === 403) return this.end();
      if (!answer.ok) throw new Error(answer.status);
      this.restart();
      this.tabs.postMessage("extended");
    } catch {
      this.words.textContent = this.dataset.failed;
    }
  }

  // The server decides what is shown now; what stood here is not left standing.
  end() {
    clearInterval(this.clock);
    document.documentElement.classList.add("is-leaving");
    location.reload();
  }
});
