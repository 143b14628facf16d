// seat-ring.js: <seat-ring> turns a circle that is drawn the same for everyone so that your own seat is the lowest.
// It looks for data-you (your alias) and data-you-word on anything around it; a circle drawn for you is left alone.
customElements.define("seat-ring", class extends HTMLElement {
  connectedCallback() {
    const around = this.closest("[data-you]");
    const ring = this.querySelector("ol");
    const seats = [...this.querySelectorAll(".seat")];
    const place = seats.findIndex((seat) => seat.dataset.alias === around?.dataset.you);
    if (!ring || place < 0 || ring.querySelector(".seat--you")) return;
    seats[place].classList.add("seat--you");
    seats[place].querySelector(".seat__name").textContent = around.dataset.youWord;
    if (!ring.classList.contains("ring")) return;
    ring.classList.remove("you-none");
    ring.classList.add(`you-${this.turn(ring, seats, place)}`);
  }

  // The arc reads from left to right as you see it, so the order itself turns; a full circle keeps its order.
  turn(ring, seats, place) {
    if (!ring.classList.contains("ring--arc")) return place;
    ring.prepend(...seats.slice(place + 1), ...seats.slice(0, place + 1));
    return seats.length - 1;
  }
});
