"""Asking somebody to come, by a mail that names no group, no person and no reason."""

from community.directory.letters import post, say

__all__ = ["ask_to_come", "post", "say"]


def ask_to_come(letters, name="come"):
    """Send the mail to each of these (address, language) pairs."""
    for address, language in letters:
        say(address=address, language=language, name=name)
