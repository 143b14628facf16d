// answer-line.js: <answer-line> in the composer says what the words in the box answer, and carries it with the form.
// Without this file the choice is a link to the room's page, which says the same.
customElements.define("answer-line", class extends HTMLElement {
  connectedCallback() {
    this.ears = new AbortController();
    const { signal } = this.ears;
    this.form = this.closest("form");
    document.addEventListener("click", (event) => this.clicked(event), { signal });
    this.form.addEventListener("said", () => this.replaceChildren(), { signal });
    this.closest("live-room").addEventListener("gone", ({ detail }) => this.forget(detail), { signal });
  }

  disconnectedCallback() {
    this.ears.abort();
  }

  clicked(event) {
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
    const link = event.target.closest("a[data-answers], a[data-unanswer]");
    if (!link || !plain || event.defaultPrevented) return;
    event.preventDefault();
    const line = link.parentElement.querySelector("template[data-answering]");
    this.replaceChildren(...(line ? [line.content.cloneNode(true)] : []));
    link.closest("dialog")?.close();
    this.form.querySelector("textarea").focus();
  }

  // Words that have gone from the talk do not stay here.
  forget(id) { if (this.querySelector("[name=reply_to]")?.value === id) this.replaceChildren(); }
});
