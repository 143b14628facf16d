// what-waits.js: <what-waits data-new> asks again every few seconds, and when an alarm comes by the line of those on
// watch, and shows what is new, without a press.
// Without this file the link in it shows what is new. Only what has changed is placed, and only more is said aloud.
const EVERY = 5000;

customElements.define("what-waits", class extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    this.titled = document.title;
    document.addEventListener("watch-news", () => this.look(), this.stop);
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
    clearTimeout(this.timer);
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
    if (page.title !== this.titled) document.title = this.titled = page.title;
    if (list.textContent === fresh.textContent || list.querySelector(":active")) return; // no press goes astray
    const more = Number(fresh.dataset.count) - Number(list.dataset.count);
    const held = this.held(list);
    list.innerHTML = fresh.innerHTML;
    list.dataset.count = fresh.dataset.count;
    if (held) this.hold(held);
    const first = list.querySelector("h3") ?? list.querySelector("h2");
    if (more > 0) this.find("said").textContent = `${this.dataset.new} ${first?.textContent ?? ""}`;
  }

  // Where the focus is in the list: in which thing, and on which of its links and buttons, by what it says.
  held(list) {
    const thing = list.contains(document.activeElement) && document.activeElement.closest("[id]");
    return thing && { id: thing.id, says: document.activeElement.textContent };
  }

  hold({ id, says }) {
    const thing = document.getElementById(id) ?? this.find("list");
    const pressable = [...thing.querySelectorAll("a, button")];
    (pressable.find((one) => one.textContent === says) ?? pressable[0])?.focus({ preventScroll: true });
  }
});
