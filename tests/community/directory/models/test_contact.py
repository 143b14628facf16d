"""Who waits to be contacted: for the duty list, what is due first coming first."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.directory.actions.contact import ask_contact
from community.directory.models import ContactRequest

pytestmark = pytest.mark.django_db


def test_for_the_duty_list_alone_and_the_oldest_first(referrer, moderator):
    first = ask_contact(name="Aila", reach="040", language="fi")
    ask_contact(name="Berit", reach="041", language="nb")
    ContactRequest.objects.filter(pk=first.pk).update(due_at=timezone.now() - datetime.timedelta(hours=1))

    assert [request.name for request in ContactRequest.objects.visible_to(referrer).waiting()] == [
        "Aila",
        "Berit",
    ]
    assert ContactRequest.objects.late().get().is_late
    assert not ContactRequest.objects.visible_to(moderator).exists()


@pytest.mark.parametrize("facts", [{"outcome": "reached"}, {"closed_at": "now"}, {"erased_at": "now"}])
def test_the_database_refuses_what_cannot_be(facts):
    ask_contact(name="Aila", reach="040", language="fi")
    facts = {name: timezone.now() if value == "now" else value for name, value in facts.items()}

    with pytest.raises(IntegrityError), transaction.atomic():
        ContactRequest.objects.update(**facts)
