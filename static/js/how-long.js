// how-long.js: <how-long data-now data-minutes> says beside a time how long ago that is.
const MINUTE = 60000;

customElements.define("how-long", class extends HTMLElement {
  connectedCallback() {
    this.since = new Date(this.querySelector("time").dateTime);
    this.words = document.createElement("span");
    this.append(this.words);
    this.look();
    this.clock = setInterval(() => this.look(), MINUTE / 4);
  }

  disconnectedCallback() {
    clearInterval(this.clock);
    this.words?.remove();
  }

  look() {
    const minutes = Math.floor((Date.now() - this.since) / MINUTE);
    this.words.textContent = ` · ${minutes < 1 ? this.dataset.now : this.dataset.minutes.replace("%n", minutes)}`;
  }
});
