"""SealedText: a model field whose words are readable in Python and ciphertext in the database.

Stored: version (1 byte), id of the data key (16), nonce (12), ciphertext with tag. The version, the
key's id and the place (table, column, row) are authenticated with it. AES-256-GCM, NIST SP 800-38D.
"""

import secrets
import uuid

from cryptography.exceptions import InvalidTag
from django.core import checks
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext_lazy as _

from community.vault.keys import NONCE, Tampered, ring

GONE = _("These words were erased for good.")  # what is read once the key is destroyed

VERSION = b"\x01"
HEADER = len(VERSION) + 16
SHORTEST = HEADER + NONCE + 16
UNDASHED = 32  # signs of an id as SQLite writes it


class Destroyed(Exception):  # noqa: N818 - it says what happened
    """Nothing can be sealed any more under a key that was destroyed."""


class Sealed:
    """The bytes as they stand in the database, opened at most once. Shows nothing of them by accident.

    This is what `values()` and `values_list()` give: only an instance knows its place and can open.
    """

    __slots__ = ("opened", "place", "stored")

    def __init__(self, stored, place=None):
        self.stored, self.place, self.opened = stored, place, None

    def __repr__(self):
        return "<sealed words>"

    def __reduce__(self):
        return Sealed, (self.stored, self.place)  # what was opened does not travel into a cache or a queue


class Words(str):
    """Opened text that remembers its sealed bytes: set or saved unchanged, it is not sealed anew."""

    __slots__ = ("sealed",)

    def __reduce__(self):
        return str, (str(self),)


def seal(text, *, key_id, place):
    """Seal some words for one place under one key; raises Destroyed when that key is gone."""
    cipher = ring.cipher(key_id)
    if cipher is None:
        raise Destroyed(f"Data key {key_id} is destroyed.")
    header, nonce = VERSION + key_id.bytes, secrets.token_bytes(NONCE)
    sealed = Sealed(header + nonce + cipher.encrypt(nonce, text.encode(), header + place.encode()), place)
    sealed.opened = str(text)
    return sealed


def unseal(sealed, ciphers=None):
    """The words, or GONE when their key is destroyed; raises Tampered.

    `ciphers`: kept between many that are opened in one go, so that the ring is asked once for each key.
    """
    if sealed.opened is None:
        stored = sealed.stored
        if len(stored) < SHORTEST or not stored.startswith(VERSION):
            raise Tampered(f"{sealed.place} does not hold sealed words.")
        cipher = _cipher_of(stored[:HEADER], {} if ciphers is None else ciphers)
        if cipher is None:
            return str(GONE)  # not remembered: the next reader may have another language
        bond = stored[:HEADER] + sealed.place.encode()
        nonce, ciphertext = stored[HEADER : HEADER + NONCE], stored[HEADER + NONCE :]
        try:
            sealed.opened = cipher.decrypt(nonce, ciphertext, bond).decode()
        except InvalidTag as refusal:
            raise Tampered(f"{sealed.place} was changed or moved.") from refusal
    return sealed.opened


def _cipher_of(header, ciphers):
    if header not in ciphers:
        ciphers[header] = ring.cipher(uuid.UUID(bytes=header[len(VERSION) :]))
    return ciphers[header]


def stored(*, instance, name):
    """The bytes of a sealed field as they are, or will be, in the database; empty for no words."""
    sealed = instance._meta.get_field(name).pre_save(instance, add=instance._state.adding)
    return sealed.stored if sealed else b""


class LazyWords(DeferredAttribute):
    """Opens on first reading, as most rows of a page are not read; loads first if the column was deferred."""

    def __get__(self, instance, cls=None):
        if instance is None:
            return self
        super().__get__(instance, cls)
        held = instance.__dict__[self.field.attname]
        if not isinstance(held, Sealed):
            return held
        words = Words(unseal(held))
        words.sealed = held
        return words

    def __set__(self, instance, value):
        place = self.field.place(instance)
        if isinstance(value, Words):
            value = value.sealed if value.sealed.place == place else str(value)
        elif isinstance(value, Sealed) and value.place is None:
            value.place = place
        instance.__dict__[self.field.attname] = value


