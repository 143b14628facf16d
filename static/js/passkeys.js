// passkeys.js: speaks WebAuthn with the browser, and JSON with the server. Bytes travel as base64url.
const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const withBytes = (known) => (known ?? []).map((entry) => ({ ...entry, id: toBytes(entry.id) }));

export const isAble = "PublicKeyCredential" in window;

/** Make a passkey. `isAlone`: it must prove the person by itself, so the device asks for a finger, face or PIN. */
export async function make({ publicKey }, isAlone) {
  const selection = {
    ...publicKey.authenticatorSelection,
    residentKey: isAlone ? "required" : "discouraged",
    requireResidentKey: isAlone,
    userVerification: isAlone ? "required" : "preferred",
  };
  const made = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
      excludeCredentials: withBytes(publicKey.excludeCredentials),
      authenticatorSelection: selection,
    },
  });
  return written(made, {
    attestationObject: toText(made.response.attestationObject),
    transports: made.response.getTransports?.() ?? [],
  });
}

/** Let the person prove themselves with a passkey they have. */
export async function prove({ publicKey }) {
  const proof = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      allowCredentials: withBytes(publicKey.allowCredentials),
    },
  });
  const { authenticatorData, signature, userHandle } = proof.response;
  return written(proof, {
    authenticatorData: toText(authenticatorData),
    signature: toText(signature),
    ...(userHandle && { userHandle: toText(userHandle) }),
  });
}

function written(credential, response) {
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { clientDataJSON: toText(credential.response.clientDataJSON), ...response },
  });
}

/** What both elements share: the form waits until the browser has answered, then goes as it would have. */
export class PasskeyForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.status = this.querySelector("[role=status]");
    this.hidden = !isAble && !this.dataset.unable;
    if (!isAble) this.say(this.dataset.unable ?? "");
    this.form.onsubmit = (event) => this.answer(event);
  }

  async answer(event) {
    event.preventDefault();
    if (!isAble || this.isAsking) return;
    this.isAsking = true;
    this.say("");
    try {
      this.form.elements.credential.value = await this.ask(await this.options());
      this.form.submit();
    } catch {
      this.say(this.dataset.failed); // cancelled, timed out, unknown device: the person may simply try again
    } finally {
      this.isAsking = false;
    }
  }

  async options() {
    if (this.dataset.options) return JSON.parse(document.getElementById(this.dataset.options).textContent);
    const answer = await fetch(this.dataset.optionsUrl, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  }

  say(words) {
    this.status.textContent = words;
  }
}
