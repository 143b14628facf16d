"""What somebody kept and handed over, gone with their account."""

from django.db import transaction
from django.utils import timezone

from community.directory.actions.referral import withdraw
from community.directory.models import Kept, Referral


@transaction.atomic
def erase_kept(*, account):
    """Drop the cards a person keeps, take back the referrals under way, and erase the words of all. Safe to repeat."""
    Kept.objects.filter(account=account).delete()
    referrals = Referral.objects.filter(account=account)
    for referral in referrals.select_related("service"):
        if referral.is_going_on:
            withdraw(referral=referral, actor=account)
    nothing = {"handed": None, "answer": None, "secret": None, "alias": "", "referrer": None}
    referrals.filter(erased_at=None).update(erased_at=timezone.now())
    referrals.update(**nothing)
