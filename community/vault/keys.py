"""Data keys: one for each group's words, wrapped by a key from the environment, and destroyed on request.

`settings.VAULT_KEYS` maps ids to 32 bytes; the first wraps new data keys, the others still open old ones.

Nonces are 96 random bits: NIST SP 800-38D allows 2^32 uses of one key with those. One data key seals
one group's words and one wrapping key a few thousand data keys, so both stay far below.
"""

import secrets
import threading
import time
import uuid

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from community import wiping
from community.lean import Lean

NONCE = 12


class Tampered(Exception):  # noqa: N818 - it says what happened
    """A sealed value was changed, or stands in a row, column or table it was not sealed for."""


class DataKeyQuerySet(models.QuerySet):
    def not_under(self, kek_id):
        """Living keys wrapped by another key than this one."""
        return self.filter(destroyed_at=None).exclude(kek_id=kek_id)


class DataKey(models.Model):
    """The key to one group's, or one person's own, words, itself locked with a key that is not in the database."""

    class Purpose(models.TextChoices):
        GROUP = "group", "group"
        PERSON = "person", "person"
        SITE = "site", "site"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField(max_length=10, choices=Purpose, default=Purpose.GROUP)
    wrapped = models.BinaryField()  # nonce, sealed key, tag; empty once destroyed
    kek_id = models.CharField(max_length=50)
    created_at = models.DateTimeField(default=timezone.now)
    destroyed_at = models.DateTimeField(null=True)

    objects = DataKeyQuerySet.as_manager()

    class Meta:
        app_label = "community"
        constraints = [
            models.UniqueConstraint(name="one_site_key", fields=["purpose"], condition=Q(purpose="site")),
            models.CheckConstraint(
                name="destroyed_key_is_empty", condition=Q(destroyed_at=None) | Q(wrapped=b"")
            ),
        ]


def primary_kek():
    """The id of the key that wraps new data keys."""
    return next(iter(settings.VAULT_KEYS))


def new_key():
    """Make a data key for a group."""
    return DataKey.objects.create(**_fresh(uuid.uuid4()))


def personal_key():
    """Make a data key for what one person keeps for themselves: it ends with them, and with no group."""
    return DataKey.objects.create(purpose=DataKey.Purpose.PERSON, **_fresh(uuid.uuid4()))


def site_key():
    """The id of the one key for words that belong to no group; made when first asked for.

    Asked from the database each time: a remembered id could be that of a key whose transaction was undone.
    """
    key, _made = DataKey.objects.get_or_create(purpose=DataKey.Purpose.SITE, defaults=_fresh(uuid.uuid4()))
    return key.pk


@transaction.atomic
def destroy(*, key):
    """Make all that was sealed under this key unreadable for good. Safe to repeat; the rows stay.

    This process forgets the key at once, others within a minute. After the commit the old wrapped key
    is wiped from the database's disk (see `scrub`). Copies in backups and archived logs open as long as
    someone keeps the wrapping key they were made under: rotate it (`manage.py rewrap_keys`), then discard it.
    Raises ValueError for the site's key, which everyone's records hang on.
    """
    if key.purpose == DataKey.Purpose.SITE:
        raise ValueError("The site's own key is never destroyed.")
    wiping.leave_no_trace()
    DataKey.objects.filter(pk=key.pk, destroyed_at=None).update(wrapped=b"", destroyed_at=timezone.now())
    key.refresh_from_db()
    ring.forget(key.pk)
    # Again after the commit: until then another thread may have read the row as it was.
    transaction.on_commit(lambda: ring.forget(key.pk))
    transaction.on_commit(scrub, robust=True)


def scrub():
    """Wipe old versions of wrapped keys from the database's disk. Returns whether that was possible now.

    Done after every `destroy`; a busy database may refuse for a second, so a chore may repeat it. It
    cannot run inside a transaction, and on PostgreSQL only the table's owner may do it.
    """
    return wiping.wipe(table=DataKey._meta.db_table)


def rewrap(*, key):
    """Wrap one data key with the primary key instead of an older one. Returns whether it changed.

    One conditional update, so a key destroyed meanwhile does not come back. The words stay as they are.
    """
    primary = primary_kek()
    if key.kek_id == primary or key.destroyed_at:
        return False
    wrapped = _wrap(_unwrap(key.wrapped, key.pk, key.kek_id), key.pk, primary)
    as_it_was = DataKey.objects.filter(pk=key.pk, kek_id=key.kek_id, destroyed_at=None)
    return bool(as_it_was.update(wrapped=wrapped, kek_id=primary))


def _fresh(key_id):
    kek_id = primary_kek()
    return {"id": key_id, "kek_id": kek_id, "wrapped": _wrap(AESGCM.generate_key(256), key_id, kek_id)}


def _wrap(raw, key_id, kek_id):
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(settings.VAULT_KEYS[kek_id]).encrypt(nonce, raw, _bond(key_id, kek_id))


def _unwrap(wrapped, key_id, kek_id):
    wrapped = bytes(wrapped)
    if kek_id not in settings.VAULT_KEYS:
        raise ImproperlyConfigured(f"A data key is wrapped by “{kek_id}”, which is not in VAULT_KEYS.")
    kek = AESGCM(settings.VAULT_KEYS[kek_id])
    try:
        return kek.decrypt(wrapped[:NONCE], wrapped[NONCE:], _bond(key_id, kek_id))
    except (InvalidTag, ValueError) as refusal:
        raise Tampered(f"Data key {key_id} does not open with “{kek_id}”.") from refusal


def _bond(key_id, kek_id):
    return f"data key|{key_id}|{kek_id}".encode()


class KeyRing:
    """Unwrapped keys, kept in this process for a minute at most: so long may a destroyed key live on."""

    def __init__(self, *, seconds=60, size=2000):
        self.seconds, self.size = seconds, size
        self.kept, self.forgotten = {}, 0
        self.lock = threading.Lock()

    def cipher(self, key_id):
        """What seals and opens under this key, None once it is destroyed; raises Tampered for no key."""
        now = time.monotonic()
        with self.lock:
            until, cipher = self.kept.get(key_id, (now, None))
            forgotten = self.forgotten
        if until > now:
            return cipher
        cipher = self._fetched(key_id)
        with self.lock:
            if forgotten == self.forgotten:  # else it may be the very key just destroyed
                self._keep(key_id, now + self.seconds, cipher)
        return cipher

    def forget(self, key_id):
        """Drop a key now."""
        with self.lock:
            self.kept.pop(key_id, None)
            self.forgotten += 1

    def _keep(self, key_id, until, cipher):
        self.kept.pop(key_id, None)
        if len(self.kept) >= self.size:
            del self.kept[next(iter(self.kept))]  # the oldest
        self.kept[key_id] = (until, cipher)

    def _fetched(self, key_id):
        rows = kept.ask(key_id=key_id)
        if not rows:
            raise Tampered(f"There is no data key {key_id}.")
        wrapped, kek_id, destroyed_at = rows[0]
        return None if destroyed_at else AESGCM(_unwrap(wrapped, key_id, kek_id))


kept = Lean(
    lambda key_id: DataKey.objects.filter(pk=key_id).values_list("wrapped", "kek_id", "destroyed_at"),
    key_id=uuid.uuid4(),
)
ring = KeyRing()
