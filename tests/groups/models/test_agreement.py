"""Agreement: its wording per language, and who promised it."""

import hashlib

import pytest

from groups.models import Agreement, AgreementText, Signature

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(group):
    """Version one, in the group's English and in Finnish."""
    agreement = Agreement.objects.select_related("group").get(group=group)
    AgreementText.objects.create(agreement=agreement, language="fi", body="Täällä puhuttu jää tänne.")
    return agreement


@pytest.mark.parametrize(("asked", "given"), [("fi", "fi"), ("en", "en"), ("sv", "en")])
def test_the_wording_is_in_the_language_asked_for_or_the_groups_own(agreement, asked, given):
    assert agreement.text(asked).language == given


def test_some_wording_is_found_when_the_groups_own_is_missing(agreement):
    agreement.texts.filter(language="en").delete()

    assert agreement.text("sv").language == "fi"


def test_the_digest_is_of_the_words_that_were_read(agreement):
    text = agreement.text("fi")

    assert text.sha256 == hashlib.sha256("Täällä puhuttu jää tänne.".encode()).hexdigest()


def test_one_sees_what_one_promised_and_nothing_of_others(member, other_member):
    assert [signature.membership for signature in Signature.objects.visible_to(member.user)] == [member]


def test_they_are_named_by_ids_alone(agreement):
    assert str(agreement) == f"{agreement.group_id} v1"
    assert str(agreement.text("fi")) == f"{agreement.pk} fi"
