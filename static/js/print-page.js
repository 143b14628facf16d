// print-page.js: <print-page data-label data-look> adds one button that prints the page; without it the browser's own Print does.
customElements.define("print-page", class extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = this.dataset.look ?? "button button--main";
    button.textContent = this.dataset.label;
    button.onclick = () => print();
    this.append(button);
  }
});
