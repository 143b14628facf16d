"""Whom somebody asks who wants to be without their duties: what they did in one stays on record with their name."""

from dataclasses import dataclass

from community.accounts.models import Role
from community.accounts.rules import GIVEN_BY


@dataclass(frozen=True)
class Duty:
    """One duty somebody has now, and the names of those who can end it today, in the order of the alphabet."""

    name: str
    ended_by: list[str]


def duties_of(person) -> list[Duty]:
    """What somebody has to hand over before they go; [] once it is done. Two queries."""
    managers = Role.objects.current().filter(kind__in=["coordinator", "administrator"]).exclude(user=person)
    names = {"coordinator": set(), "administrator": set()}
    for role in managers.with_proof().select_related("user"):
        if role.has_power and role.user.in_good_standing:
            names[role.kind].add(role.user.display_name or role.user.username)
    return [
        Duty(role.get_kind_display(), sorted(set().union(*(names[kind] for kind in GIVEN_BY[role.kind]))))
        for role in person.roles.current().order_by("granted_at", "pk")
    ]
