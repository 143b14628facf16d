"""Telling names that look alike: one short form for all that a tired eye would read the same."""

import unicodedata

# Letters of other alphabets, and digits, that pass for Latin ones (after case folding), each above its twin.
TWINS = str.maketrans(
    "авгеёзиіїјкмнопрстухѕь" + "αβγεηικνορστυχω" + "ıłøđðþ" + "i0123456789|",
    "abreeeulljkmhonpctyxsb" + "abyenlkvopotuxw" + "lloddp" + "lolzeasbtbgl",
)
PAIRS = (("æ", "ae"), ("œ", "oe"), ("rn", "m"), ("vv", "w"), ("cl", "d"))


def squeezed(text):
    """Letters and digits only, case and width folded away."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())


def folded(text):
    """Equal for names that look alike: accents, capitals, spaces and twin letters fall away."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign)).translate(TWINS)
    plain = squeezed(plain)
    for pair, one in PAIRS:
        plain = plain.replace(pair, one)
    return plain
