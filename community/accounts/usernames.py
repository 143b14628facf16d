"""Sign-in names for people without an e-mail address, made so that no answer tells which names exist.

Every name ends in four drawn digits. A person picks one of three we offer, each signed so that only an
offered name can come back as it is, or types the first part and gets the digits from us. Asking for a
name can therefore never be answered by "taken".
"""

import re
import secrets
import unicodedata
from dataclasses import dataclass

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from community.accounts.models import User

# Of nature, in Finnish: short, and the same for every language of the service.
WORDS = """
    ahven aurinko haapa hilla hippu honka joki kaarna kaisla kallio kanerva karpalo kataja kettu
    kide kivi koivu koski kuusi lampi lehto loimu lokki lumi lähde marja meri metsä muisto mänty
    niemi nietos norppa onki orvokki pihlaja polku poro puro raita ranta ruska saari salo sara silta
    sorsa suo syksy taimi tammi tiira tuomi tuuli vaahtera valo vesi viita virta välke
""".split()  # noqa: SIM905 - forty lines of quotes would say no more
SALT = "a sign-in name that was offered"
LEAST, MOST = 3, 30


@dataclass(frozen=True)
class Offer:
    """A name to pick, and the token that brings it back unchanged."""

    name: str
    token: str


def suggest(count=3):
    """Names to choose from, each with its own first word."""
    words = secrets.SystemRandom().sample(WORDS, count)
    names = [_ending(_plain(word)) for word in words]
    return [Offer(name, signing.dumps(name, salt=SALT)) for name in names]


def settle(wish):
    """The name for an offer's token or for what was typed; ValidationError for words that cannot be one.

    Only a name that we offered within a day is kept as it is; to anything else four digits are added.
    An empty wish gets a name of ours.
    """
    wish = wish.strip()
    if not wish:
        return suggest(1)[0].name
    try:
        return signing.loads(wish, salt=SALT, max_age=86400)
    except signing.BadSignature:
        return _ending(clean(wish))


def clean(typed):
    """The first part of a name, as typed: letters, digits, hyphens; nothing that points to a person."""
    word = unicodedata.normalize("NFKC", typed).strip().casefold()
    word = re.sub(r"-\d{4}$", "", re.sub(r"[\s_.-]+", "-", word)).strip("-")
    if "@" in word or re.search(r"\d{4}", word):
        raise ValidationError(
            _("Leave out e-mail addresses and long numbers: this name should not point to you.")
        )
    if not LEAST <= len(word) <= MOST or not all(letter.isalnum() or letter == "-" for letter in word):
        raise ValidationError(
            _("Use %(least)d to %(most)d letters; digits and hyphens are fine too.")
            % {"least": LEAST, "most": MOST}
        )
    return word


def free(name):
    """The same name, or with other digits should it be taken."""
    while User.objects.filter(username__iexact=name).exists():
        name = _ending(name.rpartition("-")[0] or name)
    return name


def _ending(word):
    return f"{word}-{secrets.randbelow(9000) + 1000}"


def _plain(word):
    """Without dots and rings, which a borrowed keyboard may lack."""
    return word.translate(str.maketrans("äöå", "aoa"))
