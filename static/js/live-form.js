// live-form.js: a form[data-live] on the room's page is sent without leaving it; what it changed comes by the socket.
// Without this file it is a plain form. Fragments carry no token, so it is taken from the page's own forms.
import { saidFirst } from "./say-first.js";

const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

export function carryForms(room) {
  const stop = new AbortController();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-live]") || event.defaultPrevented) return;
    event.preventDefault();
    carry(form, event.submitter, room);
  }, { signal: stop.signal });
  return stop;
}

async function carry(form, submitter, room) {
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  form.querySelector("[data-refusal]")?.remove();
  const isReady = !submitter?.hasAttribute("data-says-first") || await saidFirst(room.outbox);
  if (!isReady) say(form, submitter.dataset.saysFirst);
  else await go(form, submitter, room);
  form.ariaBusy = "false";
}

async function go(form, submitter, room) {
  try {
    const answer = await post(form.action, new FormData(form, submitter));
    if (answer.status === 404) await room.refresh(); // it is gone: what stands there now is shown, and the box is left alone
    else if (answer.ok || answer.type === "opaqueredirect") done(form, room);
    else say(form, await reason(answer));
  } catch {
    say(form, room.dataset.failed);
  }
}

export function post(address, facts) {
  const headers = { "X-CSRFToken": token(), "X-Live": "1" };
  return fetch(address, { method: "POST", body: facts, headers, redirect: "manual" });
}

// A bare sentence, or a page with a form and what is wrong with it.
export async function reason(answer) {
  const words = await answer.text();
  if (answer.headers.get("Content-Type").startsWith("text/plain")) return words;
  const page = new DOMParser().parseFromString(words, "text/html");
  return page.querySelector(".field__error, .composer__refusal, main h1 + p, main p")?.textContent.trim() ?? answer.statusText;
}

function done(form, room) {
  if (form.dataset.then) return told(form);
  form.closest("details")?.removeAttribute("open");
  const dialog = form.closest("dialog");
  form.reset();
  room.dispatchEvent(new CustomEvent("carried", { detail: form.action }));
  dialog?.close();
  if (dialog && document.activeElement === document.body) rest(form, room);
}

// What opened the dialog may have been written anew behind it: focus goes to what stands there now.
function rest(form, room) {
  const id = form.action.split("/").at(-3);
  document.querySelector(`[id="message-${id}"] .message__more`)?.focus();
  if (document.activeElement === document.body) room.querySelector("textarea, h1")?.focus();
}

// The line may have said it already, and better.
function told(form) {
  const isSaid = form.closest("dialog")?.querySelector("[data-my-call]")?.textContent.trim();
  if (isSaid) form.querySelector("[type=submit]").hidden = true;
  else say(form, form.dataset.then, "status");
}

function say(form, words, role = "alert") {
  const line = document.createElement("p");
  line.dataset.refusal = "";
  line.className = role === "alert" ? "field__error" : "";
  line.setAttribute("role", role);
  form.append(line);
  line.textContent = words;
  if (role === "status") form.querySelector("[type=submit]").hidden = true;
}
