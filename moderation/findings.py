"""What screeners found, in words for staff: what a rule looks for, never what it matched."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from moderation.screeners.rulebook import own_level

BY_LEVEL = {
    "risk": {
        1: gettext_noop("Speaks of distress"),
        2: gettext_noop("A wish to be dead"),
        3: gettext_noop("Thinks of suicide or of hurting themselves"),
        4: gettext_noop("A way, a time, a plan or a goodbye"),
        5: gettext_noop("It may be happening now"),
    }
}
BY_NAME = {
    "risk": {
        "signs": gettext_noop("Several signs of danger together"),
        "encourage": gettext_noop("Tells somebody to die"),
        "other": gettext_noop("Somebody else may be about to die"),
        "violence": gettext_noop("Violence at home"),
        "danger_now": gettext_noop("Violence may be happening now"),
        "child": gettext_noop("A child may be in danger"),
        "eating": gettext_noop("Tips for starving or hiding it"),
    },
    "links": {"chat": gettext_noop("An invitation to another chat")},
}
BY_KIND = {
    "identifiers": gettext_noop("Tells who somebody is"),
    "grooming": gettext_noop("Works towards somebody’s trust, pictures or whereabouts"),
    "threats": gettext_noop("A threat"),
    "links": gettext_noop("A link to elsewhere"),
    "screening": gettext_noop("The automatic check could not read it"),
}


def in_words(rule_id) -> str:
    """What the rule of that id looks for, in a few words; the id itself for a class nobody knows."""
    kind, _dot, rest = rule_id.partition(".")
    name = rest.split(".")[1] if rest.count(".") else rest  # risk.en.intent.1, identifiers.phone
    words = BY_NAME.get(kind, {}).get(name)
    words = words or BY_LEVEL.get(kind, {}).get(own_level(rule_id)) or BY_KIND.get(kind)
    return _(words) if words else rule_id
