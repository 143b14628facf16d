"""A referrer's pages: where seats are free, inviting, following by state alone."""

import re
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from community.accounts.models import ReturnCode
from groups import codes
from groups.actions.invitation import decline_invitation, find_by_code, find_by_token, invite
from groups.actions.seat import accept
from groups.models import AgreementText, Invitation
from tests import cast

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r"/i/([\w-]{43})/")
CODE = re.compile(rf"\b[{codes.ALPHABET}]{{4}}-[{codes.ALPHABET}]{{4}}\b")


@pytest.fixture
def desk(client, referrer):
    """The referrer's browser."""
    client.force_login(referrer)
    return client


def send(desk, group, **facts):
    facts = {"label": "blue house", "channel": "text", "language": "en", "contact": ""} | facts
    return desk.post(reverse("groups:invite", args=[group.pk]), facts, follow=True)


def page(desk, name, thing=None):
    return desk.get(reverse(f"groups:{name}", args=[thing.pk] if thing else []))


# --- Where seats are free --------------------------------------------------------------
def test_the_list_shows_free_seats_and_leads_to_inviting(desk, group, member, facilitator):
    full = cast.make_group(name="Full group", capacity=2)
    for _place in range(2):
        cast.seat(cast.make_user(), full)

    said = page(desk, "invitations").text

    assert "7 of 9 free" in said
    assert reverse("groups:invite", args=[group.pk]) in said
    assert reverse("groups:invite", args=[full.pk]) not in said


def test_invitations_on_their_way_are_counted_beside_the_free_seats(desk, referrer):
    group = cast.make_group(capacity=2)
    said = page(desk, "invite", group).text
    assert "invited" not in said.partition("<form")[0].partition("<main")[2]
    send(desk, group)
    assert "1 invited" in page(desk, "invitations").text
    assert "1 invited" in page(desk, "invite", group).text

    send(desk, group)

    listed = page(desk, "invitations").text
    assert "2 invited" in listed
    assert "Every free seat has an invitation on its way" in listed
    assert reverse("groups:invite", args=[group.pk]) not in listed
    assert "Every free seat in this group has an invitation" in send(desk, group).text
    assert Invitation.objects.count() == 2


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_the_same_whatever_its_length(
    desk, referrer, count, django_assert_num_queries
):
    for _one in range(count):
        group = cast.make_group()
        made = invite(actor=referrer, group=group, channel="text", language="en", label="a word")
        text = AgreementText.objects.select_related("agreement").get(agreement__group=group)
        accept(invitation=made.invitation, user=cast.make_user(), alias="Vaahtera", text=text)
        invite(actor=referrer, group=group, channel="text", language="en", label="another")
    page(desk, "invitations")

    with django_assert_num_queries(
        8
    ):  # session, person, roles; groups, their texts, how many are invited; invitations, their texts
        page(desk, "invitations")


def test_others_invitations_are_not_seen(desk, group):
    theirs = invite(
        actor=cast.make_staff("referrer"), group=group, channel="text", language="en", label="hers"
    )

    assert "hers" not in page(desk, "invitations").text
    for name in ("invitation_made", "letter", "revoke"):
        assert page(desk, name, theirs.invitation).status_code == 404


@pytest.mark.parametrize("name", ["invitations", "invite", "invitation_made", "letter", "revoke"])
def test_without_proof_nothing_opens_and_the_page_says_why(client, made, group, name):
    client.force_login(cast.make_staff("referrer", credential=False))
    thing = {"invite": group, "invitations": None}.get(name, made.invitation)

    answer = page(client, name, thing)

    assert answer.status_code == 403
    assert "checked credential" in answer.text


def test_what_has_ended_is_on_its_own_list(desk, made):
    assert "blue house" in page(desk, "invitations").text
    decline_invitation(invitation=made.invitation)

    assert "blue house" not in page(desk, "invitations").text
    assert "said no" in desk.get(reverse("groups:invitations") + "?ended").text


def test_the_name_somebody_chose_is_on_no_page_of_the_referrer(desk, made, text):
    accept(invitation=made.invitation, user=cast.make_user(), alias="Vaahtera", text=text)

    for answer in (page(desk, "invitations"), page(desk, "invitation_made", made.invitation)):
        assert "has a seat" in answer.text
        assert "Vaahtera" not in answer.text


# --- Inviting ----------------------------------------------------------------------------
def test_a_text_message_is_shown_once(desk, group):
    answer = send(desk, group)

    token = TOKEN.search(answer.text)[1]
    assert find_by_token(token=token)
    assert "data-copy" in answer.text
    again = page(desk, "invitation_made", Invitation.objects.get())
    assert not TOKEN.search(again.text)
    assert not CODE.search(again.text)


def test_a_letter_is_shown_once_with_a_code_and_a_square(desk, group):
    answer = send(desk, group, channel="letter")

    assert find_by_code(code=CODE.search(answer.text)[0])
    assert '<svg viewBox="0 0' in answer.text
    assert "style=" not in answer.text
    again = desk.get(reverse("groups:letter", args=[Invitation.objects.get().pk]), follow=True)
    assert not CODE.search(again.text)


