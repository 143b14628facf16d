"""Keys and a note to seal with them."""

import pytest

from community import vault
from tests.community.vault.note import Note, make_tables


@pytest.fixture
def key(db):
    make_tables()
    return vault.new_key()


@pytest.fixture
def note(key):
    return Note.objects.create(vault_key_id=key.pk, title="Tuesday", body="We spoke about the bunk beds.")
