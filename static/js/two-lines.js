// two-lines.js: the socket; and plain requests for as long as sockets are blocked. Who speaks here need not know which.
import { PlainLine } from "./plain-line.js";
import { SteadySocket } from "./steady-socket.js";

const BLOCKED = 2; // tries without an answer, the first time
const LOST = 4; // tries, where the socket has worked before

export class TwoLines {
  // ways: opened(), heard(news), lost(), ended(code), and what a plain line needs: say, attend, refresh(), over()
  constructor(address, ways) {
    this.ways = ways;
    this.socket = new SteadySocket(address, {
      opened: ways.opened,
      heard: (news) => this.heard(news),
      lost: (tries) => this.lost(tries),
      ended: (code) => { this.close(); ways.ended(code); },
    });
  }

  get isPlain() { return Boolean(this.plain?.ready); }

  get ready() { return this.isPlain || this.socket.ready; }

  send(facts) { (this.isPlain ? this.plain : this.socket).send(facts); }

  close() {
    this.socket.close();
    this.plain?.close();
  }

  // The socket speaks: it is the better line.
  heard(news) {
    this.hasHeard = true;
    this.plain?.close();
    this.plain = null;
    this.ways.heard(news);
  }

  lost(tries) {
    if (this.plain) return;
    this.ways.lost();
    if (tries < (this.hasHeard ? LOST : BLOCKED) || !navigator.onLine) return;
    this.plain = new PlainLine({
      ...this.ways,
      lost: () => { // the server itself is away: the next try of the socket asks again
        this.plain?.close();
        this.plain = null;
        this.ways.lost();
      },
    });
  }
}
