"""A decision about words, whoever took it: changed, recorded, told. The same wherever words stand.

Who may is asked before: `message.Staff` are asked by their seat in the group, `above.Above` have none. The forum says
in a `Home` of its own what it does otherwise.
"""

from django.utils import timezone

from community.audit.actions import record
from groups.actions.changing import latest, latest_of, stamp, stamp_answers
from groups.actions.room import tell_staff
from groups.actions.saying import tell, tell_author, tell_of_help
from groups.caring import HELP_STAYS
from groups.models import Message

State = Message.State


class Home:
    """Where words stand: its row is locked, and whoever decides may, before any of these is called."""

    model = Message
    noun = "message"  # as the log names them
    help_stays = HELP_STAYS

    def as_now(self, words, actor=None):
        """The words as they stand now, their home's row locked; with `actor`, that seat too."""
        return latest(message=words, actor=actor) if actor else latest_of(message=words)

    def place(self, words):
        """Give the words their place and tell open pages what the live line may carry while their meeting is on."""
        meeting = words.room.meeting()
        words.position = words.revision = words.room.advance()
        words.save()
        if words.is_of(meeting):
            tell(message=words, news="message.said", meeting=meeting)
            tell_of_help(message=words)
        else:
            tell_author(message=words)
        tell_staff(room=words.room)

    def keep(self, words):
        """Stamp a change to words that have their place, and with it every answer that shows them."""
        meeting = words.room.meeting()
        stamp(message=words, meeting=meeting)
        stamp_answers(message=words, meeting=meeting)

    def keep_waiting(self, words):
        """Write a change to words that nobody has seen."""
        words.save()
        tell_author(message=words)
        tell_staff(room=words.room)

    def mark_of(self, words):
        """What a page says of the words on it, so that others are told apart. In a room they cannot be changed."""
        return str(words.pk)

    def language_of(self, words):
        """The language they were said in."""
        return words.room.group.language

    # --- What is decided, the same in every home
    def release(self, *, words, by):
        """Everybody may read them, in their place."""
        self._decide(words, by, State.SHOWN)
        self.place(words)
        return self._noted(words, by, "released")

    def give_back(self, *, words, by, reason):
        """The words go back to their author, with the reason, and to nobody else."""
        self._decide(words, by, State.RETURNED, reason)
        self.keep_waiting(words)
        return self._noted(words, by, "returned", reason)

    def hold_again(self, *, words, by):
        """Words given back wait for staff once more; nobody has seen them, and nobody does yet."""
        self._decide(words, None, State.HELD)
        words.decided_at = None
        self.keep_waiting(words)
        return self._noted(words, by, "held_again")

    def hide(self, *, words, by, reason):
        """The words leave everyone's view; they are kept sealed for review, and their author is told why."""
        self._decide(words, by, State.HIDDEN, reason)
        self.keep(words)
        return self._noted(words, by, "hidden", reason)

    def restore(self, *, words, by):
        """The words are shown again, in their old place."""
        self._decide(words, by, State.SHOWN)
        self.keep(words)
        return self._noted(words, by, "restored")

    def _decide(self, words, by, state, reason=""):
        words.state, words.reason = state, reason
        words.decided_by, words.decided_at = by, timezone.now()

    def _noted(self, words, by, done, *reason):
        record(by, f"{self.noun}.{done}", words, *reason)
        return words


ROOM = Home()
