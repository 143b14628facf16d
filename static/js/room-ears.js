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
  constructor(room, { parts, transcript, outbox }) {
    Object.assign(this, { room, parts, transcript, outbox });
    this.revision = Number(room.dataset.since);
  }

  hear(news) {
    const known = CHANGES.includes(news.type) ? news.revision - 1 : news.type === "heartbeat" ? news.revision : 0;
    if (known > this.revision) return this.room.line.send({ since: this.revision }); // something was missed
    this[HANDLERS[news.type]]?.(news);
  }

  place(news) {
    this.revision = Math.max(this.revision, news.revision);
    this.transcript.place(news);
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
    this.hasHeard = true;
    this.transcript.speak(false);
    news.news.forEach((one) => this.transcript.place(one));
    this.revision = Math.max(this.revision, news.revision);
    if (news.own) this.transcript.placeAllOwn(news.own);
    this.found(news);
  }

  // What is not the talk itself, from a frame or from a page fetched anew; and the line is there.
  found({ parts, here }) {
    this.scene({ parts });
    if (here) this.here({ here });
    this.settle();
    setTimeout(() => this.transcript.speak(true), SETTLE);
    if (this.isLost) this.parts.line(this.room.dataset.back);
    setTimeout(() => this.isLost || this.parts.line(""), THANKS);
    this.isLost = false;
    this.outbox?.carry();
  }

  lost() {
    this.isLost = true;
    this.outbox?.stalled();
    this.parts.line(this.room.dataset.lost);
  }

  accepted(news) {
    if (news.html && news.state === "shown") this.transcript.place(news);
    else if (news.html) this.transcript.placeOwn(news);
    this.outbox?.accepted(news);
    this.transcript.toEnd();
  }

  refused(news) { this.outbox?.refused(news); }

  reload() { this.room.refresh(); }

  leave({ reason }) { if (reason !== "busy") this.room.leave(reason); } // busy: the line closes and comes back

  // Parts of the page beside the talk. What goes to a person reaches all their pages, also those of another group.
  scene({ room, parts = {} }) {
    if (room && !this.isHere(room)) return;
    for (const [name, html] of Object.entries(parts)) this.parts.show(name, html);
    this.hold();
  }

  // Whether one may speak: the room, and one's own seat. What stands in the box stays.
  hold() { this.outbox?.hold(this.parts.refuses); }

  here({ here }) { this.parts.present(here); }

  renew(page) {
    const part = (name) => page.querySelector(`[data-part=${name}]`);
    this.transcript.speak(false);
    this.transcript.renew(part("transcript"), part("apart"));
    this.revision = Number(page.dataset.since);
    this.found({ parts: this.parts.of(page) });
  }
}