class SealedText(models.Field):
    """Text sealed under the data key that the instance names in `vault_key_id`.

    Declare the primary key before it, with a default: a row must have its id when its words are sealed.
    `None` stays NULL and "" stays empty, unsealed. Works with save, bulk_create, defer and only;
    `max_length` counts the characters written. `update()`, `bulk_update()` and lookups other than
    `isnull` raise TypeError, since the database sees no words. Reading gives `GONE` once the key is
    destroyed and raises Tampered for bytes that were changed or moved.
    """

    description = _("Sealed text")
    descriptor_class = LazyWords

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.max_length is not None:
            self.validators.append(MaxLengthValidator(self.max_length))

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "community.vault.SealedText", args, kwargs

    def check(self, **kwargs):
        problems = super().check(**kwargs)
        if not hasattr(self.model, "vault_key_id"):
            message = "The model needs a `vault_key_id` that returns the id of the DataKey to seal with."
            problems.append(checks.Error(message, obj=self, id="vault.E001"))
        return problems

    def get_internal_type(self):
        return "BinaryField"

    def place(self, instance):
        """What a value is bound to: table, column and row."""
        meta = self.model._meta
        return self._place_of(meta.pk.to_python(instance.__dict__.get(meta.pk.attname)))

    def _place_of(self, row):
        if isinstance(row, str) and len(row) == UNDASHED:
            row = f"{row[:8]}-{row[8:12]}-{row[12:16]}-{row[16:20]}-{row[20:]}"
        return f"{self.model._meta.db_table}|{self.column}|{row}"

    def opened(self, rows):
        """Opens (id, words) pairs as `values_list()` gives them, without making instances.

        Many are asked for more quickly as the database has them: the id as text, the words as their bytes.
        """
        ciphers = {}
        for row, sealed in rows:
            if isinstance(sealed, bytes):
                sealed = Sealed(sealed) if sealed else ""
            if isinstance(sealed, Sealed):
                sealed.place = self._place_of(row)
                sealed = unseal(sealed, ciphers)
            yield row, sealed

    def pre_save(self, model_instance, add):
        held = model_instance.__dict__.get(self.attname)
        place = self.place(model_instance)
        if isinstance(held, Sealed) and held.place == place and not add:
            return held
        text = getattr(model_instance, self.attname)
        if not text:
            return text
        if isinstance(text, Words) and text.sealed.place == place:
            return text.sealed
        if model_instance.pk is None:
            raise TypeError(f"{self} is bound to its row: give the row an id before its words are sealed.")
        sealed = seal(text, key_id=model_instance.vault_key_id, place=place)
        model_instance.__dict__[self.attname] = sealed
        return sealed

    def get_db_prep_value(self, value, connection, prepared=False):
        if value is None:
            return None
        if isinstance(value, Sealed):
            return connection.Database.Binary(value.stored)
        if not value:
            return connection.Database.Binary(b"")
        raise TypeError(f"{self} is sealed row by row: set it on each instance and save() that.")

    def from_db_value(self, value, expression, connection):
        if value is None:
            return None
        return Sealed(bytes(value)) if len(value) else ""

    def to_python(self, value):
        return value if value is None or isinstance(value, str) else str(value)

    def clean(self, value, model_instance):
        # Words that came from the vault were measured when they were written; GONE was never written.
        return value if isinstance(value, Words) else super().clean(value, model_instance)

    def get_lookup(self, lookup_name):
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise TypeError(f"{self} is sealed: the database cannot look into it.")

    def value_to_string(self, obj):
        raise TypeError(f"{self} is sealed: a dump would lay its words open.")
