"""What groups tell whoever cares, in the same transaction; they do not know who listens."""

from django.dispatch import Signal

# Somebody has taken a seat: sender is Membership, with `seat`.
seat_taken = Signal()
# A group's own staff have hidden words, or given them back: sender is Message, with `words`, `by`, the id of the
# house `rule` they cited and the `reason` in their own words, which may be "".
words_taken = Signal()
# And have ended somebody's seat: sender is Membership, with `seat`, and `by`, `rule` and `reason` as above.
seat_removed = Signal()
# And have shown hidden words again: sender is Message, with `words` and `by`.
words_restored = Signal()
