// line-ears.js: <line-ears data-of="part …"> says once that something new stands on a private line: who wrote, never what.
// What is new is marked by the server: [data-latest] is whose turn it was last, in words.
customElements.define("line-ears", class extends HTMLElement {
  connectedCallback() {
    const room = this.closest("live-room");
    this.parts = this.dataset.of.split(" ").map((name) => room.querySelector(`[data-part=${name}]`)).filter(Boolean);
    this.known = new Set(this.latest().map(({ dataset }) => dataset.latest)); // what stood here before is history
    this.watch = new MutationObserver(() => this.hear());
    for (const part of this.parts) this.watch.observe(part, { childList: true, subtree: true, attributeFilter: ["data-latest"] });
  }

  disconnectedCallback() { this.watch.disconnect(); }

  latest() { return this.parts.flatMap((part) => [...part.querySelectorAll("[data-latest]")]); }

  hear() {
    const fresh = this.latest().filter(({ dataset }) => !this.known.has(dataset.latest));
    for (const { dataset } of fresh) this.known.add(dataset.latest);
    if (fresh.length) this.textContent = fresh.map(({ textContent }) => textContent.trim()).join(". ");
  }
});
