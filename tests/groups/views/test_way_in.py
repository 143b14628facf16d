"""The way in through pages: from a code or a link to a seat, by somebody who has no account."""

import pytest
from django.urls import reverse

from community.accounts.models import User
from groups.models import Agreement, AgreementText, Invitation, Membership, Signature
from tests import cast
from tests.groups.views.walking import choose, promise, take_seat

pytestmark = pytest.mark.django_db


# --- The steps ------------------------------------------------------------------------
def test_titles_and_addresses_say_nothing(opened, group):
    promise(opened)
    choose(opened)

    for step in ("invitation", "agreement", "name", "seat", "decline"):
        title = opened.get(reverse(f"groups:{step}")).text.partition("<title>")[2].partition("</title>")[0]
        assert title in {
            f"{word} · Vierelle" for word in ("Invitation", "Agreement", "Your name", "Your seat")
        }


def test_steps_are_taken_in_order(opened):
    assert opened.get(reverse("groups:name")).url == reverse("groups:agreement")
    assert opened.get(reverse("groups:seat")).url == reverse("groups:agreement")
    promise(opened)
    assert opened.get(reverse("groups:seat")).url == reverse("groups:name")


def test_a_wrong_answer_is_explained_and_nothing_is_lost(opened):
    answer = opened.post(reverse("groups:agreement"), {"q0": "0"})
    assert (answer.status_code, answer.url) == (302, reverse("groups:agreement"))  # so that Back works

    page = opened.get(answer.url)

    assert "autofocus" in page.text.partition("Nearly there")[0].rpartition("<div")[2]
    assert "Who takes part is part of what we keep to ourselves." in page.text
    assert page.context["form"]["q0"].value() == "0"
    assert opened.get(reverse("groups:name")).status_code == 302


def test_a_question_left_open_is_pointed_out_by_us(opened):
    page = opened.post(reverse("groups:agreement"), {}, follow=True)

    assert "Choose what you would do." in page.text
    assert 'class="stack stack--l" novalidate' in page.text


def test_wrong_answers_are_kept_for_one_page_only(opened):
    opened.post(reverse("groups:agreement"), {"q0": "0"}, follow=True)

    assert "Nearly there" not in opened.get(reverse("groups:agreement")).text
    assert set(opened.session.keys()) == {"invited"}


def test_answers_are_not_kept(opened):
    promise(opened)

    assert set(opened.session["invited"]) == {"invitation", "text", "alias", "offers"}


def test_a_name_that_will_not_do_stays_in_its_box(opened):
    promise(opened)

    page = choose(opened, "Matti Virtanen")

    assert "first name and a family name" in page.text
    assert 'value="Matti Virtanen"' in page.text


def test_everything_typed_but_the_passphrase_survives_an_error(opened):
    promise(opened)
    choose(opened)

    page = take_seat(opened, own_name="järvi", passphrase="too short", email="me@example.org")

    assert page.status_code == 200
    assert 'value="järvi"' in page.text
    assert 'value="me@example.org"' in page.text
    assert "too short" not in page.text
    assert "Make it longer" in page.text


def test_the_names_on_offer_stay_the_same_after_an_error(opened):
    promise(opened)
    choose(opened)
    before = opened.get(reverse("groups:seat")).context["form"].fields["name"].choices

    assert take_seat(opened, passphrase="x").context["form"].fields["name"].choices == before


@pytest.mark.parametrize(
    ("own", "sentence"),
    [
        ("vaahtera", "Your name in the group is in this"),
        ("a@b.fi", "Leave out e-mail addresses"),
    ],
)
def test_a_sign_in_name_that_will_not_do(opened, own, sentence):
    promise(opened)
    choose(opened)

    assert sentence in take_seat(opened, own_name=own).text


def test_an_address_with_the_alias_in_it_is_pointed_out(opened):
    promise(opened)
    choose(opened)

    assert "is in this address" in take_seat(opened, email="vaahtera@example.org").text


# --- The seat --------------------------------------------------------------------------
def test_the_whole_way_gives_an_account_and_a_seat(opened, made, group):
    promise(opened)
    choose(opened)

    answer = take_seat(opened)

    assert (answer.status_code, answer.url) == (302, reverse("groups:welcome"))
    seat = Membership.objects.select_related("user").get()
    assert (seat.alias, seat.has_agreed) == ("Vaahtera", True)
    assert Signature.objects.get().version == 1
    page = opened.get(reverse("groups:welcome"))
    assert page.context["user"] == seat.user
    assert seat.user.username in page.text
    assert opened.get(reverse("groups:room", args=[group.room.pk])).status_code == 200
    assert "invited" not in opened.session


