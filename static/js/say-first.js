// say-first.js: what one still has in the box is sent before one's turn ends.

// Resolves to true once nothing waits any more, to false where the words cannot go or were taken back.
export function saidFirst(outbox) {
  if (!outbox?.unsent) return true;
  if (outbox.box.words) outbox.send();
  else outbox.carry();
  if (!outbox.waiting.length || outbox.waiting[0].refusal) return false;
  return new Promise((done) => {
    const told = ({ detail: state }) => {
      const isOver = state === "refused" || !state;
      if (!isOver && outbox.waiting.length) return;
      outbox.form.removeEventListener("told", told);
      done(!isOver);
    };
    outbox.form.addEventListener("told", told);
  });
}
