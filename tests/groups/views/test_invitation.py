"""The door of the way in: a code or a link, about the group, and saying no."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from groups import codes
from groups.actions.invitation import revoke_invitation
from groups.models import GroupText, Invitation

pytestmark = pytest.mark.django_db


# --- The door -----------------------------------------------------------------------
def test_a_link_leads_on_to_an_address_without_a_secret(phone, made):
    answer = phone.get(f"/i/{made.token}/")

    assert (answer.status_code, answer.url) == (302, reverse("groups:invitation"))
    assert Invitation.objects.get().state == Invitation.State.OPENED


def test_a_code_leads_to_the_same_place_however_it_is_typed(phone, made):
    answer = phone.post(reverse("groups:code"), {"code": codes.spaced(made.code).lower()})

    assert (answer.status_code, answer.url) == (302, reverse("groups:invitation"))


def test_the_session_gets_a_new_key_at_the_door(phone, made):
    phone.get(reverse("groups:code"))
    phone.session.save()
    before = phone.session.session_key

    phone.get(f"/i/{made.token}/")

    assert phone.session.session_key != before


def test_the_pages_speak_the_invitations_language(phone, make_invitation):
    made = make_invitation(language="fi")

    answer = phone.get(f"/i/{made.token}/", follow=True)

    assert '<html lang="fi">' in answer.text


@pytest.mark.parametrize(
    "ended",
    [
        {"revoked_at": timezone.now()},
        {"declined_at": timezone.now()},
        {"accepted_at": timezone.now()},
        {"expires_at": timezone.now() - datetime.timedelta(seconds=1)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_wrong_and_ended_secrets_get_one_and_the_same_answer(phone, made, ended):
    def said(answer):
        assert answer.status_code == 404
        return (
            answer.text.partition("<main")[2]
            .partition("<footer")[0]
            .replace(str(answer.context["csrf_token"]), "")
        )

    wrong_link = said(phone.get(f"/i/{codes.new_token()}/"))
    wrong_code = said(phone.post(reverse("groups:code"), {"code": "AAAA-AAAA"}))
    Invitation.objects.update(**ended)

    assert said(phone.get(f"/i/{made.token}/")) == wrong_link
    assert said(phone.post(reverse("groups:code"), {"code": made.code})) == wrong_code
    assert "invited" not in phone.session


def test_trying_codes_is_slowed_down(phone):
    answers = [phone.post(reverse("groups:code"), {"code": "AAAA-AAAA"}) for _ in range(21)]

    assert [answer.status_code for answer in answers] == [404] * 20 + [429]
    assert "Wait 10 minutes" in answers[-1].text
    assert "The link in your message" in answers[-1].text


def test_the_link_opens_while_codes_have_to_wait(phone, made):
    for _try in range(21):
        phone.post(reverse("groups:code"), {"code": "AAAA-AAAA"})
    assert phone.post(reverse("groups:code"), {"code": made.code}).status_code == 429

    assert phone.get(f"/i/{made.token}/").url == reverse("groups:invitation")


def test_right_codes_from_one_address_never_use_up_the_tries(phone, made):
    answers = {phone.post(reverse("groups:code"), {"code": made.code}).status_code for _ in range(25)}

    assert answers == {302}


def test_without_an_invitation_no_step_opens(phone):
    for step in ("invitation", "agreement", "name", "seat", "decline"):
        assert phone.get(reverse(f"groups:{step}")).status_code == 404


def test_an_invitation_taken_back_on_the_way_closes_every_step(opened, made, referrer):
    revoke_invitation(invitation=made.invitation, actor=referrer)

    for step in ("invitation", "agreement", "name", "seat", "decline"):
        assert opened.get(reverse(f"groups:{step}")).status_code == 404


# --- About the group ---
def test_the_group_is_told_about_in_the_language_of_the_page(opened, group):
    GroupText.objects.create(
        group=group, language="fi", name="Ryhmä", for_whom="Vanhemmille", about="Tavataan."
    )

    page = opened.get(reverse("groups:invitation"), headers={"accept-language": "fi"})
    assert "Parents" in page.text  # the cookie of the invitation goes before the browser's wish

    opened.cookies["django_language"] = "fi"
    assert "Vanhemmille" in opened.get(reverse("groups:invitation")).text


def test_what_cannot_stay_secret_is_said_before_anything_is_asked(opened):
    page = opened.get(reverse("groups:invitation")).text

    assert page.index("What cannot stay secret") < page.index("Would you like to go on?")


# --- No ----------------------------------------------------------------------------------
def test_saying_no_is_two_presses_and_asks_no_reason(opened):
    page = opened.get(reverse("groups:decline"))
    assert "<textarea" not in page.text

    answer = opened.post(reverse("groups:decline"))

    assert "sees the answer and nothing else" in answer.text
    assert Invitation.objects.get().state == Invitation.State.DECLINED
    assert opened.get(reverse("groups:invitation")).status_code == 404


def test_a_language_is_named_in_the_language_of_the_page(phone, make_invitation):
    made = make_invitation(language="fi")

    page = phone.get(f"/i/{made.token}/", follow=True).text

    assert "<dd>englanti</dd>" in page
