"""Answering one message: chosen at it, shown above the box, sent with the words."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groups import fragments
from groups.actions.message import hide, say
from groups.models import Message
from tests import cast
from tests.groups.views.pages import address, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_shelf():
    fragments.shelf.pieces.clear()


@pytest.fixture
def said(room, member):
    return cast.words(member, "Ours was cancelled on Monday.\nI had baked already.")


def send(client, room, **facts):
    return client.post(address("say", room), {"body": "I know.", "client_id": uuid.uuid4(), **facts})


def test_the_choices_lead_to_the_box_with_what_is_answered(as_, room, said, other_member):
    client = as_(other_member)

    way = f"{address('room', room)}?reply={said.pk}#say-body"
    assert f'href="{way}"' in page_of(client.get(address("message", said)))
    page = page_of(client.get(way))
    assert "You answer Kuura:</span>" not in page
    assert "You answer Kuura: Ours was cancelled on Monday. I had baked already." in page
    assert f'name="reply_to" value="{said.pk}"' in page


def test_the_answer_shows_whom_and_the_first_words_as_a_link(as_, room, said, other_member):
    client = as_(other_member)

    assert send(client, room, reply_to=said.pk).status_code == 302

    assert Message.objects.get(reply_to=said).author == other_member
    page = page_of(client.get(address("room", room)))
    assert f'<a class="message__reply" href="#message-{said.pk}" data-of="{said.author_id}">' in page
    assert "Ours was cancelled on Monday. I had baked already.</span></a><p>I know.</p>" in page


def test_long_words_are_quoted_by_their_beginning(room, member, other_member):
    said = cast.words(member, "word " * 100)

    message = say(room=room, author=other_member, body="Yes.", client_id=uuid.uuid4(), reply_to=said.pk)

    html = fragments.message_html(message)
    assert "…</span></a><p>Yes.</p>" in html
    assert html.count("word") < 20


@pytest.mark.parametrize("why", ["hidden", "elsewhere", "of another meeting", "waiting", "nowhere"])
def test_what_is_not_shown_here_cannot_be_answered(
    as_, room, group, said, member, other_member, facilitator, stranger, why
):
    wanted = {
        "hidden": lambda: hide(message=said, actor=facilitator, rule="private", reason="A name."),
        "elsewhere": lambda: cast.words(stranger, "Elsewhere."),
        "of another meeting": lambda: cast.words(
            member, "Before.", meeting=cast.make_meeting(group, starts_in=-9999)
        ),
        "waiting": lambda: cast.words(member, "May I?", state=Message.State.HELD),
        "nowhere": lambda: Message(pk=uuid.uuid4()),
    }[why]()
    client = as_(other_member)

    response = send(client, room, reply_to=wanted.pk)

    page = page_of(response)
    assert response.status_code == 403
    assert "What you answer is no longer here. Your words stay in the box." in page
    assert ">\nI know.</textarea>" in page
    assert "You answer" not in page
    assert "You answer" not in page_of(client.get(f"{address('room', room)}?reply={wanted.pk}"))
    assert not Message.objects.filter(body__isnull=False, reply_to__isnull=False).exists()


def test_what_was_answered_stays_above_words_that_were_not_accepted(as_, room, said, other_member):
    page = page_of(send(as_(other_member), room, reply_to=said.pk, body=""))

    assert "You answer Kuura:" in page


def test_an_address_that_names_nothing_is_as_if_it_named_none(as_, room, said, other_member):
    assert "You answer" not in page_of(as_(other_member).get(f"{address('room', room)}?reply=nothing"))


def test_staff_read_what_held_words_answer(as_, room, said, other_member, facilitator):
    cast.words(other_member, "May I?", state=Message.State.HELD, reply_to=said)

    page = page_of(as_(facilitator).get(address("room", room)))

    assert page.count("Ours was cancelled on Monday. I had baked already.</span></a>") == 1


@pytest.mark.parametrize("count", [1, 3])
def test_answers_on_a_page_cost_no_more_than_one_query(as_, room, said, other_member, count):
    for _ in range(count):
        cast.words(other_member, "I know.", reply_to=said)
    client = as_(other_member)

    def cost(address_):
        with CaptureQueriesContext(connection) as asked:
            client.get(address_)
        return len(asked)

    cost(address("room", room))
    with_answers = cost(address("room", room))
    Message.objects.filter(reply_to=said).update(reply_to=None)
    assert with_answers - cost(address("room", room)) == 0
