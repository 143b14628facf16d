// fold-words.js: <fold-words> lists whom one does not read, and folds what they write, now and whenever it comes.
// The words that stand in its place come from the server. Without this file the server folds what it writes.
customElements.define("fold-words", class extends HTMLElement {
  connectedCallback() {
    this.opened = new Set(); // ids of what was folded and has been opened; kept nowhere
    this.room = this.closest("live-room");
    this.talk = this.room.querySelector("[data-part=talk]");
    this.watch = new MutationObserver(() => this.fold());
    for (const place of [this, this.talk]) this.watch.observe(place, { childList: true, subtree: true });
    this.onUnfold = (event) => event.target.closest("[data-unfold]") && this.open(event.target.closest("article"));
    this.talk.addEventListener("click", this.onUnfold);
    this.fold();
  }

  disconnectedCallback() {
    this.watch.disconnect();
    this.talk.removeEventListener("click", this.onUnfold);
  }

  instead(author) { return author && this.querySelector(`[data-whom="${author}"] template`); }

  fold() {
    for (const folded of this.talk.querySelectorAll("details.folded")) folded.replaceWith(folded.querySelector("article"));
    for (const article of this.talk.querySelectorAll("article[data-author]")) this.one(article);
    for (const quote of this.talk.querySelectorAll(".message__reply[data-of]")) {
      quote.classList.toggle("message__reply--folded", Boolean(this.instead(quote.dataset.of)));
    }
  }

  // Run again after each change, also its own: what is as it should be is not touched.
  one(article) {
    const words = this.instead(article.dataset.author);
    const line = article.querySelector(":scope > .message__fold");
    const isFolded = Boolean(words) && !this.opened.has(article.id) && !article.matches(".message--gone");
    if (article.classList.contains("message--folded") !== isFolded) article.classList.toggle("message--folded", isFolded);
    if (isFolded && !line) article.append(words.content.cloneNode(true));
    if (!isFolded) line?.remove();
  }

  open(article) {
    this.opened.add(article.id);
    this.one(article);
    article.tabIndex = -1;
    article.focus();
  }
});
