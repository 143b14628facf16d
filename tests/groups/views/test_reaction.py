"""Signs from a message's choices, with and without JavaScript."""

import pytest
from django.utils import timezone

from groups.models import Membership, Reaction
from tests import cast
from tests.groups.views.pages import address, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(room, member):
    return cast.words(member, "We baked.")


def test_the_choices_offer_signs_by_their_words(as_, said, other_member):
    page = page_of(as_(other_member).get(address("message", said)))

    for words in ("I am with you", "Me too", "Thank you for saying it", "Strength to you"):
        assert f">{words}</button>" in page
    assert "Nobody counts signs." in page


def test_a_sign_is_given_and_taken_back_by_plain_forms(as_, room, said, other_member):
    client = as_(other_member)

    response = client.post(address("react", said), {"kind": "thanks"})
    assert response.url.endswith(f"#message-{said.pk}")
    assert "Halla: Thank you for saying it" in page_of(client.get(address("room", room)))
    assert "Take back: Thank you for saying it" in page_of(client.get(address("message", said)))

    client.post(address("unreact", said), {"kind": "thanks"})
    assert "Halla: Thank you" not in page_of(client.get(address("room", room)))


def test_a_live_page_hears_the_outcome_and_the_line_brings_the_words(as_, said, other_member):
    response = as_(other_member).post(address("react", said), {"kind": "thanks"}, headers={"X-Live": "1"})

    assert response.status_code == 204


def test_a_sign_that_does_not_exist_changes_nothing(as_, said, other_member):
    as_(other_member).post(address("react", said), {"kind": "angry"})

    assert not Reaction.objects.exists()


def test_one_is_told_why_no_sign_can_be_given(as_, said, other_member, member):
    Membership.objects.filter(pk=other_member.pk).update(agreed_version=0)

    page = page_of(as_(other_member).get(address("message", said)))

    assert "The agreement has a new version." in page
    assert ">Me too</button>" not in page
    assert "Give a sign" not in page_of(as_(member).get(address("message", said)))
    refused = as_(other_member).post(address("react", said), {"kind": "me_too"}, headers={"X-Live": "1"})
    assert refused.status_code == 403
    assert "new version" in refused.content.decode()


def test_a_past_meeting_shows_its_signs(as_, meeting, said, other_member):
    as_(other_member).post(address("react", said), {"kind": "me_too"})
    meeting.closed_at = timezone.now()
    meeting.save()

    assert "Halla: Me too" in page_of(as_(other_member).get(address("meeting", meeting)))


@pytest.mark.parametrize("count", [1, 3])
def test_the_room_page_asks_once_for_all_signs(
    as_, room, member, other_member, facilitator, django_assert_max_num_queries, count
):
    for _ in range(count):
        said = cast.words(member)
        for seat in (other_member, facilitator):
            as_(seat).post(address("react", said), {"kind": "me_too"})
    client = as_(member)

    with django_assert_max_num_queries(60) as asked:
        client.get(address("room", room))

    assert sum("groups_reaction" in query["sql"] for query in asked.captured_queries) == 1
