"""A piece that was filled into a mould is, sign by sign, the one the template writes."""

import uuid
from datetime import UTC, datetime

import pytest
from django.utils.html import escape
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groups import fragments, moulds
from groups.models import Membership, Message, PeerGroup, Room

FEW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
awkward = st.sampled_from(
    [
        "<script>alert(1)</script>",
        "{{ message.pk }}",
        "a\n\n\nb\nc",
        "&amp; \" '",
        "\u202e",
        "100000000000",
        " ",
        "\x00\n",
    ]
)
instants = st.integers(1_780_000_000, 1_900_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@pytest.fixture(autouse=True)
def _empty_shelves():
    fragments.shelf.pieces.clear()
    fragments.cast.pieces.clear()


def message(
    *, body="We baked.", alias="Kuura", part="member", language="en", number=7, said_at=None, **facts
):
    """Not saved: nothing here asks the database."""
    group = PeerGroup(language=language, time_zone="Europe/Helsinki")
    author = Membership(group=group, alias=alias, part=part, seat_number=1)
    return Message(
        room=Room(group=group),
        author=author,
        body=body,
        position=number,
        revision=number,
        client_id=uuid.uuid4(),
        said_at=said_at or datetime(2026, 11, 22, 18, 2, 3, tzinfo=UTC),
        **facts,
    )


def like(first, **facts):
    """Another message of the same person."""
    second = message(**facts)
    second.room, second.author = first.room, first.author
    return second


def by_template(message):
    return fragments._message(message, own=False, staff=False)


def is_molded(message):
    return isinstance(fragments.cast.pieces[moulds.key_of(message)][0], moulds.Mould)


@FEW
@given(text | awkward, text | awkward, text, st.sampled_from(["en", "fi", "sv", "nb"]), instants, instants)
def test_whatever_is_said_the_mould_writes_what_the_template_does(body, again, alias, language, then, later):
    first = message(body=body, alias=alias[:24], language=language, said_at=then)
    second = like(first, body=again, number=8, said_at=later)

    assert fragments.message_html(first) == by_template(first)
    assert fragments.message_html(second) == by_template(second)


@pytest.mark.parametrize("part", Membership.Part)
def test_there_is_a_mould_for_every_part_a_person_has(part):
    first = message(part=part)
    fragments.message_html(first)

    assert is_molded(first)
    assert fragments.message_html(first) == by_template(first)


def test_what_a_person_is_called_stays_escaped():
    html = fragments.message_html(message(alias="<b>K</b>", body="<i>x</i>"))

    assert "<b>K</b>" not in html
    assert escape("<b>K</b>") in html
    assert "&lt;i&gt;x&lt;/i&gt;" in html


def test_somebody_elses_words_and_a_changed_alias_have_moulds_of_their_own():
    first = message()
    fragments.message_html(first)
    other = message(alias="Halla")
    first.author.alias = "Tuuli"
    again = like(first)

    assert "Halla" in fragments.message_html(other)
    assert "Tuuli" in fragments.message_html(again)


@pytest.mark.parametrize(
    "facts",
    [
        {"state": Message.State.HIDDEN},
        {"state": Message.State.RETRACTED},
        {"state": Message.State.HELD, "number": None},
        {"card": "crisis:mieli"},
    ],
)
def test_what_is_more_than_words_is_left_to_the_template(facts, monkeypatch):
    monkeypatch.setattr(moulds, "make", None)
    piece = message(**facts)
    if facts.get("state") == Message.State.HELD:
        piece.revision = 0

    assert fragments.message_html(piece) == by_template(piece)


def test_where_a_template_asks_for_more_than_the_mould_knows_the_template_is_used():
    def render(message):
        return f"<p>{message.pk} {'many' if len(message.body) > 12 else 'few'}</p>"

    few = message(body="short")

    piece = moulds.make(few, render)

    assert isinstance(piece, moulds.NoMould)
    assert piece.fill(few) == render(few)
    assert piece.fill(like(few, body="longer than twelve")).endswith("many</p>")


def test_a_filled_piece_may_stand_in_a_page_as_it_is():
    assert fragments.message_html(message()).__html__()
