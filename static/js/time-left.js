// time-left.js: <time-left data-seconds data-minutes data-last> counts down softly, in minutes. Never read aloud:
// when it is over is said beside it, and that it is over comes from the server.
const MINUTE = 60;

customElements.define("time-left", class extends HTMLElement {
  connectedCallback() {
    this.ends = Date.now() + Number(this.dataset.seconds) * 1000;
    this.look();
    this.clock = setInterval(() => this.look(), 5000);
  }

  disconnectedCallback() { clearInterval(this.clock); }

  look() {
    const left = Math.round((this.ends - Date.now()) / 1000);
    const minutes = Math.ceil(left / MINUTE);
    const words = left <= MINUTE ? this.dataset.last : this.dataset.minutes.replace("%n", minutes);
    const text = ` · ${words}`;
    if (this.textContent !== text) this.textContent = left > 0 ? text : "";
  }
});
