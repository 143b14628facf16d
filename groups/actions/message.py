"""What happens to words once they are said: let through, given back, hidden, restored, taken back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy

from community.verdicts import require
from groups import house, rules
from groups.actions.changing import latest
from groups.actions.deciding import ROOM
from groups.actions.saying import say, say_together
from groups.models import Membership, Message
from groups.signals import words_restored, words_taken

CHANGED = gettext_lazy(
    "The words were changed since you opened this page, so nothing is decided yet. Read them as they stand now."
)
__all__ = ["give_back", "hide", "release", "restore", "retract", "say", "say_together"]


class Staff:
    """What staff of a group decide about its words. `rules` are asked; `taken` and `restored` tell whoever listens.

    Whoever listens writes the statement of reasons in the same transaction (Digital Services Act art. 17), so no words
    go without one. `rule`: the id of a house rule; `reason`: what staff say of it in their own words; `seen`: what the
    page said of the words that were read, "" for none. Raises PermissionDenied, or ValidationError where the words were
    changed since.
    """

    def __init__(self, home, *, rules, taken, restored):
        self.home, self.rules, self.taken, self.restored = home, rules, taken, restored

    @transaction.atomic
    def release(self, *, words, actor, seen=""):
        """Let held words through to everyone. Somebody else may have decided already."""
        words, actor = self._asked(self.rules.may_release, words, actor, seen)
        return self.home.release(words=words, by=actor.user)

    @transaction.atomic
    def give_back(self, *, words, actor, rule, reason, seen=""):
        """Refuse held words."""
        words, actor = self._asked(self.rules.may_return, words, actor, seen)
        return self._take(self.home.give_back, words, actor, rule, reason)

    @transaction.atomic
    def hide(self, *, words, actor, rule, reason, seen=""):
        """Take words out of everyone's view, now."""
        words, actor = self._asked(self.rules.may_hide, words, actor, seen)
        return self._take(self.home.hide, words, actor, rule, reason)

    @transaction.atomic
    def restore(self, *, words, actor):
        """Show hidden words again, in their old place."""
        words, actor = self._asked(self.rules.may_restore, words, actor)
        words = self.home.restore(words=words, by=actor.user)
        self.restored.send(self.home.model, words=words, by=actor.user)
        return words

    def _asked(self, may, words, actor, seen=""):
        words, actor = self.home.as_now(words, actor)
        require(may(actor.user, actor, words))
        if seen and seen != self.home.mark_of(words):
            raise ValidationError(CHANGED, "changed")
        return words, actor

    def _take(self, take, words, actor, rule, reason):
        """Where the words stood stand staff's own, else the rule, in the author's language."""
        user = words.author and words.author.user
        why = reason or house.title_of(rule, user.language if user else self.home.language_of(words))
        words = take(words=words, by=actor.user, reason=why)
        self.taken.send(self.home.model, words=words, by=actor.user, rule=rule, reason=reason)
        return words


STAFF = Staff(ROOM, rules=rules, taken=words_taken, restored=words_restored)


def release(*, message, actor: Membership):
    """Let held words through, at the end of the transcript, to everyone. Somebody else may have decided already."""
    return STAFF.release(words=message, actor=actor)


def give_back(*, message, actor: Membership, rule: str, reason: str = ""):
    """Refuse held words: they go back to their author, with the house rule and the reason, and to nobody else."""
    return STAFF.give_back(words=message, actor=actor, rule=rule, reason=reason)


def hide(*, message, actor: Membership, rule: str, reason: str = ""):
    """Take words out of everyone's view, now. Kept sealed for review; the author is told by which house rule."""
    return STAFF.hide(words=message, actor=actor, rule=rule, reason=reason)


def restore(*, message, actor: Membership):
    """Show hidden words again, in their old place."""
    return STAFF.restore(words=message, actor=actor)


@transaction.atomic
def retract(*, message, actor: Membership):
    """Take one's own words back. Shown words leave a line that says so; waiting words leave nothing."""
    message, actor = latest(message=message, actor=actor)
    require(rules.may_retract(actor.user, actor, message))
    was_waiting = message.state in Message.WAITING
    message.state = Message.State.RETRACTED
    if not was_waiting:
        message.reactions.all().delete()
        ROOM.keep(message)
        return message
    ROOM.keep_waiting(message)
    return message
