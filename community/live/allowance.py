"""How much one socket may say."""

import time


class Allowance:
    """So many frames at once, and so many a second after that. `over`: frames beyond it, less those within it."""

    __slots__ = ("burst", "counted_at", "left", "over", "per_second")

    def __init__(self, burst, per_second):
        self.burst = burst
        self.per_second = per_second
        self.left = float(burst)
        self.over = 0
        self.counted_at = time.monotonic()

    def take(self):
        now = time.monotonic()
        self.left = min(self.burst, self.left + (now - self.counted_at) * self.per_second)
        self.counted_at = now
        if self.left < 1:
            self.over += 1
            return False
        self.left -= 1
        self.over = max(0, self.over - 1)
        return True
