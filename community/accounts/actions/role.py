"""Giving and ending duties."""

from django.db import transaction
from django.utils import timezone

from community.accounts import rules
from community.accounts.models import Role
from community.audit.actions import record
from community.live import publish
from community.verdicts import require


@transaction.atomic
def grant_role(*, person, kind, actor):
    """Give a duty. It gives power only with its proof (`Role.has_power`). Safe to repeat."""
    require(rules.may_grant(actor, person, kind))
    return _grant(person=person, kind=kind, actor=actor)


@transaction.atomic
def appoint_administrator(*, person):
    """Make an administrator from the server's own console, where no rule can be asked."""
    return _grant(person=person, kind=Role.Kind.ADMINISTRATOR, actor=None)


def _grant(*, person, kind, actor):
    role, is_new = Role.objects.get_or_create(
        user=person, kind=Role.Kind(kind), ended_at=None, defaults={"granted_by": actor}
    )
    if is_new:
        record(actor, "role.granted", person, kind=role.kind)
    return role


@transaction.atomic
def end_role(*, role, actor, reason=""):
    """Take a duty back at once; the person's open pages close."""
    require(rules.may_end_role(actor, role))
    role.ended_at = timezone.now()
    role.save(update_fields=["ended_at"])
    record(actor, "role.ended", role.user, reason, kind=role.kind)
    publish(role.user.audience, "leave", reason="role")
