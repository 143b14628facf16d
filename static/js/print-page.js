// print-page.js: <print-page data-label> adds one button that prints the page; without it the browser's own Print does.
customElements.define("print-page", class extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--main";
    button.textContent = this.dataset.label;
    button.onclick = () => print();
    this.append(button);
  }
});
