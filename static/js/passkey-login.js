// passkey-login.js: <passkey-login> around a form with a hidden `credential`: sends it once a passkey has answered.
// data-options names a JSON block on the page, data-options-url an address to fetch it from; data-failed what to say.
import { PasskeyForm, prove } from "./passkeys.js";

customElements.define("passkey-login", class extends PasskeyForm {
  ask({ request_options: options }) {
    return prove(options);
  }
});
