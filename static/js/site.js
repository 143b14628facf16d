// site.js: what every page has. Each element is whole by itself; a page without any of them still works.
import "./quick-exit.js";
import "./local-time.js";
import "./confirm-form.js";
import "./copy-text.js";
import "./session-timer.js";
import "./open-page.js";
import "./pop-over.js";
import "./seat-ring.js";

document.querySelector(".errors")?.focus(); // what is wrong is the first thing to read
