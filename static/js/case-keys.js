// case-keys.js: <case-keys> around the queue or a case: J and K go down and up its list, N follows its link “Next”,
// D goes to the button that is likeliest to decide, and presses nothing.
// The links are real ones; without this file Tab and the access key reach them too.
const TYPING = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";

customElements.define("case-keys", class extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    document.addEventListener("keydown", (event) => this.press(event), this.stop);
    const said = this.querySelector("[data-part=keys]");
    if (said && matchMedia("(hover: hover)").matches) said.hidden = false; // not where there are no keys
  }

  disconnectedCallback() { this.stop.abort(); }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TYPING)) return;
    const go = { j: () => this.move(1), k: () => this.move(-1), n: () => this.follow("n"), d: () => this.go("d") }[event.key];
    if (!go) return;
    event.preventDefault();
    go();
  }

  move(step) {
    const links = [...this.querySelectorAll("li h2 a")];
    if (!links.length) return this.follow(step > 0 ? "n" : "q");
    const now = links.findIndex((link) => link.closest("li").contains(document.activeElement));
    const next = links[now < 0 ? 0 : Math.min(Math.max(now + step, 0), links.length - 1)];
    next.focus();
    next.closest("li").scrollIntoView({ block: "nearest" });
  }

  go(key) { this.querySelector(`button[data-key=${key}]`)?.focus(); }

  follow(key) { document.querySelector(`a[data-key=${key}]`)?.click(); }
});
