"""What makes a passphrase good enough: length, and not being one that others guess; never its make-up.

Follows NIST SP 800-63B-4 (15 characters alone, 8 beside a second step, no composition rules, no forced
change) and OWASP ASVS 5.0 section 6.2.
"""

import hashlib
import unicodedata

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

ALONE = 15
WITH_SECOND_STEP = 8
MOST = 256  # hashing longer ones would only cost time

SECOND_STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def normalise(passphrase):
    """The same characters whichever keyboard typed them (NFKC): "ä" is one letter on some, two on others."""
    return unicodedata.normalize("NFKC", passphrase)


def has_second_step(user):
    """Whether sign-in asks this person for more than the passphrase. One query."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=SECOND_STEPS).exists()


class LongEnough:
    """15 characters, or 8 for someone whose sign-in has a second step."""

    def validate(self, password, user=None):
        length = len(normalise(password))
        if length > MOST:
            raise ValidationError(
                _("This is longer than we can keep. Use at most %(most)d characters.") % {"most": MOST},
                "too_long",
            )
        if length >= ALONE or (length >= WITH_SECOND_STEP and user is not None and has_second_step(user)):
            return
        raise ValidationError(
            _(
                "Make it longer: at least %(least)d characters. "
                "Four or five words in a row are easy to remember."
            )
            % {"least": ALONE},
            "too_short",
        )

    def get_help_text(self):
        return _("At least %(least)d characters. Four or five words in a row work well.") % {"least": ALONE}


class NotCommon(password_validation.CommonPasswordValidator):
    """Not among the 20,000 that are tried first."""

    def get_error_message(self):
        return _("Many people use this one, so it is among the first to be guessed. Choose other words.")

    def get_help_text(self):
        return ""


class NotLikeName(password_validation.UserAttributeSimilarityValidator):
    """Not the sign-in name, address or name of the person, nor the name of this service."""

    def __init__(self):
        super().__init__(user_attributes=("username", "display_name", "email"))

    def validate(self, password, user=None):
        super().validate(password, user)
        rest = normalise(password).casefold().replace(settings.SITE_NAME.casefold(), "")
        if len(rest) < WITH_SECOND_STEP and len(rest) < len(password):
            raise ValidationError(
                _("Leave out the name of this service, or add more words of your own."), "too_near"
            )

    def get_error_message(self):
        return _("This is close to your name or address here, which others may know. Choose other words.")

    def get_help_text(self):
        return ""


class NotBreached:
    """Not in the operator's list of passphrases that were stolen elsewhere, when there is one.

    The list is a text file of SHA-1 hashes in capital hex, sorted, one a line, each perhaps followed by
    ":" and a count: the form in which Have I Been Pwned publishes them. It is searched where it lies;
    nothing leaves this machine.
    """

    def validate(self, password, user=None):
        if settings.BREACHED_LIST and is_listed(settings.BREACHED_LIST, normalise(password)):
            raise ValidationError(
                _(
                    "This one has been stolen from another service, so it is no longer secret. "
                    "Choose other words."
                ),
                "breached",
            )

    def get_help_text(self):
        return ""


def is_listed(path, passphrase):
    """Whether the sorted list at `path` has this passphrase; about 35 reads in a thousand million lines."""
    wanted = hashlib.sha1(passphrase.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with open(path, "rb") as lines:
        low, high = 0, lines.seek(0, 2)
        while (
            low < high
        ):  # the first line that begins at or after a byte offset is found by skipping to its start
            middle = (low + high) // 2
            line = _line_from(lines, middle)
            if line and line[:40] < wanted:
                low = middle + 1
            else:
                high = middle
        return _line_from(lines, low)[:40] == wanted


def _line_from(lines, offset):
    """The first whole line that begins at or after this byte."""
    lines.seek(max(offset - 1, 0))
    if offset:
        lines.readline()
    return lines.readline()
