// plain-line.js: carries words where sockets are blocked: by plain requests, and by asking again every few seconds.
import { post, reason } from "./live-form.js";

const EVERY = 8000;
const LIVELY = 4000; // while somebody writes
const LIVELY_FOR = 60000; // ms since something was heard or said
const UNSEEN = 30000; // nobody looks at the page, and it is not one that says "staff are here"

export class PlainLine {
  constructor(ways) {
    Object.assign(this, ways); // say and attend are addresses; opened(), refresh(), heard(news), lost(), over()
    this.ready = false;
    this.look();
  }

  close() {
    this.isClosed = true;
    this.ready = false;
    clearTimeout(this.timer);
  }

  async look() {
    clearTimeout(this.timer);
    try {
      if (this.attend) await post(`${this.attend}?quiet`, new FormData()); // by itself: nobody has acted
      if (this.isClosed) return;
      this.ready = true;
      const { since } = this.opened();
      this.ready = await this.refresh();
      if (this.opened().since > since) this.livelyAt = Date.now();
    } catch {
      this.ready = false;
      this.lost();
    }
    const often = Date.now() - (this.livelyAt ?? 0) < LIVELY_FOR ? LIVELY : EVERY;
    const rest = document.hidden && !this.attend ? UNSEEN : often;
    if (!this.isClosed) this.timer = setTimeout(() => this.look(), rest * (0.8 + Math.random() * 0.4));
  }

  async send({ say }) {
    if (!say) return;
    this.livelyAt = Date.now();
    const facts = new FormData();
    for (const [name, value] of Object.entries(say)) facts.append(name, value);
    const answer = await post(this.say, facts).catch(() => null);
    if (!answer || answer.status >= 500 || this.isClosed) return; // not known: the outbox tries again
    if (answer.type === "opaqueredirect") return this.over();
    const { client_id } = say;
    if (answer.ok) this.heard({ type: "accepted", client_id, state: answer.headers.get("X-State") });
    else {
      const seconds = Number(answer.headers.get("Retry-After")); // only too soon: the same goes then
      this.heard({ type: "refused", client_id, reason: await reason(answer), seconds });
    }
    this.look();
  }
}
