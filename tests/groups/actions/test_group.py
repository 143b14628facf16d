"""Groups as a whole."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from community import vault
from groups.actions.group import create_group, destroy_words, end_group, new_agreement
from groups.models import Membership, Message
from groups.wording import agreement_texts
from tests import cast

TEXTS = {"en": {"name": "Birch group", "for_whom": "Families", "about": "We meet."}}


def make(actor, **fields):
    fields = {"first_on": timezone.localdate(), "meets_at": datetime.time(10), **fields}
    return create_group(actor=actor, texts=TEXTS, **fields)


@pytest.mark.django_db
@pytest.mark.parametrize("audience", ["adults", "young", "families"])
def test_a_new_group_has_all_it_needs(coordinator, audience):
    group = make(coordinator, audience=audience)

    assert group.name == "Birch group"
    assert group.room.revision == 0
    assert group.meetings.exists()
    wordings = group.agreements.get(version=1).texts.all()
    assert {text.language for text in wordings} == {"en", "fi", "sv", "nb"}
    assert all(2 <= len(text.questions) <= 3 for text in wordings)


@pytest.mark.parametrize("kind", ["group", "board"])
@pytest.mark.parametrize("audience", ["adults", "young"])
def test_the_houses_wording_says_the_same_in_every_language(audience, kind):
    wordings = agreement_texts(audience, kind)

    shapes = {
        tuple((len(question["choices"]), question["right"]) for question in wording["questions"])
        for wording in wordings.values()
    }
    assert len(shapes) == 1
    assert len({wording["body"].count("\n- ") for wording in wordings.values()}) == 1


@pytest.mark.django_db
def test_a_new_agreement_asks_everybody_again(coordinator, member):
    assert member.has_agreed

    group = new_agreement(group=member.group, actor=coordinator, agreement=agreement_texts("adults"))

    member.group = group
    assert group.agreement_version == 2
    assert not member.has_agreed


@pytest.mark.django_db
def test_ending_a_group_ends_every_seat(coordinator, member, facilitator):
    end_group(group=member.group, actor=coordinator)
    end_group(group=member.group, actor=coordinator)

    assert not Membership.objects.current().exists()
    assert set(Membership.objects.values_list("end", flat=True)) == {Membership.End.GROUP_ENDED}


@pytest.mark.django_db
def test_a_group_ends_for_an_erased_account_too(coordinator, member):
    member.user.delete()

    end_group(group=member.group, actor=coordinator)

    assert not Membership.objects.current().exists()


@pytest.mark.django_db
def test_only_coordinators_make_change_and_end_groups(member):
    with pytest.raises(PermissionDenied):
        make(member.user)
    with pytest.raises(PermissionDenied):
        end_group(group=member.group, actor=member.user)
    with pytest.raises(PermissionDenied):
        new_agreement(group=member.group, actor=member.user, agreement={})


@pytest.mark.django_db(transaction=True)
def test_destroyed_words_cannot_be_read_again(coordinator, member):
    message = cast.words(member, "only for us")
    with pytest.raises(PermissionDenied):
        destroy_words(group=member.group, actor=coordinator)
    end_group(group=member.group, actor=coordinator)
    member.group.refresh_from_db()

    destroy_words(group=member.group, actor=coordinator)

    assert Message.objects.get(pk=message.pk).body == vault.GONE
