"""What groups tell whoever cares, in the same transaction; they do not know who listens."""

from django.dispatch import Signal

# Somebody has taken a seat: sender is Membership, with `seat`.
seat_taken = Signal()
