"""Referrals for tests, in every state that their actions lead to."""

import datetime

from django.core import mail
from django.utils import timezone

from community.directory import letters, passes
from community.directory.actions import answer
from community.directory.actions import referral as act
from community.directory.models import Referral
from tests import cast
from tests.community.directory.entries import make_service

HANDED = {"name": "Kaisa", "reach": "040 123 4567", "words": "I have not slept."}


def begun(*, account=None, service=None, **facts):
    """Asked for by the person, not sent yet."""
    service = service or make_service(email="desk@example.org")
    return act.ask(account=account or cast.make_user(), service=service, **facts)


def sent(**facts):
    """On its way by letter: the referral and the code on it."""
    referral = begun(**facts)
    made = act.send(referral=referral, actor=referral.account, handed=HANDED, language="en", by_letter=True)
    return Referral.objects.get(pk=referral.pk), made.code


def opened(**facts):
    """Read by the service: the referral and the code to come back with."""
    return answer.open_referral(secret=sent(**facts)[1])


def accepted(**facts):
    referral, _code = opened(**facts)
    day = timezone.localdate() + datetime.timedelta(days=3)
    answer.accept(referral=referral, answer="We call you.", first_contact=day)
    return Referral.objects.get(pk=referral.pk)


def put_code(referral, code):
    """Let that code lead back to a referral."""
    Referral.objects.filter(pk=referral.pk).update(code=passes.digest(code))


def letters_sent():
    """Every mail that has left, when the thread that sends them has no more."""
    letters.post.submit(int).result()
    return mail.outbox
