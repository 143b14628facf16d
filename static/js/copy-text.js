// copy-text.js: <copy-text data-label data-done data-failed> adds one button that copies the words inside it.
// The words stand in a [data-copy] element or a text box; without this file one marks and copies them by hand.
customElements.define("copy-text", class extends HTMLElement {
  connectedCallback() {
    if (this.button) return;
    this.words = this.querySelector("[data-copy], textarea, input");
    const row = document.createElement("div");
    row.className = "copy__row";
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "button button--small";
    this.button.textContent = this.dataset.label;
    this.button.onclick = () => this.copy();
    this.status = document.createElement("span");
    this.status.className = "small";
    this.status.setAttribute("role", "status");
    row.append(this.button, this.status);
    this.append(row);
  }

  async copy() {
    let done = false;
    try {
      await navigator.clipboard.writeText(this.words.value ?? this.words.textContent.trim());
      done = true;
    } catch {
      this.mark(); // no leave to use the clipboard: the words are marked, ready for Ctrl C
    }
    this.say(done ? this.dataset.done : this.dataset.failed ?? "");
  }

  mark() {
    if (this.words.select) return this.words.select();
    getSelection().selectAllChildren(this.words);
  }

  // Emptied first, so that a second copy is announced too.
  say(words) {
    this.status.textContent = "";
    setTimeout(() => { this.status.textContent = words; }, 50);
  }
});
