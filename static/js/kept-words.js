// kept-words.js: words that could not go yet, in their order below the talk. In memory only: closing the page forgets them.

export class KeptWords {
  constructor(room, { change, again }) {
    this.list = room.querySelector("[data-part=kept]");
    this.pattern = room.querySelector("template[data-part=kept-one]");
    Object.assign(this, { room, change, again });
    this.articles = new Map(); // client_id -> its article
  }

  show({ client_id, facts }) {
    if (this.articles.has(client_id)) return;
    const article = this.pattern.content.firstElementChild.cloneNode(true);
    article.querySelector(".message__said p").textContent = facts.body;
    article.querySelector("[data-change]").onclick = () => this.change(client_id);
    article.querySelector("[data-resend]").onclick = () => this.again(client_id);
    this.articles.set(client_id, article);
    this.list.append(article);
    this.room.transcript.toEnd(); // they are seen waiting before they leave the box
  }

  // How it stands with one: "kept", "sending" or "refused", and why.
  tell(client_id, state, reason = "") {
    const article = this.articles.get(client_id);
    if (!article) return;
    const said = article.querySelector(".message__state");
    said.textContent = this.list.dataset[state];
    said.className = `message__state state state--${state === "sending" ? "sending" : "failed"}`;
    article.querySelector("[data-reason]").textContent = reason;
    article.querySelector("[data-resend]").hidden = state !== "refused";
  }

  drop(client_id) {
    this.articles.get(client_id)?.remove();
    this.articles.delete(client_id);
  }
}
