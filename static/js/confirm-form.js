// confirm-form.js: <confirm-form data-heading data-words data-yes data-no> asks once more before its form is sent.
// Without this file the form simply posts, and the page it posts to may ask.
import { exitLink } from "./quick-exit.js";

customElements.define("confirm-form", class extends HTMLElement {
  connectedCallback() {
    this.onsubmit = (event) => this.ask(event);
  }

  ask(event) {
    if (event.target.closest("dialog") || this.isSure) return;
    event.preventDefault();
    this.form = event.target;
    this.submitter = event.submitter;
    this.dialog ??= this.build();
    this.dialog.showModal();
  }

  build() {
    const dialog = document.createElement("dialog");
    dialog.className = "dialog";
    dialog.setAttribute("role", "alertdialog");
    const heading = this.part("h2", "", this.dataset.heading);
    const words = this.part("p", "", this.dataset.words ?? "");
    dialog.setAttribute("aria-label", heading.textContent);
    const bar = this.part("div", "dialog__bar");
    bar.append(exitLink());
    const choices = this.part("div", "actions actions--phone");
    const yes = this.part("button", "button button--final", this.dataset.yes);
    const no = this.part("button", "button", this.dataset.no);
    yes.type = no.type = "button";
    no.autofocus = true; // Enter pressed out of habit changes nothing
    yes.onclick = () => this.send();
    no.onclick = () => dialog.close();
    choices.append(yes, no);
    dialog.append(bar, heading, words, choices);
    this.append(dialog);
    return dialog;
  }

  part(name, classes, words = "") {
    const element = document.createElement(name);
    if (classes) element.className = classes;
    element.textContent = words;
    return element;
  }

  send() {
    this.dialog.close();
    this.isSure = true;
    this.form.requestSubmit(this.submitter);
    this.isSure = false; // a form the browser found incomplete asks again next time
  }
});
