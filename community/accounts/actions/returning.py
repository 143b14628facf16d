"""The way back for someone who lost their passphrase: one code, used once; seats and aliases stay."""

import hashlib
import hmac
import secrets
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.accounts import rules
from community.accounts.actions.session import end_all_sessions
from community.accounts.models import ReturnCode
from community.audit.actions import record
from community.verdicts import require

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no I, O, 0 or 1: they are read for one another
LENGTH = 12  # of 32 letters each: 60 bits
LASTS = timedelta(days=7)
REFUSED = _(
    "This code does not open anything. A code works once, for seven days. "
    "The person who gave it to you can make a new one."
)


@transaction.atomic
def make_return_code(*, user, actor):
    """Make the code to be read or handed to its owner, as "ABCD-EFGH-JKLM"; earlier ones stop working.

    The caller has checked the right over a member; whoever has a duty gets one from a manager only, or a
    code would be a way to their power. It is shown once: only a keyed digest is kept.
    """
    if actor is not None and user.is_staff_somewhere:
        require(rules.may_give_way_back(actor, user))
    now = timezone.now()
    user.return_codes.filter(used_at=None, revoked_at=None).update(revoked_at=now)
    code = "".join(secrets.choice(ALPHABET) for _letter in range(LENGTH))
    ReturnCode.objects.create(
        user=user,
        digest=_digest(settings.SECRET_KEY, code),
        made_by=actor,
        made_at=now,
        expires_at=now + LASTS,
    )
    record(actor, "return_code.made", user)
    return "-".join(code[at : at + 4] for at in range(0, LENGTH, 4))


@transaction.atomic
def use_return_code(*, code, passphrase):
    """Set a new passphrase with a code and end every session; one ValidationError for any code that fails.

    The passphrase was validated by the form. The caller signs the person in, second step included.
    """
    plain = "".join(letter for letter in code.upper() if letter in ALPHABET)
    digests = [_digest(key, plain) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    now = timezone.now()
    usable = ReturnCode.objects.filter(
        digest__in=digests, used_at=None, revoked_at=None, expires_at__gt=now, user__is_active=True
    )
    found = usable.select_related("user").first()
    # Two people entering it at once both find it; only one update finds it still unused.
    if found is None or not ReturnCode.objects.filter(pk=found.pk, used_at=None).update(used_at=now):
        raise ValidationError(REFUSED, "refused")
    person = found.user
    person.set_password(passphrase)
    person.save(update_fields=["password", "has_long_passphrase"])
    record(person, "return_code.used", person)
    end_all_sessions(user=person, reason="returned")
    return person


def _digest(key, code):
    return hmac.new(key.encode(), b"return code " + code.encode(), hashlib.sha256).digest()
