"""Words at rest: what people write is stored sealed, under a key that can be destroyed.

Envelope encryption with AES-256-GCM: every group has a data key, and so has what one person keeps for
themselves; each is stored wrapped by a key from the environment. A sealed value is bound to its table,
column, row and key, so that moved elsewhere it does not open. Renaming such a table or column therefore
means sealing its rows again in the same migration.
"""

from community.vault.keys import (
    DataKey,
    Tampered,
    destroy,
    new_key,
    personal_key,
    primary_kek,
    rewrap,
    scrub,
    site_key,
)
from community.vault.sealed import GONE, Destroyed, SealedText, stored

__all__ = [
    "GONE",
    "DataKey",
    "Destroyed",
    "SealedText",
    "Tampered",
    "destroy",
    "new_key",
    "personal_key",
    "primary_kek",
    "rewrap",
    "scrub",
    "site_key",
    "stored",
]
