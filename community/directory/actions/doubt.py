"""What readers say is wrong with a card, and what editors make of it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.audit.actions import record
from community.directory.models import Doubt
from community.directory.rules import may_edit
from community.verdicts import require


def doubt(*, service, kind, words=""):
    """Put on the editors’ list that a card is wrong. Anybody may; nothing is kept of who it was.

    Raises ValidationError for a kind there is not, or words that are too long.
    """
    made = Doubt(service=service, kind=kind, words=words, made_at=timezone.now())
    made.clean_fields(exclude=["service", "settled_at", "settled_by"])
    made.save()
    return made


@transaction.atomic
def read_doubts(*, actor):
    """What waits for an editor, the oldest first. That somebody looked is written down."""
    require(may_edit(actor))
    waiting = list(Doubt.objects.visible_to(actor).select_related("service").order_by("made_at"))
    if waiting:
        record(actor, "doubts.read", count=len(waiting))
    return waiting


@transaction.atomic
def settle(*, doubt, actor):
    """Say that one was looked into; its words go. Raises ValidationError when somebody was quicker."""
    require(may_edit(actor))
    now = Doubt.objects.select_for_update().get(pk=doubt.pk)
    if now.settled_at:
        raise ValidationError(_("A colleague has settled this already."))
    now.settled_at, now.settled_by, now.words = timezone.now(), actor, ""
    now.save(update_fields=["settled_at", "settled_by", "words"])
    record(actor, "doubt.settled", now, service=now.service_id)
