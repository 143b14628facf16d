// open-page.js: <open-page data-url> says every minute that this page is open, for whoever wants to be signed out
// when the last one is closed. Without this file the session lasts as long as any other.
const EVERY = 60_000; // ms; the server waits for three

customElements.define("open-page", class extends HTMLElement {
  connectedCallback() {
    this.say();
    this.clock = setInterval(() => this.say(), EVERY);
    this.ears = new AbortController();
    document.addEventListener("visibilitychange", () => document.hidden || this.say(), { signal: this.ears.signal });
  }

  disconnectedCallback() {
    clearInterval(this.clock);
    this.ears.abort();
  }

  async say() {
    const token = this.querySelector("[name=csrfmiddlewaretoken]").value;
    try {
      await fetch(this.dataset.url, { method: "POST", headers: { "X-CSRFToken": token }, redirect: "manual" });
    } catch {
      // No line just now: the next minute says it.
    }
  }
});
