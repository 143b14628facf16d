// room-ears.js: what each frame of the room's line does to the page. The server wrote every fragment in them.
const SETTLE = 600; // ms between placing what was missed and listening aloud again
const THANKS = 5000; // ms that "the line is back" stays
const CHANGES = ["message.said", "message.changed"];
const HANDLERS = {
  "caught_up": "catchUp",
  "message.said": "place",
  "message.changed": "place",
  "message.own": "placeOwn",
  "accepted": "accepted",
  "refused": "refused",
  "reload": "reload",
  "leave": "leave",
  "room.scene": "scene",
  "staff.scene": "scene",
  "own.scene": "scene",
  "room.here": "here",
};

export class Ears {
  constructor(room, { parts, people, transcript, outbox }) {
    Object.assign(this, { room, parts, people, transcript, outbox });
    this.revision = Number(room.dataset.since);
  }

  hear(news) {
    const known = CHANGES.includes(news.type) ? news.revision - 1 : news.type === "heartbeat" ? news.revision : 0;
    if (known > this.revision) return this.room.line.send({ since: this.revision }); // something was missed
    this[HANDLERS[news.type]]?.(news);
  }

  place(news) {
    this.revision = Math.max(this.revision, news.revision);
    const author = this.transcript.place(news);
    if (author && news.type === "message.said") this.people.spoke(author);
    this.settle();
  }

  settle() { this.outbox?.settle(this.transcript.isWaiting); }

  // What goes to a person reaches all their pages, also those of another group.
  isHere(room) { return this.room.getAttribute("src").includes(room); }

  placeOwn(news) {
    if (!this.isHere(news.room)) return;
    this.transcript.placeOwn(news);
    this.settle();
  }

  // Several changes at once are history: they are placed in silence.
  catchUp(news) {
    this.transcript.speak(false);
    news.news.forEach((one) => this.transcript.place(one));
    this.revision = Math.max(this.revision, news.revision);
    if (news.own) this.transcript.placeAllOwn(news.own);
    this.found(news);
  }

  // What is not the talk itself, from a frame or from a page fetched anew; and the line is there.
  found({ parts, here }) {
    const { plain, back } = this.room.dataset;
    const { isPlain } = this.room.line;
    this.scene({ parts });
    if (here || isPlain) this.people.told(here ?? null);
    this.settle();
    setTimeout(() => this.transcript.speak(true), SETTLE);
    if (isPlain) this.parts.line(plain, false);
    else if (this.isLost) this.parts.line(back);
    if (!isPlain) setTimeout(() => this.isLost || this.room.line.isPlain || this.parts.line(""), THANKS);
    this.isLost = false;
    this.outbox?.carry();
  }

  lost() {
    this.isLost = true;
    this.outbox?.stalled();
    this.parts.line(navigator.onLine ? this.room.dataset.lost : this.room.dataset.offline);
  }

  accepted(news) {
    if (news.html && news.state === "shown") this.transcript.place(news);
    else if (news.html) this.transcript.placeOwn(news);
    this.outbox?.accepted(news);
    this.transcript.toEnd();
  }

  refused(news) { this.outbox?.refused(news); }

  reload() { this.room.refresh().catch(() => null); } // without a line: the next heartbeat asks again

  leave({ reason }) { if (reason !== "busy") this.room.leave(reason); } // busy: the line closes and comes back

  // Parts of the page beside the talk. What goes to a person reaches all their pages, also those of another group.
  scene({ room, parts = {} }) {
    if (room && !this.isHere(room)) return;
    for (const [name, html] of Object.entries(parts)) this.parts.show(name, html);
    this.hold();
  }

  // Whether one may speak: the room, and one's own seat. What stands in the box stays.
  hold() {
    const { refuses, anothersTurn } = this.parts;
    this.outbox?.hold(refuses, { isTold: refuses !== anothersTurn, state: this.parts.find("state").textContent });
  }

  here({ here }) { this.people.told(here); }

  // What comes by asking again is news and read aloud; what comes because too much was missed is not.
  renew(page) {
    const part = (name) => page.querySelector(`[data-part=${name}]`);
    if (!this.room.line.isPlain || this.isLost) this.transcript.speak(false);
    this.transcript.renew(part("transcript"), part("apart"));
    this.revision = Number(page.dataset.since);
    this.found({ parts: this.parts.of(page) });
  }
}
