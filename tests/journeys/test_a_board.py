"""A board: somebody new joins it, is read first and let through, and is answered by a member of another group."""

import html
import re

import pytest
from django.db import IntegrityError
from django.test import Client

from community.forum.models import Reply, Topic
from groups.actions.group import create_group, end_group
from groups.models import Membership, PeerGroup
from tests import cast

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = {"kind": "talk", "content_note": ""}
ABOUT = {"for_whom": "Young people", "about": "What helps on a school night.", "language": "en"}


def browser_of(user):
    browser = Client()
    browser.force_login(user)
    return browser


def page(browser, path, status=200):
    answer = browser.get(path, follow=True)
    assert answer.status_code == status
    return html.unescape(answer.text)


def send(browser, path, form_at, **filled):
    """Fill in the form of that address on a page, as a browser without scripts does."""
    form = re.search(rf'(?s)<form[^>]*action="{re.escape(form_at)}".*?</form>', page(browser, path))[0]
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    return html.unescape(browser.post(form_at, fields | filled, follow=True).text)


def make(coordinator, name, **facts):
    """A board that a coordinator makes and gives a facilitator, through their own pages."""
    desk, leader = browser_of(coordinator), cast.make_staff("facilitator", display_name="Mikko")
    desk.post("/boards/plan/", ABOUT | {"name": name} | facts)
    board = PeerGroup.objects.wide().get(texts__name=name)
    assert page(desk, f"/groups/{board.pk}/forum/", 404)
    desk.post(f"/groups/{board.pk}/planned/", {"user": leader.pk, "part": "facilitator"})
    return board, browser_of(leader)


def join(browser, board, alias):
    """From the home page, by the board's own page: two right answers, a name, and in."""
    assert "/boards/" in page(browser, "/home/")
    address = f"/boards/{board.pk}/"
    assert address in page(browser, "/boards/")
    text = board.agreements.get().texts.get(language="en")
    right = {f"q{number}": question["right"] for number, question in enumerate(text.questions)}
    return html.unescape(browser.post(address, {"alias": alias} | right, follow=True).text)


def nothing_for(browser, *addresses):
    for address in addresses:
        assert "milk" not in page(browser, address, 404)


def test_a_board_of_young_people_from_joining_to_leaving(coordinator):
    ours, other = (
        cast.make_group(name=name, audience="young") for name in ("Thursday group", "Tuesday group")
    )
    asker = cast.seat(cast.make_user(), ours, alias="Kuura")
    answerer = cast.seat(cast.make_user(), other, alias="Kivi")
    board, desk = make(coordinator, "Open board", audience="young")
    phone, laptop, stranger = map(browser_of, (asker.user, answerer.user, cast.make_user()))
    forum = f"/groups/{board.pk}/forum/"

    assert "Staff read every message before others see it" in page(phone, f"/boards/{board.pk}/")
    assert "another place here" in html.unescape(phone.post(f"/boards/{board.pk}/", {"alias": "Kuura"}).text)
    assert "You are in." in join(phone, board, "Lumi")
    assert "You are in." in join(laptop, board, "Usva")

    start, facts = f"{forum}new/", WORDS | {"title": "School nights", "body": "I cannot sleep."}
    assert "Being read by staff" in send(phone, start, start, **facts)
    topic = Topic.objects.get()
    address = f"/topics/{topic.pk}/"
    assert "School nights" not in page(laptop, forum)
    assert page(laptop, address, 404)

    opening = Reply.objects.get(opens=True)
    assert "I cannot sleep." in page(desk, f"{forum}waiting/")
    send(desk, f"{forum}waiting/", f"/replies/{opening.pk}/release/")

    assert "Somebody wrote on a board you have joined." in page(laptop, "/home/")
    assert "I cannot sleep." in (read := page(laptop, address))
    assert not [word for word in ("Kuura", "Thursday group", str(asker.pk)) if word in read]
    send(laptop, address, f"{address}write/", body="Warm milk helps me.", content_note="")
    assert "Warm milk" not in page(phone, address)
    held = Reply.objects.get(opens=False)
    send(desk, f"{forum}waiting/", f"/replies/{held.pk}/release/")
    assert "Warm milk helps me." in page(phone, address)

    nothing_for(stranger, forum, address, f"/boards/{board.pk}/", f"/replies/{held.pk}/")

    assert "You have left the board." in send(phone, forum, f"/groups/{board.pk}/leave/")
    nothing_for(phone, address)
    assert "You are in." in join(phone, board, "Lumi")


def test_a_board_of_adults_is_not_read_first_and_goes_with_the_last_seat(coordinator, group, facilitator):
    member = cast.seat(cast.make_user(), group, alias="Kuura")
    board, _desk = make(coordinator, "Adults", audience="adults", for_whom="Parents")
    reader = cast.seat(cast.make_user(), cast.make_group(name="Tuesday group"), alias="Kivi")
    phone, laptop = map(browser_of, (member.user, reader.user))
    assert "What you write is seen at once." in page(phone, f"/boards/{board.pk}/")
    join(phone, board, "Lumi")
    join(laptop, board, "Usva")
    start = f"/groups/{board.pk}/forum/new/"
    send(phone, start, start, **WORDS, title="Evenings", body="Long walks.")
    address = f"/topics/{Topic.objects.get().pk}/"
    assert "Long walks." in page(laptop, address)

    phone.post(f"/groups/{group.pk}/leave/")

    assert page(phone, address, 404)
    assert page(phone, f"/boards/{board.pk}/", 404)
    assert "No board is open to you" in page(phone, "/boards/")
    assert "Long walks." in page(laptop, address)
    assert not Membership.objects.current().on_boards().filter(user=member.user).exists()


def test_no_way_leads_to_a_board_of_young_people_that_goes_unread(coordinator):
    text = {"en": {"name": "Open board", "for_whom": "Young people", "about": "We write."}}
    board, _desk = make(coordinator, "Young", audience="young", is_read_first="")

    assert board.is_read_first
    with pytest.raises(IntegrityError, match="boards_with_minors_are_read_first"):
        create_group(actor=coordinator, kind="board", audience="young", is_read_first=False, texts=text)
    end_group(group=board, actor=coordinator)
    assert not Membership.objects.current().exists()
