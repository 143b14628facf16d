"""A personal mute: what another member writes is folded away on one's own pages. Nobody else learns of it."""

from django.db import transaction

from community.verdicts import require
from groups import rules
from groups.actions.room import locked, tell_own
from groups.models import Membership, Muting


@transaction.atomic
def fold(*, actor: Membership, whom: Membership):
    """Fold away what that person writes; done twice, it is done."""
    room, actor = locked(room=actor.group.room, actor=actor)
    whom = Membership.objects.get(pk=whom.pk)
    require(rules.may_fold(actor.user, actor, whom))
    _muting, is_new = Muting.objects.get_or_create(by=actor, whom=whom)
    if is_new:
        tell_own(room=room, seat=actor, parts=("mutings",))


@transaction.atomic
def unfold(*, actor: Membership, whom: Membership):
    """Show again what that person writes."""
    room, actor = locked(room=actor.group.room, actor=actor)
    require(rules.may_unfold(actor.user, actor))
    undone, _kinds = Muting.objects.filter(by=actor, whom=whom).delete()
    if undone:
        tell_own(room=room, seat=actor, parts=("mutings",))
