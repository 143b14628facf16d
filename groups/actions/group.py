"""Groups as a whole: created, given a new agreement, ended, and their words destroyed."""

from django.db import transaction
from django.utils import timezone

from community import vault
from community.audit.actions import record
from community.live import publish
from community.verdicts import require
from groups import rules
from groups.actions.ending import leave_boards
from groups.actions.meeting import plan_meetings
from groups.models import Agreement, AgreementText, GroupText, Membership, PeerGroup, Room
from groups.wording import agreement_texts


@transaction.atomic
def create_group(*, actor, texts: dict, agreement: dict | None = None, **fields):
    """Make a group with its key, its room, its texts by language, an agreement and its first meetings; or a board.

    `texts` maps a language to {"name", "for_whom", "about"}; `agreement` maps a language to {"body", "questions"}
    and is the house's own wording when left out. The other fields are those of PeerGroup.
    """
    require(rules.may_plan(actor))
    group = PeerGroup.objects.create(data_key=vault.new_key(), **fields)
    GroupText.objects.bulk_create(
        GroupText(group=group, language=language, **text) for language, text in texts.items()
    )
    _write_agreement(group, 1, agreement or agreement_texts(group.audience, group.kind))
    Room.objects.create(group=group)
    if not group.is_board:
        plan_meetings(group=group)
    record(actor, "group.created", group)
    return group


@transaction.atomic
def new_agreement(*, group: PeerGroup, actor, agreement: dict):
    """Put a new version in force: everyone signs again before they next speak."""
    require(rules.may_plan(actor))
    group = PeerGroup.objects.select_for_update().get(pk=group.pk)
    group.agreement_version += 1
    _write_agreement(group, group.agreement_version, agreement)
    group.save(update_fields=["agreement_version"])
    record(actor, "agreement.changed", group, version=group.agreement_version)
    return group


@transaction.atomic
def end_group(*, group: PeerGroup, actor):
    """End a group: all seats end, and open pages of the room close. Its words stay sealed until destroyed."""
    require(rules.may_plan(actor))
    # NO KEY: whoever leaves just then holds the room, and names the group once more when that is written down.
    group = PeerGroup.objects.select_for_update(no_key=True).get(pk=group.pk)
    if group.ended_at:
        return
    room = Room.objects.locked(group.room)
    group.ended_at = timezone.now()
    group.save(update_fields=["ended_at"])
    seats = list(group.memberships.current().select_related("user"))
    group.memberships.current().update(left_at=group.ended_at, end=Membership.End.GROUP_ENDED)
    if not group.is_board:
        leave_boards(people=[seat.user for seat in seats if seat.user])
    record(actor, "group.ended", group)
    for seat in seats:
        if seat.user:
            publish(seat.user.audience, "leave", reason="group_ended", room=str(room.pk))


@transaction.atomic
def destroy_words(*, group: PeerGroup, actor):
    """Destroy the key of an ended group: what was written in it can never be read again, by anybody.

    Structure, times and the audit chain stay. What was reported stays too, sealed under the site's key, until its
    own time is over (`moderation.chores`). Raises PermissionDenied while the group runs.
    """
    require(rules.may_destroy_words(actor, group))
    vault.destroy(key=group.data_key)
    record(actor, "group.words_destroyed", group)


def _write_agreement(group, version, wordings):
    agreement = Agreement.objects.create(group=group, version=version)
    AgreementText.objects.bulk_create(
        AgreementText(agreement=agreement, language=language, **wording)
        for language, wording in wordings.items()
    )
