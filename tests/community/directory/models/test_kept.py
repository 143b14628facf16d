"""What one keeps is one’s own, and sealed."""

import pytest
from django.db import connection

from community.directory.actions.card import keep_card, note_card
from community.directory.models import Kept
from tests import cast

pytestmark = pytest.mark.django_db


def test_nobody_else_sees_a_kept_card_and_the_note_is_sealed(coordinator):
    person = cast.make_user()
    note_card(kept=keep_card(account=person, key="crisis:fi-mieli-fi"), note="Call on Monday.")

    assert Kept.objects.visible_to(person).get().note == "Call on Monday."
    assert not Kept.objects.visible_to(coordinator).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT note FROM directory_kept")
        assert b"Monday" not in bytes(cursor.fetchone()[0])
