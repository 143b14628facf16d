"""Notices to authorities: a draft to print, and the note that one was given. The house sends nothing."""

from django.db import transaction

from community.audit.actions import record
from community.verdicts import require
from moderation.models import AuthorityNotice, Concern
from moderation.rules import may_lead_concerns, may_steer


@transaction.atomic
def draft(*, concern, actor, country):
    """Note that somebody opened the draft of a notice for that country."""
    require(may_lead_concerns(actor))
    record(actor, "concern.drafted", concern, country=country)


@transaction.atomic
def note_given(
    *, concern, actor, to, authority, channel, given_at, was_told, why_not="", phone="", reference=""
):
    """Write down that an authority was told: which, how, when, under which number, and whether the family knew.

    Not having told them needs its reason (`why_not`), or the database refuses.
    """
    concern = Concern.objects.locked(concern)
    require(may_steer(actor, concern))
    made = AuthorityNotice.objects.create(
        concern=concern,
        country=concern.country,
        to=to,
        authority=authority,
        phone=phone,
        reference=reference,
        channel=channel,
        given_at=given_at,
        was_told=was_told,
        why_not=None if was_told else why_not or None,
        by=actor,
    )
    record(actor, "concern.notified", concern, to=to, channel=channel, country=concern.country)
    return made
