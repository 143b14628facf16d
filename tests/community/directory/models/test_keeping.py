"""What keeps the directory true."""

import pytest
from django.utils import timezone

from community.directory.models import Doubt, Link
from tests import cast
from tests.community.directory.entries import make_service

pytestmark = pytest.mark.django_db


def test_only_editors_see_what_waits_for_them():
    editor = cast.make_staff("coordinator", credential=False)
    made = Doubt.objects.create(service=make_service(), kind="gone", made_at=timezone.now())
    Link.objects.create(url="https://old.example/", asked_at=timezone.now(), state="gone")

    assert list(Doubt.objects.visible_to(editor)) == [made]
    assert Link.objects.visible_to(editor).broken().exists()
    assert not Doubt.objects.visible_to(cast.make_user()).exists()
    assert not Link.objects.visible_to(cast.make_user()).exists()


def test_an_address_that_only_refuses_us_is_not_broken():
    for state in Link.State.values:
        Link.objects.create(url=f"https://{state}.example/", asked_at=timezone.now(), state=state)

    assert {link.state for link in Link.objects.broken()} == {"gone", "silent"}
