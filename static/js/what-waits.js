// what-waits.js: <what-waits data-new> asks again every few seconds and shows what is new, without a press.
// Without this file the link in it shows what is new. Only what has changed is placed, and only more is said aloud.
const EVERY = 5000;

customElements.define("what-waits", class extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    document.addEventListener("visibilitychange", () => document.hidden || this.look(), this.stop);
    this.find("again").hidden = true;
    this.later();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.stop.abort();
  }

  find(name, within = this) { return within.querySelector(`[data-part=${name}]`); }

  later() {
    clearTimeout(this.timer);
    if (this.isConnected) this.timer = setTimeout(() => this.look(), EVERY);
  }

  async look() {
    const page = await this.fetched();
    if (page === false) return location.reload(); // signed out, or no longer a moderator: the server says which
    this.find("lost").hidden = Boolean(page);
    if (page) this.renew(page);
    this.later();
  }

  // The page as it is now; null when there is no line, false when it is not ours to see any more.
  async fetched() {
    const address = new URL(location.href);
    address.searchParams.set("quiet", ""); // by itself: nobody has acted
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" } });
      if (answer.status >= 500) return null;
      if (!answer.ok || answer.redirected) return false;
      return new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      return null;
    }
  }

  renew(page) {
    const [list, fresh] = [this.find("list"), this.find("list", page)];
    if (!fresh) return;
    document.title = page.title;
    if (list.textContent === fresh.textContent) return;
    const more = Number(fresh.dataset.count) - Number(list.dataset.count);
    const held = list.contains(document.activeElement) && document.activeElement.closest("[id]")?.id;
    list.innerHTML = fresh.innerHTML;
    list.dataset.count = fresh.dataset.count;
    if (held) (document.getElementById(held) ?? this).querySelector("a, button")?.focus();
    if (more > 0) this.find("said").textContent = `${this.dataset.new} ${list.querySelector("h3").textContent}`;
  }
});
