"""Looking up who is behind an alias: asked by one, agreed to by another, timed, and told afterwards."""

from django.db import transaction
from django.utils import timezone

from community.accounts.models import Role
from community.audit.actions import record
from community.verdicts import require
from moderation.calling import PATIENCE, call_those_with
from moderation.models import Concern, Reveal
from moderation.rules import may_agree, may_ask_identity, may_be_second, may_look_behind, may_settle


@transaction.atomic
def ask_identity(*, concern, actor, reason):
    """Ask a second person to agree; they are asked to come by a mail that says nothing."""
    concern = Concern.objects.locked(concern)
    require(may_ask_identity(actor, concern))
    made = Reveal.objects.create(
        concern=concern, seat=concern.seat, person=concern.seat.user, asked_by=actor, reason=reason
    )
    record(actor, "identity.asked", made, concern=str(concern.pk))  # why stands in it, and goes with it
    _call(made)
    return made


@transaction.atomic
def call_again():
    """Ask leads and coordinators to come for each request past its time that nobody has answered.

    Again every quarter of an hour, until somebody has. Safe to call from every process at once. One query while there
    is none.
    """
    unheard = Reveal.objects.unheard(timezone.now() - PATIENCE).select_related("asked_by")
    for reveal in unheard.select_for_update(of=("self",), skip_locked=True):
        _call(reveal)
        reveal.called_at = timezone.now()
        reveal.save(update_fields=["called_at"])
        record(None, "identity.called", reveal)


def _call(reveal):
    call_those_with(Role.Kind.SAFEGUARDING, Role.Kind.COORDINATOR, besides=reveal.asked_by)


@transaction.atomic
def look_through(*, actor, count):
    """Note that somebody looked at the list of requests."""
    require(may_be_second(actor))
    record(actor, "identity.listed", count=count)


@transaction.atomic
def look_at_request(*, reveal, actor):
    """Note that somebody read a request."""
    require(may_be_second(actor))
    record(actor, "identity.read", reveal)


@transaction.atomic
def answer(*, reveal, actor, is_agreed, words=""):
    """Agree or decline, as the second person. The time to look begins when somebody agrees."""
    reveal = _latest(reveal)
    require(may_agree(actor, reveal))
    reveal.second, reveal.answered_at = actor, timezone.now()
    reveal.second_as = "safeguarding" if actor.holds("safeguarding") else "coordinator"
    reveal.is_agreed, reveal.answer = is_agreed, words
    reveal.save(update_fields=["second", "second_as", "answered_at", "is_agreed", "answer"])
    record(actor, "identity.agreed" if is_agreed else "identity.declined", reveal)


@transaction.atomic
def look_behind(*, reveal, actor):
    """The account behind the seat, for whoever asked and while the time runs. Each look is recorded.

    What is there: sign-in name and address, and who invited them, who mostly knows the person. No words of theirs.
    """
    reveal = _latest(reveal)
    require(may_look_behind(actor, reveal))
    record(actor, "identity.looked", reveal, concern=str(reveal.concern_id))
    invitation = getattr(reveal.seat, "invitation", None) if reveal.seat else None
    return {"person": reveal.person, "seat": reveal.seat, "invitation": invitation}


@transaction.atomic
def settle(*, reveal, actor, told="", why_not=""):
    """Tell the person that somebody looked up who they are, or write down why that would endanger someone."""
    if bool(told.strip()) == bool(why_not.strip()):
        raise ValueError("Either the person is told, or there is a reason why not.")
    reveal = _latest(reveal)
    require(may_settle(actor, reveal))
    reveal.settled_by, reveal.settled_at = actor, timezone.now()
    if told.strip():
        reveal.told, reveal.told_at = told, reveal.settled_at
    else:
        reveal.why_not = why_not
    reveal.save(update_fields=["settled_by", "settled_at", "told", "told_at", "why_not"])
    record(actor, "identity.settled", reveal, is_told=reveal.told_at is not None)


def _latest(reveal):
    known = Reveal.objects.select_for_update(of=("self",))
    return known.select_related("person", "seat__invitation__referrer", "seat__group", "concern").get(
        pk=reveal.pk
    )
