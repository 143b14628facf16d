"""What the forum tells whoever cares, in the same transaction; it does not know who listens.

That words are held, or shown although screeners found something, is told as everywhere: `community.screening`, after
commit, with sender Reply and `content` the reply.
"""

from django.dispatch import Signal

# A group's own staff have hidden words, or given them back: sender is Reply, with `words`, `by`, the id of the house
# `rule` they cited and the `reason` in their own words, which may be "".
words_taken = Signal()
# And have shown hidden words again: sender is Reply, with `words` and `by`.
words_restored = Signal()
