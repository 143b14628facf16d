"""Signs under replies, given and taken back."""

import pytest
from django.core.exceptions import PermissionDenied

from community.forum.actions.reaction import react, unreact
from community.forum.models import Reply

pytestmark = pytest.mark.django_db


def revision(reply):
    return Reply.objects.get(pk=reply.pk).revision


def test_a_sign_is_one_sign_however_often_it_is_pressed(reply, member):
    react(reply=reply, actor=member, kind="thanks")
    react(reply=reply, actor=member, kind="thanks")
    assert [sign.kind for sign in reply.reactions.all()] == ["thanks"]
    assert revision(reply) == 2

    unreact(reply=reply, actor=member, kind="thanks")
    unreact(reply=reply, actor=member, kind="thanks")
    assert not reply.reactions.exists()
    assert revision(reply) == 3


def test_a_sign_under_hidden_words_goes_without_a_change_on_the_page(reply, member):
    react(reply=reply, actor=member, kind="thanks")
    Reply.objects.filter(pk=reply.pk).update(state="hidden")

    unreact(reply=reply, actor=member, kind="thanks")
    assert not reply.reactions.exists()
    assert revision(reply) == 2


def test_nobody_gives_signs_to_their_own_words(reply, other_member):
    with pytest.raises(PermissionDenied, match="your own words"):
        react(reply=reply, actor=other_member, kind="thanks")
