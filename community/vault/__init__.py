"""Words at rest: what people write is stored sealed, under a key that can be destroyed.

Envelope encryption with AES-256-GCM: every group has a data key, which is stored wrapped by a key from
the environment. A sealed value is bound to its table, column, row and key, so that moved elsewhere it
does not open. Renaming such a table or column therefore means sealing its rows again in the same migration.
"""

from community.vault.keys import DataKey, KeyRing, Tampered, destroy, new_key, rewrap, scrub, site_key
from community.vault.sealed import GONE, Destroyed, SealedText

__all__ = [
    "GONE",
    "DataKey",
    "Destroyed",
    "KeyRing",
    "SealedText",
    "Tampered",
    "destroy",
    "new_key",
    "rewrap",
    "scrub",
    "site_key",
]
