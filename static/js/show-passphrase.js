// show-passphrase.js: <show-passphrase data-label data-hide> adds one button that shows what is written in its box.
customElements.define("show-passphrase", class extends HTMLElement {
  connectedCallback() {
    if (this.button) return;
    this.box = this.querySelector("input[type=password]");
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "button button--small button--quiet";
    this.button.onclick = () => this.show(this.box.type === "password");
    this.box.form.addEventListener("submit", () => this.show(false)); // a browser keeps what was sent as text
    this.append(this.button);
    this.show(false);
  }

  show(isOpen) {
    this.box.type = isOpen ? "text" : "password";
    this.button.textContent = isOpen ? this.dataset.hide : this.dataset.label;
    this.button.setAttribute("aria-controls", this.box.id);
  }
});
