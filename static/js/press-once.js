// press-once.js: <press-once> around a form lets it go once; a second press while it is on its way does nothing.
customElements.define("press-once", class extends HTMLElement {
  connectedCallback() {
    this.onsubmit = (event) => this.press(event);
    this.again = () => this.show(false); // back from the next page: it may be pressed anew
    addEventListener("pageshow", this.again);
  }

  disconnectedCallback() {
    removeEventListener("pageshow", this.again);
  }

  press(event) {
    if (this.isPressed) return event.preventDefault();
    this.show(true);
  }

  show(isPressed) {
    this.isPressed = isPressed;
    const button = this.querySelector("button[type=submit]");
    button.classList.toggle("button--busy", isPressed); // not disabled: it keeps the focus and its word
  }
});
