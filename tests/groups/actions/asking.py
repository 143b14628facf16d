"""Time that passes for those who are asked to come, and who has been asked."""

from datetime import timedelta

from groups.models import Paged, Paging


def pass_time(seconds):
    """Let everybody who may be asked next be asked that much sooner."""
    for paging in Paging.objects.going_on():
        Paging.objects.filter(pk=paging.pk).update(next_at=paging.next_at - timedelta(seconds=seconds))


def asked():
    """By the names staff are called."""
    return {page.user.display_name for page in Paged.objects.select_related("user")}
