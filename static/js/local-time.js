// local-time.js: <local-time data-kind> rewrites its <time> for the reader's own clock, only where that differs.
const OFFSET = /([+-])(\d\d):?(\d\d)$/;
const two = (number) => String(number).padStart(2, "0");
const languages = { en: "en-GB" }; // day before month, as the server writes it
const shapes = {
  day: { weekday: "long", day: "numeric", month: "long" },
  date: { day: "numeric", month: "long", year: "numeric" },
};

function minutesEast(written) {
  const [, sign, hours, minutes] = OFFSET.exec(written) ?? [null, "+", "0", "0"];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function write(moment, kind) {
  const time = `${two(moment.getHours())}.${two(moment.getMinutes())}`;
  if (kind === "time") return time;
  const language = document.documentElement.lang;
  const date = moment.toLocaleDateString(languages[language] ?? language, shapes[kind] ?? shapes.date);
  return shapes[kind] ? date : `${date}, ${time}`;
}

customElements.define("local-time", class extends HTMLElement {
  connectedCallback() {
    const time = this.querySelector("time");
    const moment = new Date(time?.dateTime);
    if (Number.isNaN(moment.getTime()) || minutesEast(time.dateTime) === -moment.getTimezoneOffset()) return;
    const words = write(moment, this.dataset.kind);
    time.textContent = this.dataset.yours ? `${words} (${this.dataset.yours})` : words;
  }
});
