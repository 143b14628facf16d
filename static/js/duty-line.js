// duty-line.js: <duty-line src data-ask> shows alarms as they come, on any page of those on watch.
// While the socket is away it asks the server every few seconds. Without this file the page says how old it is.
import { SteadySocket } from "./steady-socket.js";

const EVERY = 5000;

customElements.define("duty-line", class extends HTMLElement {
  connectedCallback() {
    if (this.line) return;
    this.title0 = document.title;
    this.find("again").hidden = true;
    this.line = new SteadySocket(this.getAttribute("src"), {
      opened: () => ({ since: 0 }),
      heard: (news) => this.hear(news),
      lost: () => this.ask(),
      ended: () => this.lost(true), // signed out, or no longer on watch
    });
  }

  disconnectedCallback() {
    this.line?.close();
    clearTimeout(this.timer);
  }

  find(name, within = this) { return within.querySelector(`[data-part=${name}]`); }

  hear({ type, html = "" }) {
    clearTimeout(this.timer);
    this.lost(false);
    if (type === "caught_up" || type === "watch.alarm") this.place(html);
    if (type === "watch.alarm") this.dispatchEvent(new CustomEvent("watch-news", { bubbles: true }));
  }

  lost(is) { this.find("lost").hidden = !is; }

  // What stands there already is left alone: it is not said aloud twice, and keeps its focus.
  place(html) {
    const part = this.find("alarms");
    const fresh = new DOMParser().parseFromString(html, "text/html").body;
    if (fresh.textContent.trim() === part.textContent.trim()) return;
    const held = document.activeElement;
    const hadFocus = part.contains(held), wasSeen = this.isSeen(held);
    part.replaceChildren(...fresh.childNodes);
    if (wasSeen && !hadFocus && !this.isSeen(held)) held.scrollIntoView({ block: "nearest" }); // pushed out of sight
    const token = document.querySelector("[name=csrfmiddlewaretoken]");
    for (const form of part.querySelectorAll("form")) {
      if (!form.elements.csrfmiddlewaretoken && token) form.append(token.cloneNode());
    }
    if (hadFocus) part.querySelector("button")?.focus();
    const calls = part.querySelectorAll("form").length;
    document.title = calls ? `(${calls}) ! ${this.title0}` : this.title0;
  }

  isSeen(part) {
    const box = part.getBoundingClientRect();
    return part !== document.body && box.bottom > 0 && box.top < innerHeight;
  }

  async ask() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), EVERY);
    const answer = await fetch(`${this.dataset.ask}?quiet`, { headers: { Accept: "text/html" } }).catch(() => null);
    this.lost(!answer?.ok || answer.redirected);
    if (!answer?.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const part = this.find("alarms", page);
    if (part) this.place(part.innerHTML);
  }
});
