// transcript.js: places messages the server wrote, each once and in the order of the room.
// It never moves somebody who is reading further up, and never has history read aloud.
import { become } from "./renewal.js";

const NEAR = 96; // px from the end that still count as being there

export class Transcript {
  constructor(room) {
    this.room = room;
    this.part = (name) => room.querySelector(`[data-part=${name}]`);
    this.log = this.part("transcript");
    this.apart = this.part("apart");
    this.below = this.part("new");
    this.me = room.dataset.me;
    this.talk = this.part("talk");
    this.below.onclick = () => this.toEnd(true);
    for (const one of [this.talk, window]) one.addEventListener("scroll", () => this.look(), { passive: true });
    this.log.setAttribute("aria-relevant", "additions");
    // On a small page of staff what waits for them comes first, so it is not scrolled away.
    const isWhole = this.scroller !== this.talk && room.dataset.leads;
    if (!isWhole && (!location.hash || location.hash === "#end")) this.toEnd();
    this.rests = this.isAtEnd;
    // What is said above the box makes the talk shorter: who was at its end still is.
    new ResizeObserver(() => this.rests && this.talk.isConnected && this.toEnd()).observe(room.querySelector(".room__below"));
  }

  // The talk scrolls by itself on a wide page, the whole page elsewhere.
  get scroller() {
    return /auto|scroll/.test(getComputedStyle(this.talk).overflowY) ? this.talk : document.scrollingElement;
  }

  get isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR;
  }

  toEnd(byChoice = false) {
    const gently = byChoice && !matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: gently ? "smooth" : "instant" });
    this.below.hidden = true;
  }

  look() {
    this.rests = this.isAtEnd;
    if (!this.below.hidden && this.rests) this.below.hidden = true;
  }

  // Whatever happens in here, who was at the end stays there.
  keeping(change) {
    const wasAtEnd = this.isAtEnd;
    const isNew = change();
    if (wasAtEnd) this.toEnd();
    else if (isNew) this.below.hidden = false;
  }

  speak(aloud) { this.log.setAttribute("aria-live", aloud ? "polite" : "off"); }

  // Answers with the author of something new.
  place({ id, position, revision, html }) {
    let author = null;
    this.keeping(() => {
      this.remove(id, this.apart);
      const article = html ? this.read(html) : null;
      if (!article || article.matches(".message--gone")) this.forget(id);
      const old = this.find(id, this.log);
      if (old && Number(old.dataset.revision) >= (revision ?? Infinity)) return false;
      if (!article) return void old?.remove(); // gone, and of a meeting that is over
      if (!old && position < Number(this.log.dataset.first)) return false; // on an earlier page
      if (old) return this.change(old, article);
      this.log.querySelector("[data-empty]")?.remove();
      const placed = [...this.log.querySelectorAll("[data-position]")];
      const next = placed.find((one) => Number(one.dataset.position) > position);
      if (next) next.before(article);
      else this.log.append(article);
      ({ author } = article.dataset);
      return author !== this.me;
    });
    return author;
  }

  forget(id) { // words that are gone are quoted nowhere; their answers come anew only during the meeting
    const quotes = this.room.querySelectorAll(`.message__reply[href="#message-${id}"] .message__quoted`);
    for (const words of quotes) words.replaceWith(this.room.dataset.gone);
    this.room.dispatchEvent(new CustomEvent("gone", { detail: id }));
  }

  // One's own words that wait or came back: seen by nobody else, so below all that was said.
  placeOwn({ id, html }) {
    this.keeping(() => {
      const old = this.find(id, this.apart);
      if (!html) return void old?.remove();
      const article = this.read(html);
      if (old) return this.change(old, article);
      if (!this.find(id, this.log)) this.apart.append(article);
      return false;
    });
  }

  placeAllOwn(list) {
    const wanted = new Set(list.map(({ id }) => `message-${id}`));
    for (const article of [...this.apart.children]) if (!wanted.has(article.id)) article.remove();
    list.forEach((news) => this.placeOwn(news));
  }

  // A fresh page's transcript: what is the same stays, and what is new comes one by one.
  renew(log, apart) {
    const fresh = [...log.querySelectorAll("[data-position]")];
    const ids = new Set([...fresh, ...apart.children].map(({ id }) => id));
    const [head, freshHead] = [this.log, log].map((one) => one.querySelector(".day"));
    if (!fresh.length) this.log.innerHTML = log.innerHTML;
    else if (head && freshHead) become(head, freshHead);
    this.log.dataset.first = log.dataset.first;
    for (const old of this.log.querySelectorAll("[data-position]")) if (!ids.has(old.id)) old.remove();
    fresh.forEach((article) => this.place(this.facts(article)));
    this.placeAllOwn([...apart.children].map((article) => this.facts(article)));
  }

  facts({ id, dataset, outerHTML }) {
    return { id: id.replace("message-", ""), position: Number(dataset.position), revision: Number(dataset.revision), html: outerHTML };
  }

  ready(within = this.apart) {
    for (const button of within.querySelectorAll("[data-again]")) button.hidden = false;
  }

  read(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    const article = template.content.firstElementChild;
    if (article.dataset.author === this.me) {
      article.classList.add("message--own");
      article.setAttribute("aria-live", "off"); // one knows what one has just said
    }
    this.ready(article);
    return article;
  }

  // What has changed in something said is seen, not read aloud again.
  change(old, article) {
    old.setAttribute("aria-live", "off");
    become(old, article);
    return false;
  }

  get isWaiting() { return Boolean(this.apart.querySelector(".message--held")); }

  find(id, where) { return where.querySelector(`[id="message-${id}"]`); }

  remove(id, where) { this.find(id, where)?.remove(); }
}
