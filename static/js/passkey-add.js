// passkey-add.js: <passkey-add> around the form that adds a passkey: sends it once the device has made one.
// data-options names a JSON block on the page; data-failed and data-unable are what to say.
import { PasskeyForm, make } from "./passkeys.js";

customElements.define("passkey-add", class extends PasskeyForm {
  ask({ creation_options: options }) {
    return make(options, this.form.elements.passwordless.checked);
  }
});
