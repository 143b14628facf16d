"""Choosing whether mails come, and what others may see over one's shoulder."""

from django.utils import timezone


def choose_mails(*, person, digest, reminds, quiet_from, quiet_to):
    """Keep when this person is written to. The first digest tells of what is new from now on."""
    if digest and person.told_at is None:
        person.told_at = timezone.now()
    person.digest, person.reminds = digest, reminds
    person.quiet_from, person.quiet_to = quiet_from, quiet_to
    person.save(update_fields=["digest", "reminds", "quiet_from", "quiet_to", "told_at"])


def choose_screen(*, person, tab_is_neutral, exit_to, ends_with_tab):
    """Keep what stands in the tab, where the way out leads, and whether closing the last page signs out."""
    person.tab_is_neutral, person.exit_to, person.ends_with_tab = tab_is_neutral, exit_to, ends_with_tab
    person.save(update_fields=["tab_is_neutral", "exit_to", "ends_with_tab"])
