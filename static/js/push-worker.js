// push-worker.js: what a browser runs when something was sent to it: it shows the words and, pressed, opens the home
// page, which asks who is there. It answers no request and keeps nothing: phones are shared. Served as /worker.js.
const DOOR = "/home/";

self.addEventListener("push", (event) => {
  if (!event.data) return;
  const { words, language } = event.data.json();
  event.waitUntil(self.registration.showNotification(words, { lang: language, tag: "new" }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(DOOR));
});
