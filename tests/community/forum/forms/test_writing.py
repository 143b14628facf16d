"""What can be written in a forum: shape and length."""

import uuid

import pytest

from community.forum.forms.writing import EditForm, EditOpeningForm, ReplyForm, TopicForm, edit_form_for

GOOD = {"body": "Words", "client_id": str(uuid.uuid4()), "content_note": ""}
BEGUN = GOOD | {"title": "Title", "kind": "talk"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"body": ""}, "Write something first"),
        ({"body": "x" * 5001}, "more than the 5000"),
        ({"content_note": "weather"}, "weather"),
        ({"client_id": "x"}, ""),
        ({"quotes": "x"}, ""),
    ],
)
def test_what_a_reply_cannot_be(wrong, said):
    form = ReplyForm(GOOD | wrong)

    assert not form.is_valid()
    assert said in str(form.errors)
    assert ReplyForm(GOOD).is_valid()


@pytest.mark.parametrize(
    ("wrong", "is_staff"),
    [
        ({"title": ""}, False),
        ({"title": "x" * 121}, False),
        ({"kind": "week"}, False),
        ({"kind": "question"}, True),
    ],
)
def test_what_a_topic_cannot_be(wrong, is_staff):
    assert not TopicForm(BEGUN | wrong, is_staff=is_staff).is_valid()
    assert TopicForm(BEGUN, is_staff=is_staff).is_valid()


def test_a_title_is_one_line():
    form = TopicForm(BEGUN | {"title": " Two\n\nlines "})

    assert form.is_valid()
    assert form.cleaned_data["title"] == "Two lines"


@pytest.mark.django_db
def test_words_are_changed_in_the_form_that_fits_them(topic, reply):
    assert isinstance(edit_form_for(reply), EditForm)
    opening = topic.replies.get(opens=True)
    form = edit_form_for(opening)
    assert isinstance(form, EditOpeningForm)
    assert form.initial["title"] == topic.title
