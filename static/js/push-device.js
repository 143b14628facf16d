// push-device.js: <push-device> around the form that lets this browser be told. It asks the browser for leave when the
// button is pressed, never before. data-key is our public key; data-refused, data-failed, data-unable are what to say.
// With data-off this device is told nothing, and what may still be there of an earlier time goes.
const WORKER = "/worker.js";
const isAble = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

customElements.define("push-device", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.status = this.querySelector("[role=status]");
    this.form.hidden = !isAble;
    this.say(isAble ? "" : this.dataset.unable); // in place of what stands there without this file
    if (!isAble) return;
    this.form.onsubmit = (event) => this.press(event);
    if ("off" in this.dataset) this.letGo();
  }

  async letGo() {
    const worker = await navigator.serviceWorker.getRegistration("/");
    await worker?.unregister();
  }

  async press(event) {
    event.preventDefault();
    if (this.isAsking) return;
    this.isAsking = true;
    this.say("");
    try {
      if ((await Notification.requestPermission()) !== "granted") return this.say(this.dataset.refused);
      this.fill(await this.subscribe());
      this.form.submit();
    } catch {
      this.say(this.dataset.failed); // no push service just now, or none for this browser
    } finally {
      this.isAsking = false;
    }
  }

  async subscribe() {
    await navigator.serviceWorker.register(WORKER, { scope: "/" });
    const { pushManager } = await navigator.serviceWorker.ready;
    await (await pushManager.getSubscription())?.unsubscribe(); // it may be somebody else's, or for another key
    return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: this.dataset.key });
  }

  fill(subscription) {
    const { endpoint, keys } = subscription.toJSON();
    const { elements } = this.form;
    elements.endpoint.value = endpoint;
    elements.p256dh.value = keys.p256dh;
    elements.auth.value = keys.auth;
  }

  say(words) {
    this.status.textContent = words;
  }
});
