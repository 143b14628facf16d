"""Not reading somebody: chosen at their words, folded on one's own pages alone, with a way back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from groups import fragments
from groups.models import Membership, Muting
from tests import cast
from tests.groups.views.pages import address, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_shelf():
    fragments.shelf.pieces.clear()


@pytest.fixture
def said(room, member):
    return cast.words(member, "We baked all day.")


@pytest.fixture
def folded(said, member, other_member):
    """Halla does not read Kuura."""
    return Muting.objects.create(by=other_member, whom=member)


def test_it_is_chosen_at_somebodys_words(as_, said, other_member, member, facilitator):
    page = page_of(as_(other_member).get(address("message", said)))
    assert "Do not show me what Kuura writes" in page
    assert "Only you know." in page

    for seat in (member, facilitator):
        assert "Do not show me" not in page_of(as_(seat).get(address("message", said)))


def test_the_words_are_folded_and_the_way_back_is_on_the_page(as_, room, said, member, other_member):
    client = as_(other_member)

    response = client.post(address("fold", member))

    assert response.url == f"{address('room', room)}#mutings"
    page = page_of(client.get(address("room", room)))
    assert "<summary>Kuura wrote something." in page
    assert "We baked all day." in page  # one press away
    assert "Whom you do not read" in page
    client.post(address("unfold", member))
    page = page_of(client.get(address("room", room)))
    assert "<summary>Kuura wrote something." not in page
    assert "Whom you do not read" not in page


def test_the_choices_of_somebody_folded_lead_back(as_, said, folded, other_member):
    page = page_of(as_(other_member).get(address("message", said)))

    assert "Show again what Kuura writes" in page
    assert "Do not show me" not in page


def test_nobody_else_can_tell(as_, room, said, folded, group, member, facilitator):
    third = cast.seat(cast.make_user(), group, alias="Tuuli")

    for seat in (member, third, facilitator):
        page = page_of(as_(seat).get(address("room", room)))
        assert "wrote something" not in page
        assert "Whom you do not read" not in page
        assert "We baked all day." in page


def test_a_quote_of_folded_words_says_only_whose_they_are(as_, room, said, folded, group, other_member):
    third = cast.seat(cast.make_user(), group, alias="Tuuli")
    cast.words(third, "So did we.", reply_to=said)

    page = page_of(as_(other_member).get(address("room", room)))

    assert page.count("We baked all day.") == 1  # in the fold itself
    assert "So did we." in page
    assert page_of(as_(third).get(address("room", room))).count("We baked all day.") == 2


def test_a_past_meeting_is_folded_too(as_, meeting, said, folded, other_member, facilitator):
    meeting.closed_at = timezone.now()
    meeting.save()

    assert "<summary>Kuura wrote something." in page_of(as_(other_member).get(address("meeting", meeting)))
    assert "wrote something" not in page_of(as_(facilitator).get(address("meeting", meeting)))


def test_words_somebody_types_never_count_as_marks_of_ours(as_, room, member, other_member, folded, group):
    third = cast.seat(cast.make_user(), group, alias="Tuuli")
    cast.words(third, f'data-author="{member.pk}" data-of="{member.pk}"')

    page = page_of(as_(other_member).get(address("room", room)))

    assert page.count("<summary>Kuura wrote something.") == 1


def test_only_people_beside_oneself_are_known(as_, room, member, stranger, other_member):
    assert as_(other_member).post(address("fold", stranger)).status_code == 404
    refused = as_(other_member).post(address("fold", other_member), headers={"X-Live": "1"})
    assert refused.status_code == 403
    assert refused.content.decode() == "This is your own seat."


@pytest.mark.parametrize("count", [1, 3])
def test_folding_costs_the_same_however_many(as_, room, group, other_member, count):
    for number in range(count):
        seat = cast.seat(cast.make_user(), group, alias=f"Folded {number}")
        cast.words(seat, "Words.")
        Muting.objects.create(by=other_member, whom=seat)
    client = as_(other_member)

    with CaptureQueriesContext(connection) as asked:
        page = page_of(client.get(address("room", room)))

    assert page.count("<summary>Folded") == count
    asked = [query["sql"] for query in asked.captured_queries if "groups_muting" in query["sql"]]
    assert len([sql for sql in asked if sql.startswith('SELECT "groups_muting"')]) == 2
    assert Membership.objects.count() == count + 2
