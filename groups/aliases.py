"""What somebody may be called in a group: a name of their own choosing that does not lead to them."""

import hashlib
import re
import unicodedata

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from stdnum import iban
from stdnum.fi import hetu
from stdnum.gb import nhs
from stdnum.no import fodselsnummer
from stdnum.se import personnummer

from groups.alias_words import NATURE, STAFF
from groups.lookalikes import folded
from groups.models import GroupText

LEAST, MOST = 2, 24
DIGITS = 3  # more could be a year of birth, a postcode, part of a number
REGIONS = ("FI", "SE", "NO", "GB")

NUMBERS = (hetu, fodselsnummer, personnummer, nhs, iban)
STAFF_WORDS = tuple(folded(word) for word in STAFF.split())


def suggest(*, key, language, count=6):
    """A few names in that language; for one `key`, an invitation's id for one, always the same.

    Who is in the group plays no part, so nothing can be read from what is offered and what is not. The names of
    groups are left out: anybody may read those.
    """
    named = " ".join(GroupText.objects.values_list("name", flat=True)).split()
    groups = {folded(word) for word in named}
    words = [word for word in NATURE.get(language, NATURE["en"]).split() if folded(word) not in groups]
    return sorted(words, key=lambda word: hashlib.sha256(f"{key} {word}".encode()).digest())[:count]


def check(alias, *, group, user=None, account=()):
    """The alias as it will be shown; raises ValidationError with what to do instead.

    The answer tells whether somebody in the group is called so: it is for the moment the seat is taken.
    """
    alias = check_fitting(alias, user=user, account=account)
    if user:
        check_not_known(alias, group, user)
    _check_free(alias, group, user)
    return alias


def check_not_known(alias, group, user):
    """A board is read by people of many groups: nobody is called there as in a group of theirs, nor the other way."""
    elsewhere = user.memberships.exclude(group__kind=group.kind).values_list("alias", flat=True)
    if folded(alias) in {folded(other) for other in elsewhere}:
        raise _no(
            "known",
            _("You are called so in another place here. Choose another name, so that nobody sees it is you."),
        )


def check_fitting(alias, *, user=None, account=()):
    """Like `check`, but for who else is in the group: safe to ask before somebody has a seat.

    `account` are words of an account still to be made: its sign-in name and e-mail address.
    """
    alias = tidied(alias)
    if not LEAST <= len(alias) <= MOST:
        raise _no("length", _("Use 2 to 24 characters."))
    _check_address(alias)
    _check_numbers(alias)
    _check_letters(alias)
    _check_full_name(alias)
    _check_staff_words(alias)
    check_apart(alias, [*account, *([user.username, user.email] if user else [])])
    return alias


def check_staff(name, *, group):
    """Staff use their own name; it only has to fit, and to be free."""
    name = tidied(name)
    if not LEAST <= len(name) <= MOST:
        raise _no("length", _("Use 2 to 24 characters."))
    _check_free(name, group, None)
    return name


def tidied(alias):
    """One way to write the same name: composed letters, nothing invisible, single spaces."""
    text = unicodedata.normalize("NFKC", alias)
    seen = (
        sign for sign in text if unicodedata.category(sign) not in {"Cf", "Cc", "Co", "Cs"} or sign.isspace()
    )
    return " ".join("".join(seen).split())


def leads_to_somebody(label):
    """The sentence why a referrer's label points to a person, or nothing."""
    try:
        _check_address(label)
        _check_numbers(label)
        if all(word.isalpha() for word in label.split()):  # "K., Tuesday" is a label and no name
            _check_full_name(label)
    except ValidationError as refusal:
        return refusal.message
    return ""


def _no(code, sentence):
    return ValidationError(sentence, code)


def _check_letters(alias):
    if not all(
        sign.isalpha() or sign.isdigit() or unicodedata.combining(sign) or sign in " -'’." for sign in alias
    ):
        raise _no("signs", _("Use letters, and if you like spaces, hyphens and up to three digits."))
    if sum(sign.isalpha() for sign in alias) < LEAST:
        raise _no("signs", _("Use at least two letters."))


def _check_address(alias):
    if (
        "@" in alias
        or "://" in alias
        or re.search(r"\w\.(com|net|org|fi|se|no|uk|me)\b|www\.", alias.casefold())
    ):
        raise _no(
            "address",
            _("This looks like an address or an account elsewhere. Choose a name that does not lead to you."),
        )


def _check_numbers(alias):
    joined = re.sub(r"[\s.\-/]", "", alias)
    if any(kind.is_valid(alias) or kind.is_valid(joined) for kind in NUMBERS):
        raise _no(
            "identity", _("This looks like an identity or account number. Never write it in the group.")
        )
    if _is_phone(alias):
        raise _no("phone", _("This looks like a phone number. Choose a name that does not lead to you."))
    if sum(sign.isdigit() for sign in alias) > DIGITS:
        raise _no("digits", _("Long numbers can tell who you are. Use at most three digits."))


def _is_phone(alias):
    return any(
        phonenumbers.PhoneNumberMatcher(alias, region, leniency=phonenumbers.Leniency.VALID).has_next()
        for region in REGIONS
    )


def _check_full_name(alias):
    """Two words in capitals read like a first name and a family name; so do two run together."""
    words = alias.split()
    capitals = [word for word in words if word[0].isupper()]
    run_together = re.search(r"[^\W\d_A-ZÅÄÖÆØ][A-ZÅÄÖÆØ][^\W\d_]", alias)
    if len(capitals) >= 2 or (len(words) == 1 and run_together and not alias.isupper()):
        raise _no(
            "full_name",
            _("This looks like a first name and a family name. One word is safer."),
        )


def _check_staff_words(alias):
    text = folded(alias)
    if any(text == word or (len(word) > 4 and word in text) for word in STAFF_WORDS):
        raise _no("staff", _("Others could take this for somebody who works here. Choose another name."))


def check_apart(alias, words):
    """Keep the alias and the account (sign-in name, e-mail address) from pointing to each other."""
    if any(points_to(alias, word) for word in words):
        raise _no("account", _("This is in your sign-in name or e-mail address. Choose another one here."))


def points_to(alias, word):
    """Whether a sign-in name or address is, or has as one of its parts, this alias."""
    local = word.partition("@")[0]
    parts = [local, *re.split(r"[\W\d_]+", local)]
    return folded(alias) in {folded(part) for part in parts if len(part) >= LEAST}


def _check_free(alias, group, user):
    """Names of people who have left stay theirs: what they said is still in the room."""
    others = group.memberships.exclude(user=user, left_at__isnull=False) if user else group.memberships.all()
    text = folded(alias)
    for other in others.values_list("alias", flat=True):
        if folded(other) == text:
            raise _no("taken", _("This name cannot be used in this group. Choose another name."))
