"""Between the meetings: somebody asks and staff answer; held words are said another way and let through."""

import html
import re

import pytest
from django.test import Client

from community.forum.models import Reply, Topic
from tests import cast

pytestmark = pytest.mark.django_db(transaction=True)
NUMBER = "Ring me on 040 123 4567 tonight."


def browser_of(seat):
    browser = Client()
    browser.force_login(seat.user)
    return browser


def page(browser, path):
    answer = browser.get(path, follow=True)
    assert answer.status_code == 200
    return html.unescape(answer.text)


def send(browser, path, form_at, **filled):
    """Fill in the form of that address on a page, as a browser without scripts does."""
    form = re.search(rf'(?s)<form[^>]*action="{re.escape(form_at)}".*?</form>', page(browser, path))[0]
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    answer = browser.post(form_at, fields | filled, follow=True)
    return html.unescape(answer.text)


def test_a_member_asks_between_meetings_and_staff_answer(group, member, other_member, facilitator):
    phone, laptop, desk = map(browser_of, (member, other_member, facilitator))
    forum = f"/groups/{group.pk}/forum/"
    assert forum in page(phone, "/home/")

    start = f"{forum}new/"
    asked = send(
        phone,
        f"{start}?kind=question",
        start,
        kind="question",
        title="Next week?",
        body="Do we meet?",
        content_note="",
    )
    assert "Do we meet?" in asked
    topic = Topic.objects.get()
    address = f"/topics/{topic.pk}/"

    assert "Next week?" in page(desk, f"{forum}waiting/")
    send(desk, address, f"{address}write/", body="We do, **as always**.", content_note="")
    assert "Everything has an answer." in page(desk, f"{forum}waiting/")

    assert "New for you" in page(phone, forum)
    read = page(phone, f"{address}unread/")
    assert "We do, <strong>as always</strong>." in read
    assert "New since you were here" in read
    assert "New for you" not in page(phone, forum)

    answer = Reply.objects.get(opens=False)
    choices = f"/replies/{answer.pk}/"
    thanked = send(phone, choices, f"{choices}react/", kind="thanks")
    assert "Thank you for saying it" in thanked
    assert "Thank you for saying it" in page(laptop, address)


def test_held_words_come_back_with_a_reason_and_are_said_another_way(
    settings, group, member, other_member, facilitator
):
    settings.SCREENERS = ["moderation.screeners.identifiers.screen"]
    phone, laptop, desk = map(browser_of, (other_member, member, facilitator))
    address = f"/topics/{cast.topic(member).pk}/"

    own = send(phone, address, f"{address}write/", body=NUMBER, content_note="")
    assert NUMBER in own
    assert "Being read by staff" in own
    assert "040 123" not in page(laptop, address)

    waiting = page(desk, f"/groups/{group.pk}/forum/waiting/")
    assert NUMBER in waiting
    held = Reply.objects.get(opens=False)
    choices = f"/replies/{held.pk}/"
    send(desk, choices, f"{choices}give_back/", rule="private", reason="Keep numbers to yourself.")
    assert "040 123" not in page(laptop, address)

    own = page(phone, address)
    assert "Keep numbers to yourself." in own
    edit = f"{choices}edit/"
    said = send(phone, edit, edit, body="Let us talk here.", content_note="")
    assert "Let us talk here." in said
    assert "Let us talk here." in page(laptop, address)
    assert "040 123" not in page(laptop, address)


def test_words_that_stay_held_are_let_through_by_staff(settings, group, member, other_member, facilitator):
    group.is_read_first = True
    group.save()
    phone, laptop, desk = map(browser_of, (other_member, member, facilitator))
    address = f"/topics/{cast.topic(member).pk}/"

    send(phone, address, f"{address}write/", body="Warm milk.", content_note="")
    assert "Warm milk." not in page(laptop, address)
    waits = f"/groups/{group.pk}/forum/waiting/"
    held = Reply.objects.get(opens=False)
    send(desk, waits, f"/replies/{held.pk}/release/")
    assert "Warm milk." in page(laptop, address)
