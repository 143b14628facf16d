"""A personal mute: what another member writes is folded away on one's own pages. Nobody else learns of it."""

from django.db import transaction

from community.verdicts import require
from groups import rules
from groups.actions.room import tell_own
from groups.models import Membership, Muting


@transaction.atomic
def fold(*, actor: Membership, whom: Membership):
    """Fold away what that person writes; done twice, it is done."""
    require(rules.may_fold(actor.user, actor, whom))
    _muting, is_new = Muting.objects.get_or_create(by=actor, whom=whom)
    if is_new:
        tell_own(room=actor.group.room, seat=actor, parts=("mutings",))


@transaction.atomic
def unfold(*, actor: Membership, whom: Membership):
    """Show again what that person writes."""
    require(rules.may_unfold(actor.user, actor))
    undone, _kinds = Muting.objects.filter(by=actor, whom=whom).delete()
    if undone:
        tell_own(room=actor.group.room, seat=actor, parts=("mutings",))