def test_a_letter_says_nothing_of_what_it_is_about(desk, group):
    answer = send(desk, group, channel="letter")

    letter = answer.text.partition("<article")[2].partition("</article>")[0]
    for word in ("group", "Thursday", "parents", "social", "Vierelle", "blue house"):
        assert word.casefold() not in letter.casefold()


def test_an_email_is_sent_and_its_secret_shown_to_nobody(desk, group, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = send(desk, group, channel="email", contact="client@example.org")

    assert TOKEN.search(mail.outbox[0].body)
    assert not TOKEN.search(answer.text)
    assert "client@example.org" not in answer.text


def test_an_email_that_could_not_leave_is_said(desk, group, monkeypatch, django_capture_on_commit_callbacks):
    def refuse(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("groups.actions.invitation.send_mail", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        send(desk, group, channel="email", contact="client@example.org")

    assert "could not be sent" in page(desk, "invitation_made", Invitation.objects.get()).text


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"channel": ""}, "Choose one of the three."),
        ({"channel": "email", "contact": ""}, "Write the address"),
        ({"channel": "email", "contact": "nobody"}, "valid email"),
        ({"label": "Matti Virtanen"}, "first name and a family name"),
        ({"label": "131052-308T"}, "identity"),
        ({"language": "xx"}, "Select a valid choice"),
    ],
)
def test_what_the_form_refuses(desk, group, facts, sentence):
    answer = send(desk, group, **facts)

    assert sentence in answer.text
    assert not Invitation.objects.exists()


def test_an_address_typed_for_another_channel_is_not_minded(desk, group):
    send(desk, group, contact="half an addr")

    assert Invitation.objects.get().contact == ""


def test_a_group_that_filled_up_meanwhile_is_said_on_the_form(desk, group):
    for _place in range(9):
        cast.seat(cast.make_user(), group)

    assert "no free seat now" in send(desk, group).text


# --- Taking back, making anew, the way back ------------------------------------------------
def test_taking_back_asks_first(desk, made):
    assert "Keep it" in page(desk, "revoke", made.invitation).text

    desk.post(reverse("groups:revoke", args=[made.invitation.pk]))

    assert Invitation.objects.get().state == Invitation.State.REVOKED


def test_making_anew_is_one_press(desk, made):
    answer = desk.post(reverse("groups:renew", args=[made.invitation.pk]), follow=True)

    assert find_by_token(token=TOKEN.search(answer.text)[1])
    assert find_by_token(token=made.token) is None


def test_an_email_made_anew_asks_for_the_forgotten_address(
    desk, make_invitation, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        made = make_invitation(channel="email", contact="client@example.org")
    made.invitation.refresh_from_db()
    address = reverse("groups:renew", args=[made.invitation.pk])

    assert "This one is needed" in desk.post(address, {"contact": ""}).text
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(address, {"contact": "other@example.org"})

    assert mail.outbox[-1].to == ["other@example.org"]


def test_making_anew_without_a_seat_says_so(desk, made, group):
    for _place in range(9):
        cast.seat(cast.make_user(), group)

    answer = desk.post(reverse("groups:renew", args=[made.invitation.pk]))

    assert "no free seat now" in answer.text
    assert find_by_token(token=made.token)


def test_the_referrer_makes_a_way_back_for_their_own_client(desk, made, text):
    seat = accept(invitation=made.invitation, user=cast.make_user(), alias="Vaahtera", text=text)

    answer = desk.post(reverse("groups:invitation_way_back", args=[made.invitation.pk]), follow=True)

    assert re.search(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}\b", answer.text)
    assert ReturnCode.objects.get().user == seat.user


def test_there_is_no_way_back_before_there_is_a_seat(desk, made):
    assert desk.post(reverse("groups:invitation_way_back", args=[made.invitation.pk])).status_code == 404


# --- The form, and days ------------------------------------------------------------------
def test_the_address_is_asked_for_as_something_needed_when_an_email_is_chosen(desk, group):
    field = page(desk, "invite", group).text.partition('class="when-email"')[2].partition("</div>")[0]
    assert "(if you like)" not in field

    assert "Write the address, or choose" in send(desk, group, channel="email").text
    assert Invitation.objects.count() == 0


def test_paper_and_screen_name_the_same_day(desk, group):
    type(group).objects.update(time_zone="Pacific/Auckland")  # where it is tomorrow already for half the day
    said = send(desk, group, channel="letter").text
    invitation = Invitation.objects.get()
    day = timezone.localdate(invitation.expires_at, ZoneInfo("Pacific/Auckland"))

    assert f"until {day.day}.{day.month}.{day.year}" in said
    screen = page(desk, "invitation_made", invitation).text
    assert f'<time datetime="{day.isoformat()}">' in screen
    assert "your time" not in screen
