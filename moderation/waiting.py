"""Rooms that wait for their staff, as those on watch see them."""

from django.db.models import Prefetch

from community.accounts.models import Role
from groups.models import Membership, Paging


def waiting_rooms(user):
    """Longest first, each with its group's `leaders`, and `asked`: this person's own page, or None.

    One query; four more while any waits.
    """
    leading = Membership.objects.current().leading().exclude(user=None).select_related("user")
    rooms = Paging.objects.going_on().filter(kind=Paging.Kind.STAFFING).select_related("room__group")
    rooms = list(
        rooms.prefetch_related(
            "paged", "room__group__texts", Prefetch("room__group__memberships", leading, to_attr="leaders")
        )
    )
    for paging in rooms:
        paging.asked = next((page for page in paging.paged.all() if page.user_id == user.pk), None)
    return rooms


def coordinators():
    """The names of those who plan groups and know how to reach their staff. One query."""
    roles = Role.objects.current().filter(kind=Role.Kind.COORDINATOR).select_related("user")
    return sorted({role.user.display_name for role in roles if role.user.in_good_standing} - {""})
