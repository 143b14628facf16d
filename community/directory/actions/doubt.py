"""What readers say is wrong with a card, and what editors make of it."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.audit.actions import record
from community.directory import letters
from community.directory.actions.contact import with_duty
from community.directory.models import Doubt
from community.directory.rules import EDITORS, may_edit
from community.verdicts import require


def doubt(*, service, kind, words=""):
    """Put on the editors’ list that a card is wrong. Anybody may; nothing is kept of who it was.

    Raises ValidationError for a kind there is not, or words that are too long.
    """
    made = Doubt(service=service, kind=kind, words=words, made_at=timezone.now())
    made.clean_fields(exclude=["service", "settled_at", "settled_by", "reminded_at", "erased_at"])
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


def call_for_late_doubts():
    """Ask editors to come for what waits for a week, by a mail without content; once more each week."""
    with transaction.atomic():
        if not (count := Doubt.objects.late().update(reminded_at=timezone.now())):
            return
        record(None, "doubts.overdue", count=count)
    for user in with_duty(kinds=EDITORS):
        letters.say(address=user.email, language=user.language, name="come")


@transaction.atomic
def erase_doubts():
    """Erase the words of what nobody settled in time (`settings.UNHANDLED_DAYS`). That a card is doubted stays."""
    now = timezone.now()
    before = now - timedelta(days=settings.UNHANDLED_DAYS)
    for one in Doubt.objects.filter(settled_at=None, erased_at=None, made_at__lt=before).select_for_update():
        one.words, one.erased_at = "", now
        one.save(update_fields=["words", "erased_at"])
        record(None, "doubt.lapsed", one, service=one.service_id)
