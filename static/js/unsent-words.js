// unsent-words.js: whoever goes away from a room while words have not been sent is asked first, by the browser itself.
// Never asked: whoever presses "Exit page", and whoever calls a number.
const A_CALL = /^(tel|sms):/;
const AT_ONCE = 1000; // ms

export class UnsentWords {
  constructor(outbox, signal) {
    this.outbox = outbox;
    document.addEventListener("click", (event) => this.clicked(event), { signal, capture: true });
    addEventListener("beforeunload", (event) => this.isAsked && event.preventDefault(), { signal });
  }

  get any() {
    const isStarted = (box) => box.value.trim() !== box.defaultValue.trim();
    return Boolean(this.outbox?.unsent) || [...document.querySelectorAll("textarea")].some(isStarted);
  }

  get isAsked() {
    const isLeaving = document.documentElement.classList.contains("is-leaving");
    return this.any && !isLeaving && Date.now() - (this.called ?? 0) > AT_ONCE;
  }

  clicked(event) {
    const link = event.target.closest("a[href]");
    if (link && A_CALL.test(link.protocol)) this.called = Date.now();
  }
}
