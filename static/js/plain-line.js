// plain-line.js: carries words where sockets are blocked: by plain requests, and by asking again every few seconds.
import { post } from "./live-form.js";

const EVERY = 8000;

export class PlainLine {
  constructor(ways) {
    Object.assign(this, ways); // say and attend are addresses; refresh(), heard(news), lost()
    this.ready = true;
    this.look();
  }

  close() {
    this.isClosed = true;
    clearTimeout(this.timer);
  }

  async look() {
    clearTimeout(this.timer);
    try {
      if (this.attend) await post(`${this.attend}?quiet`, new FormData()); // by itself: nobody has acted
      this.ready = await this.refresh();
    } catch {
      this.ready = false;
      this.lost();
    }
    if (!this.isClosed) this.timer = setTimeout(() => this.look(), EVERY);
  }

  async send({ say }) {
    if (!say) return;
    const facts = new FormData();
    for (const [name, value] of Object.entries(say)) facts.append(name, value);
    const answer = await post(this.say, facts).catch(() => null);
    if (!answer) return;
    if (answer.type === "opaqueredirect") return location.reload();
    const { client_id } = say;
    if (answer.ok) this.heard({ type: "accepted", client_id, state: answer.headers.get("X-State") });
    else this.heard({ type: "refused", client_id, reason: await answer.text() });
    this.look();
  }
}
