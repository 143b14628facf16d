"""Looking up who somebody is, page by page. Who is let in is in tests/access/table.txt."""

import pytest
from django.urls import reverse

from community.audit.models import Entry
from groups.actions.invitation import invite
from moderation import actions
from moderation.models import Reveal
from tests.moderation.concerns import agreed, make_concern

pytestmark = pytest.mark.django_db


@pytest.fixture
def concern(member, lead):
    member.user.email = "kuura@example.org"
    member.user.save()
    return make_concern(member, lead)


@pytest.fixture
def asked(concern, lead):
    return actions.reveal.ask_identity(concern=concern, actor=lead, reason="Police ask.")


def of(name, reveal):
    return reverse(f"moderation:{name}", args=[reveal.pk])


def test_the_whole_way(client, concern, lead, coordinator, member, referrer):
    facts = {
        "actor": referrer,
        "group": member.group,
        "channel": "letter",
        "language": "en",
        "label": "blue house",
    }
    invitation = invite(**facts).invitation
    invitation.membership = member
    invitation.save()
    client.force_login(lead)
    client.post(reverse("moderation:concern_act", args=[concern.pk, "identity"]), {"reason": "Police ask."})
    asked = Reveal.objects.get()
    assert "You asked." in client.get(of("reveal", asked)).text

    client.force_login(coordinator)
    assert of("reveal", asked) in client.get("/identity/").text
    page = client.get(of("reveal", asked)).text
    assert "Police ask." in page
    assert "wake up" not in page
    assert "Kuura" not in page
    client.post(of("reveal", asked), {"is_agreed": "yes", "words": "Needed."})

    client.force_login(lead)
    assert "Show who it is" in client.get(of("reveal", asked)).text
    known = client.post(of("identity", asked)).text
    for words in ("kuura@example.org", member.user.username, "Leena", "blue house"):
        assert words in known
    assert Entry.objects.filter(action="identity.looked").count() == 1

    client.post(
        of("reveal_told", asked), {"is_told": "yes", "words": "We looked up who you are. Ask Riitta."}
    )
    client.force_login(member.user)
    own = client.get(reverse("moderation:looked_up")).text
    assert "Ask Riitta." in own
    assert "Police" not in own


def test_the_second_person_does_not_see_who_it_is(client, concern, lead, coordinator):
    reveal = agreed(concern, lead, coordinator)
    client.force_login(coordinator)

    assert "Show who it is" not in client.get(of("reveal", reveal)).text
    assert client.post(of("identity", reveal)).status_code == 403


def test_somebody_may_decline_and_nothing_opens(client, asked, lead, coordinator):
    client.force_login(coordinator)
    client.post(of("reveal", asked), {"is_agreed": "no", "words": "Ask the referrer."})

    client.force_login(lead)
    assert "Declined" in client.get(of("reveal", asked)).text
    assert client.post(of("identity", asked)).status_code == 403


def test_an_answer_without_a_choice_is_asked_for_again(client, asked, coordinator):
    client.force_login(coordinator)

    assert "needs your attention" in client.post(of("reveal", asked), {"words": "x"}).text
    assert Reveal.objects.get().answered_at is None


def test_who_asked_cannot_answer(client, asked, lead):
    client.force_login(lead)

    assert client.post(of("reveal", asked), {"is_agreed": "yes"}).status_code == 403


def test_not_telling_needs_its_reason(client, concern, lead, member):
    reveal = agreed(concern, lead)
    client.force_login(lead)

    assert client.post(of("reveal_told", reveal), {"is_told": "no"}).status_code == 200
    client.post(of("reveal_told", reveal), {"is_told": "no", "words": "He reads her phone."})

    assert "He reads her phone." in client.get(of("reveal", reveal)).text
    client.force_login(member.user)
    assert "Nothing is written here." in client.get(reverse("moderation:looked_up")).text


def test_the_account_without_an_invitation_says_so(client, concern, lead):
    reveal = agreed(concern, lead)
    client.force_login(lead)

    assert "Nobody who is still here invited them." in client.post(of("identity", reveal)).text


def test_each_reading_of_a_request_is_recorded(client, asked, coordinator):
    client.force_login(coordinator)

    client.get(of("reveal", asked))

    assert Entry.objects.filter(action="identity.read", actor_id=coordinator.pk).count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_requests_costs_the_same(
    rows, client, lead, member, coordinator, django_assert_num_queries
):
    for _number in range(rows):
        concern = make_concern(member, lead)
        actions.reveal.ask_identity(concern=concern, actor=lead, reason="x")
    client.force_login(coordinator)
    client.get("/identity/")

    with django_assert_num_queries(11):
        assert client.get("/identity/").text.count("Riitta") == rows


def test_only_whoever_asked_is_led_back_to_the_concern(client, concern, asked, lead, coordinator):
    back = reverse("moderation:concern", args=[concern.pk])

    for person, is_led in ((lead, True), (coordinator, False)):
        client.force_login(person)
        assert (back in client.get(of("reveal", asked)).text) is is_led
