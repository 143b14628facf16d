// silent-for.js: <silent-for data-since data-words> says softly that somebody has not spoken for a while.
const MINUTE = 60000;
const A_WHILE = 8; // minutes; before that, silence is nothing one needs to be told

customElements.define("silent-for", class extends HTMLElement {
  connectedCallback() {
    this.look();
    this.clock = setInterval(() => this.look(), MINUTE / 4);
  }

  disconnectedCallback() { clearInterval(this.clock); }

  // They have just spoken.
  begin() {
    this.dataset.since = new Date().toISOString();
    this.look();
  }

  look() {
    const minutes = Math.floor((Date.now() - new Date(this.dataset.since)) / MINUTE);
    const words = minutes < A_WHILE ? "" : this.dataset.words.replace("%n", minutes);
    if (this.textContent !== words) this.textContent = words;
  }
});
