// steady-socket.js: a socket that comes back by itself, and says what it last heard each time it opens.
// A page that is left says so, and one that is come back to opens its line again.
// ears: opened() gives the first words to say; heard(news); lost(tries); ended(code), when it may not come back.
const FOR_GOOD = [4401, 4403, 4404, 4429]; // signed out, no seat, no such room, open too often
const SHORTEST = 200;
const FIRST = 2000;
const LONGEST = 30000;
const SILENCE = 45000; // the server says something every 20 s
const OPENING = 7000;

export class SteadySocket {
  constructor(path, ears) {
    const url = new URL(path, location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    this.url = url.href;
    this.ears = ears;
    this.tries = 0;
    this.stop = new AbortController();
    const soon = () => this.hurry();
    addEventListener("online", soon, { signal: this.stop.signal });
    addEventListener("offline", () => this.line?.close(), { signal: this.stop.signal });
    addEventListener("pagehide", () => this.leave(), { signal: this.stop.signal });
    addEventListener("pageshow", ({ persisted }) => persisted && this.hurry(), { signal: this.stop.signal });
    document.addEventListener("visibilitychange", soon, { signal: this.stop.signal });
    this.open();
  }

  get ready() { return this.line?.readyState === WebSocket.OPEN; }

  send(facts) { if (this.ready) this.line.send(JSON.stringify(facts)); }

  close() {
    this.isClosed = true;
    this.stop.abort();
    clearTimeout(this.timer);
    this.line?.close(1000);
  }

  // Whoever leads is missed at once, not when the line runs out.
  leave() {
    clearTimeout(this.timer);
    clearTimeout(this.watchdog);
    const { line } = this;
    this.line = null; // so that its close is not taken for a loss
    line?.close(1000);
  }

  open() {
    clearTimeout(this.timer);
    const line = this.line = new WebSocket(this.url);
    this.watch(OPENING);
    line.onopen = () => this.send(this.ears.opened());
    line.onmessage = ({ data }) => {
      this.tries = 0; // not at opening: a server that opens and drops at once is not back
      this.watch(SILENCE);
      if (!this.isClosed) this.ears.heard(JSON.parse(data));
    };
    line.onclose = ({ code }) => line === this.line && this.closed(code);
  }

  // Nothing heard for too long: the line is dead even if the browser has not noticed.
  watch(patience) {
    clearTimeout(this.watchdog);
    const { line } = this;
    this.watchdog = setTimeout(() => {
      line.close();
      if (line === this.line) this.closed(); // a close on a dead line may take minutes to be confirmed
    }, patience);
  }

  closed(code) {
    this.line = null;
    clearTimeout(this.watchdog);
    if (this.isClosed) return;
    if (FOR_GOOD.includes(code)) {
      this.close();
      this.ears.ended(code);
      return;
    }
    this.tries += 1;
    this.ears.lost(this.tries);
    if (this.isClosed) return;
    const most = Math.min(LONGEST, FIRST * 2 ** (this.tries - 1));
    this.timer = setTimeout(() => this.open(), SHORTEST + Math.random() * (most - SHORTEST));
  }

  // The network is back, or somebody looks at the page again: no need to wait any longer.
  hurry() {
    if (this.isClosed || this.line || document.hidden || !navigator.onLine) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.open(), SHORTEST + Math.random() * SHORTEST);
  }
}
