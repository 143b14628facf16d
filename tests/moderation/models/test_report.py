"""Reports at rest."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from community import vault
from moderation.models import Report
from tests import cast

pytestmark = pytest.mark.django_db


def make_report(message, reporter, **fields):
    return Report.objects.create(
        kind="other", copy="[]", message=message, reporter=reporter.user, group=message.room.group, **fields
    )


def test_a_report_lies_under_the_sites_own_key(member, other_member):
    made = make_report(cast.words(member), other_member, note="What I saw.")

    vault.destroy(key=member.group.data_key)

    assert made.vault_key_id == vault.site_key() != member.group.data_key_id
    assert Report.objects.get().note == "What I saw."
    with connection.cursor() as cursor:
        cursor.execute("SELECT note FROM moderation_report")
        assert b"What I saw." not in bytes(cursor.fetchone()[0])


def test_one_open_report_per_person_and_message(member, other_member):
    message = cast.words(member)
    make_report(message, other_member, seen_at=timezone.now())
    make_report(message, other_member)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_report(message, other_member)

    assert Report.objects.open().count() == 1


def test_a_report_outlives_the_words_it_is_about(member, other_member):
    message = cast.words(member)
    made = make_report(message, other_member)

    message.delete()

    made.refresh_from_db()
    assert made.message is None
    assert str(made) == str(made.pk)


def test_nobody_sees_what_is_reported_of_themselves(group, other_member, moderator):
    seat = cast.seat(moderator, group, alias="Aino")
    about = make_report(cast.words(seat), other_member, seat=seat)
    other = make_report(cast.words(other_member), other_member)

    assert list(Report.objects.visible_to(moderator)) == [other]
    assert set(Report.objects.visible_to(cast.make_staff("safeguarding"))) == {about, other}
    assert not Report.objects.visible_to(other_member.user)
