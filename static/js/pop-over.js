// pop-over.js: one <pop-over data-close> per page shows the page behind any a[data-opens] in a dialog.
// Only pages of this site, and only the part their <main> marks with data-dialog. Anything else: the link is followed.
// Where there is no network, a page that has a <template data-no-network> stays, and shows what is in that; so too for
// a[data-offline], which is otherwise followed.
import { exitLink } from "./quick-exit.js";

const PATIENCE = 8000; // ms for a page to come

customElements.define("pop-over", class extends HTMLElement {
  connectedCallback() {
    this.ears = new AbortController();
    document.addEventListener("click", (event) => this.clicked(event), { signal: this.ears.signal });
  }

  disconnectedCallback() { this.ears.abort(); }

  clicked(event) {
    if (event.target.closest("[data-closes]") && this.dialog?.contains(event.target)) {
      event.preventDefault();
      return this.dialog.close();
    }
    const link = event.target.closest(navigator.onLine ? "a[data-opens]" : "a:is([data-opens], [data-offline])");
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
    if (!link || !plain || event.defaultPrevented || link.origin !== location.origin) return;
    event.preventDefault();
    this.open(link);
  }

  async open(link) {
    const part = await this.fetched(link.href);
    if (!part) return location.assign(link.href);
    for (const form of part.querySelectorAll("form:not([action])")) form.action = link.href;
    this.dialog ??= this.build();
    this.dialog.replaceChildren(this.bar(), part);
    this.name(part);
    this.dialog.showModal();
  }

  async fetched(address) {
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" }, signal: AbortSignal.timeout(PATIENCE) });
      if (answer.status >= 500) return this.withoutNetwork();
      if (!answer.ok || answer.redirected) return null;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const place = new URL(address).hash.slice(1); // of several parts, the one the address names
      return document.adoptNode(page.querySelector(place ? `main [id="${place}"][data-dialog]` : "main [data-dialog]"));
    } catch {
      return this.withoutNetwork(); // no line, or nothing to show here
    }
  }

  // What this page has had from its start; where it has nothing, the link itself will say what is the matter.
  withoutNetwork() {
    return document.querySelector("template[data-no-network]")?.content.cloneNode(true).firstElementChild ?? null;
  }

  build() {
    const dialog = document.createElement("dialog");
    dialog.className = "dialog";
    dialog.addEventListener("close", () => dialog.replaceChildren());
    this.append(dialog);
    return dialog;
  }

  bar() {
    const bar = document.createElement("div");
    bar.className = "dialog__bar";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--quiet button--small";
    button.textContent = this.dataset.close;
    button.onclick = () => this.dialog.close();
    bar.append(exitLink(), button);
    return bar;
  }

  name(part) {
    const heading = part.querySelector("h1, h2, h3");
    this.dialog.setAttribute("aria-label", heading?.textContent.trim() ?? this.dataset.close);
    if (!heading) return;
    heading.tabIndex = -1;
    heading.autofocus = true; // one hears what this is before what one can press
  }
});
