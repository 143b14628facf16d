// looks-again.js: <looks-again data-every> asks the page again every few seconds and places its list anew.
// Without this file the link in it shows what is new.
customElements.define("looks-again", class extends HTMLElement {
  connectedCallback() {
    this.find("again").hidden = true;
    this.later();
  }

  disconnectedCallback() { clearTimeout(this.timer); }

  find(name, within = this) { return within.querySelector(`[data-part=${name}]`); }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), Number(this.dataset.every) * 1000);
  }

  async look() {
    const answer = await fetch(`${location.pathname}?quiet`, { headers: { Accept: "text/html" } }).catch(() => null);
    this.find("lost").hidden = Boolean(answer?.ok);
    if (answer?.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = this.find("list", page);
      if (!fresh || answer.redirected) return location.reload(); // the visit, or the session, is over
      const list = this.find("list");
      if (fresh.textContent !== list.textContent) list.innerHTML = fresh.innerHTML;
    }
    this.later();
  }
});
