// renewal.js: brings a piece of the page up to what the server now says, node by node. What stays the same is not
// touched: focus, an open <details>, what a screen reader has read. A form somebody is filling in waits until they are done.
const WRITTEN = "textarea, select, input:not([type=hidden], [type=submit], [type=button])";
const OURS = ["open", "aria-busy", "aria-live", "tabindex"]; // set by whoever reads, or by the page

let isWhole;

// Whether all of it could be brought up to date; if not, try again when the form is sent or left.
export function renew(place, html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  isWhole = true;
  insides(place, template.content);
  return isWhole;
}

// The same for one element, which stays the element it is.
export function become(old, fresh) {
  isWhole = true;
  one(old, fresh);
  return isWhole;
}

function insides(place, fresh) {
  const left = new Set(place.childNodes);
  const pairs = [...fresh.childNodes].map((next) => {
    const match = [...left].find((old) => isSame(old, next));
    left.delete(match);
    return [next, match];
  });
  for (const gone of left) if (!stays(gone)) gone.remove();
  let at = place.firstChild;
  for (const [next, match] of pairs) {
    while (at && left.has(at)) at = at.nextSibling;
    if (match && match === at) at = at.nextSibling;
    else place.insertBefore(match ?? next, at);
    if (match) one(match, next);
  }
}

function one(old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  if (old.isEqualNode(fresh)) return;
  if (isElementOfItsOwn(old)) return void (saysTheSame(old, fresh) || old.replaceWith(fresh));
  if (old.localName === "form" && isBusy(old)) return void (isWhole = false);
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value && !(name === "value" && isDirty(old))) old.setAttribute(name, value);
  }
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !OURS.includes(name)) old.removeAttribute(name);
  }
  insides(old, fresh);
}

function isSame(old, next) {
  return old.nodeType === next.nodeType && old.nodeName === next.nodeName && key(old) === key(next);
}

// What makes one of several its own: an id, or where a form leads and what a field is called.
function key(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return "";
  return node.id || node.getAttribute("action") || node.getAttribute("name") || "";
}

// A custom element writes its own insides; only what it was told counts.
function isElementOfItsOwn(element) { return element.localName.includes("-") && !element.querySelector("form"); }

function saysTheSame(old, fresh) {
  const told = (one) => [...one.attributes].map(({ name, value }) => `${name}=${value}`).sort().join();
  const time = (one) => one.querySelector("time")?.getAttribute("datetime");
  return old.attributes.length > 0 && told(old) === told(fresh) && time(old) === time(fresh);
}

function stays(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return false;
  if (node.localName === "dialog") return true; // made by the page itself
  if (!isBusy(node)) return false;
  isWhole = false;
  return true;
}

function isBusy(place) {
  const fields = [...place.querySelectorAll(WRITTEN)];
  return fields.some((field) => field === document.activeElement || isDirty(field));
}

export function isDirty(field) {
  if (field.localName === "select") {
    const options = [...field.options];
    return field.selectedIndex !== Math.max(0, options.findIndex((option) => option.defaultSelected));
  }
  if (["checkbox", "radio"].includes(field.type)) return field.checked !== field.defaultChecked;
  return "defaultValue" in field && field.type !== "hidden" && field.value !== field.defaultValue;
}
