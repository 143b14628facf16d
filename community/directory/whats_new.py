"""What is new about a person's referrals: that a service answered, or that somebody offers to pass them on."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.directory.models import Referral
from community.news import News

LATELY = timedelta(days=7)
ANSWERS = ("accepted_at", "declined_at", "completed_at")


def of(person):
    """One line for what was answered and one for what is offered, this week. One query."""
    since = timezone.now() - LATELY
    rows = Referral.objects.visible_to(person).filter(erased_at=None, withdrawn_at=None, refused_at=None)
    rows = rows.values("offered_at", "sent_at", *ANSWERS)
    answered = [moment for row in rows for name in ANSWERS if (moment := row[name]) and moment > since]
    offered = [row["offered_at"] for row in rows if row["offered_at"] and not row["sent_at"]]
    found = [
        (_("A service answered you."), answered),
        (_("Somebody offers to pass you on to a service."), offered),
    ]
    return [
        News(sentence, reverse("helping:my_cards"), max(moments)) for sentence, moments in found if moments
    ]
