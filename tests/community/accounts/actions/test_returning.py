"""The way back in with a code."""

from datetime import timedelta

import pytest
from django.conf import settings as house
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from community.accounts.actions.returning import ALPHABET, REFUSED, make_return_code, use_return_code
from community.accounts.models import ReturnCode, User
from community.audit.models import Entry
from tests import cast
from tests.cast import PASSPHRASE
from tests.community.accounts.people import enter

pytestmark = pytest.mark.django_db
NEW = "seven quiet boats on the water"


def refused(code):
    with pytest.raises(ValidationError) as refusal:
        use_return_code(code=code, passphrase=NEW)
    return refusal.value.messages


def test_a_code_is_twelve_clear_letters_in_groups_of_four(person, manager):
    code = make_return_code(user=person, actor=manager)

    assert [len(part) for part in code.split("-")] == [4, 4, 4]
    assert set(code) <= set(ALPHABET) | {"-"}
    assert not set("IO01") & set(ALPHABET)


def test_a_facilitator_cannot_make_a_code_for_a_colleague(colleague, manager):
    """Somebody with a duty may sit in a group too; that does not put their account in its leader's hands."""
    other = cast.make_staff("facilitator")

    with pytest.raises(PermissionDenied, match="coordinators"):
        make_return_code(user=other, actor=colleague)
    assert make_return_code(user=other, actor=manager)


def test_the_code_itself_is_kept_nowhere(person, manager):
    code = make_return_code(user=person, actor=manager)

    kept = str([bytes(digest) for digest in ReturnCode.objects.values_list("digest", flat=True)])
    told = str(list(Entry.objects.values_list()))
    assert code not in kept + told
    assert code.replace("-", "") not in kept + told


@pytest.mark.parametrize(
    "typed", [str, str.lower, lambda code: code.replace("-", " "), lambda code: f" {code}\n"]
)
def test_a_code_is_read_however_it_is_typed(person, typed):
    code = make_return_code(user=person, actor=None)

    assert use_return_code(code=typed(code), passphrase=NEW) == person
    assert User.objects.get(pk=person.pk).check_password(NEW)


def test_a_code_works_once(person):
    code = make_return_code(user=person, actor=None)
    use_return_code(code=code, passphrase=NEW)

    assert refused(code) == [str(REFUSED)]


def test_a_new_code_ends_the_one_before(person):
    old, new = make_return_code(user=person, actor=None), make_return_code(user=person, actor=None)

    assert refused(old) == [str(REFUSED)]
    assert use_return_code(code=new, passphrase=NEW) == person


def test_every_code_that_fails_is_answered_alike(person):
    unknown = refused("ABCD-EFGH-JKLM")
    code = make_return_code(user=person, actor=None)
    ReturnCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    expired = refused(code)
    code = make_return_code(user=person, actor=None)
    User.objects.update(is_active=False)
    closed = refused(code)

    assert unknown == expired == closed == refused("") == [str(REFUSED)]


def test_a_code_found_twice_at_once_is_used_once(person, monkeypatch):
    code = make_return_code(user=person, actor=None)
    first = ReturnCode.objects.select_related
    look_up = type(ReturnCode.objects.all()).select_related

    def slow(queryset, *names):
        found = look_up(queryset, *names)
        list(found)
        ReturnCode.objects.filter(used_at=None).update(used_at=timezone.now())  # somebody else was quicker
        return found

    monkeypatch.setattr(type(ReturnCode.objects.all()), "select_related", slow)

    assert first
    assert refused(code) == [str(REFUSED)]
    assert User.objects.get(pk=person.pk).check_password(PASSPHRASE)


def test_using_a_code_ends_every_session(client, person):
    enter(client, person)

    use_return_code(code=make_return_code(user=person, actor=None), passphrase=NEW)

    assert client.get("/you/").status_code == 302


def test_a_code_outlives_a_change_of_the_secret_key(person, settings):
    code = make_return_code(user=person, actor=None)
    settings.SECRET_KEY_FALLBACKS = [house.SECRET_KEY]
    settings.SECRET_KEY = "another-key-" + "y" * 50

    assert use_return_code(code=code, passphrase=NEW) == person
