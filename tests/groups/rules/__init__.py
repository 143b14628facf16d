"""Every may in groups: one case per way it says no, and the no says why."""

from groups.models import Membership


def refused(verdict, words):
    assert not verdict
    assert words in verdict.reason
    return True


def fresh(membership):
    """The seat as a request would load it."""
    return Membership.objects.select_related("user", "group__room").get(pk=membership.pk)