def test_no_answer_tells_that_a_sign_in_name_exists(opened):
    promise(opened)
    choose(opened)
    form = opened.get(reverse("groups:seat")).context["form"]
    cast.make_user(form.fields["name"].choices[0][1])

    assert take_seat(opened).url == reverse("groups:welcome")
    assert Membership.objects.select_related("user").get().user.username != form.fields["name"].choices[0][1]


def test_no_answer_tells_that_an_address_exists(opened):
    promise(opened)
    choose(opened)
    cast.make_user(email="me@example.org")

    assert take_seat(opened, email="me@example.org").url == reverse("groups:welcome")


def test_somebody_with_an_account_keeps_it(opened):
    user = cast.make_user()
    promise(opened)
    opened.force_login(user)
    choose(opened)

    assert take_seat(opened).url == reverse("groups:welcome")
    assert Membership.objects.get().user == user
    assert user.username not in opened.get(reverse("groups:welcome")).text  # they know it


def test_a_work_account_is_told_at_the_first_page_and_stopped_at_the_last(opened, referrer):
    promise(opened)
    choose(opened)
    opened.force_login(referrer)

    assert "work account" in opened.get(reverse("groups:invitation")).text
    answer = opened.post(reverse("groups:seat"))
    assert answer.status_code == 403
    assert "work account" in answer.text


def test_when_the_last_seat_went_it_is_said_and_nothing_is_kept(opened, group):
    promise(opened)
    choose(opened)
    form = opened.get(reverse("groups:seat")).context["form"]
    people = User.objects.count()
    for number in range(9):
        cast.seat(cast.make_user(), group, alias=f"lintu {'abcdefghi'[number]}")

    facts = {"name": form.fields["name"].choices[0][0], "passphrase": cast.PASSPHRASE}
    answer = opened.post(reverse("groups:seat"), facts)

    assert answer.status_code == 409
    assert "has just gone to somebody else" in answer.text
    assert "waiting" not in answer.text
    assert User.objects.count() == people + 9
    assert Invitation.objects.get().is_usable


def test_a_name_taken_in_the_meantime_leads_back_to_the_name(opened, group):
    promise(opened)
    choose(opened)
    cast.seat(cast.make_user(), group, alias="Vaahtera")

    assert take_seat(opened).url == reverse("groups:name")
    assert "This name cannot be used in this group" in opened.get(reverse("groups:name")).text


def test_the_name_page_does_not_tell_who_is_in_the_group(opened, group, member):
    promise(opened)
    before = opened.get(reverse("groups:name")).context["suggestions"]
    cast.seat(cast.make_user(), group, alias=before[0])

    assert opened.get(reverse("groups:name")).context["suggestions"] == before
    for alias in (before[0], member.alias):
        assert choose(opened, alias).url == reverse("groups:seat")


def test_names_of_others_can_be_tried_twelve_times_a_day(opened, made, make_invitation, member):
    anew = make_invitation()
    for number in range(12):
        opened.get(
            f"/i/{(made, anew)[number % 2].token}/"
        )  # neither opening nor making it anew begins a new count
        promise(opened)
        choose(opened, member.alias)
        assert take_seat(opened).url == reverse("groups:name")

    choose(opened, "Vaahtera")
    answer = take_seat(opened)

    assert answer.status_code == 429
    assert "go on tomorrow" in answer.text
    assert Invitation.objects.usable().count() == 2


def test_a_newer_agreement_leads_back_to_the_promise(opened, group):
    promise(opened)
    choose(opened)
    newer = Agreement.objects.create(group=group, version=2)
    AgreementText.objects.create(agreement=newer, language="en", body="More.", questions=[])
    type(group).objects.update(agreement_version=2)

    assert take_seat(opened).url == reverse("groups:agreement")
    assert "has changed" in opened.get(reverse("groups:agreement")).text


def test_nobody_is_welcomed_without_a_seat(phone, member):
    phone.force_login(member.user)

    assert phone.get(reverse("groups:welcome")).url == reverse("groups:home")


def test_an_own_word_becomes_the_sign_in_name_with_digits(opened):
    promise(opened)
    choose(opened)

    take_seat(opened, own_name="Sininen järvi")

    name = Membership.objects.select_related("user").get().user.username
    assert name.startswith("sininen-järvi-")
    assert name[-4:].isdecimal()
