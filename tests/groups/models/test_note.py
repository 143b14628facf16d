"""Notes and notebooks: whose they are, and who may read a shared one."""

import pytest
from django.utils import timezone

from community import vault
from groups.models import Membership, Note, Notebook
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def notebook(member):
    return Notebook.objects.create(account=member.user, data_key=vault.personal_key())


def write(notebook, words="Words of mine.", **facts):
    return Note.objects.create(notebook=notebook, words=words, **facts)


def test_words_are_sealed_under_a_key_of_the_persons_own(notebook, member):
    note = write(notebook)

    sealed = vault.stored(instance=Note.objects.get(), name="words")
    assert b"Words" not in sealed
    assert note.vault_key_id == notebook.data_key_id != member.group.data_key_id
    assert notebook.data_key.purpose == "person"


def test_the_end_of_a_groups_words_is_not_the_end_of_a_note(notebook, member):
    write(notebook, seat=member)

    vault.destroy(key=member.group.data_key)

    assert Note.objects.get().words == "Words of mine."


def test_nobody_else_sees_a_note(notebook, member, other_member, facilitator, moderator):
    write(notebook, seat=member, shared_at=timezone.now())

    assert Note.objects.visible_to(member.user).count() == 1
    for other in (other_member.user, facilitator.user, moderator):
        assert not Note.objects.visible_to(other).exists()


def test_notes_come_newest_first_and_questions_oldest_first(notebook, member):
    first = write(notebook, kind="question", seat=member)
    write(notebook)
    last = write(notebook, kind="question", seat=member)
    write(notebook, kind="question", seat=member, done_at=timezone.now())

    assert Note.objects.newest_first().last() == first
    assert list(Note.objects.open_questions()) == [first, last]
    assert first.is_question
    assert str(first) == str(first.pk)


def test_only_what_is_shared_by_somebody_who_is_still_there_is_shared(notebook, member, group, stranger):
    shared = write(notebook, seat=member, shared_at=timezone.now())
    write(notebook, seat=member)

    assert list(Note.objects.shared_in(group)) == [shared]
    assert not Note.objects.shared_in(stranger.group).exists()
    assert shared.is_shared

    Membership.objects.filter(pk=member.pk).update(left_at=timezone.now())
    assert not Note.objects.shared_in(group).exists()
    assert not Note.objects.select_related("seat").get(pk=shared.pk).is_shared


def test_a_note_that_names_the_seat_of_somebody_else_is_not_shared(notebook, other_member, group):
    write(notebook, seat=other_member, shared_at=timezone.now())

    assert not Note.objects.shared_in(group).exists()


def test_a_note_without_a_group_is_not_shared(notebook):
    assert not write(notebook, shared_at=timezone.now()).is_shared
    assert not write(notebook).is_shared


@pytest.mark.parametrize(
    ("words", "line"), [("\n  One line.\nAnd more", "One line."), ("One", "One"), ("\n \n", "")]
)
def test_a_list_shows_the_first_line(notebook, words, line):
    assert write(notebook, words).first_line == line


def test_a_notebook_goes_with_its_person(notebook, member):
    write(notebook)
    assert str(notebook) == str(notebook.pk)

    member.user.delete()

    assert not Note.objects.exists()


def test_one_person_has_one_notebook(notebook):
    other = Notebook.objects.create(account=cast.make_user(), data_key=vault.personal_key())

    assert other.data_key_id != notebook.data_key_id
