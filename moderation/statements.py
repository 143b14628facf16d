"""The statement of reasons in words: what was decided, which rule, what happened, until when, how to object.

The house's own sentences, in the language of whoever it is about (Digital Services Act art. 17). Whoever decides may
write their own instead. Nobody else's words and nobody's name are in them.
"""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from moderation.house_rules import RULES, rule

LAW = "law"  # in the place of a house rule's id: the ground is a law, and the decision names it
TIME = "H.i"


def why(decision):
    """The ground in one line, for the place where the words stood."""
    if decision.rule in RULES:
        cited = rule(decision.rule, decision.language)
        return f"{cited.title}. {cited.words}"
    return decision.legal_ground


def facts_of(case, language):
    """What the case is about, without repeating a word of it."""
    with override(language):
        group = case.group.name if case.group else ""
        if case.message is None:
            return (
                _("How you were towards others in %(group)s.") % {"group": group}
                if group
                else _("How you acted here.")
            )
        said = localtime(case.message.said_at)
        facts = {"day": date_format(said, "DATE_FORMAT"), "time": date_format(said, TIME), "group": group}
        return _("What you wrote in %(group)s on %(day)s at %(time)s.") % facts


def draft(*, case, language, measure, rule, legal_ground="", ends_at=None, takes_words=False, facts=""):
    """The whole statement for one decision that is about to be made."""
    with override(language):
        parts = [
            _measure_in_words(measure, ends_at),
            *([_words_too()] if takes_words and measure not in _TAKING else []),
        ]
        parts.append(_ground(rule, legal_ground, language))
        parts.append(
            _("A person read it, with what stood around it, and decided. No program decided anything.")
        )
        if measure not in _NOTHING:
            parts.append(
                _(
                    "If you do not agree, you can object for six months. Somebody who took no part looks at it anew."
                )
            )
        return "\n\n".join(parts)


_TAKING = frozenset({"return", "hide"})
_NOTHING = frozenset({"none", "release"})


def _measure_in_words(measure, ends_at):
    until = {"day": "", "time": ""}
    if ends_at:
        end = localtime(ends_at)
        until = {"day": date_format(end, "DATE_FORMAT"), "time": date_format(end, TIME)}
    return {
        "none": _("We looked at it, and there is nothing to do."),
        "release": _("Your words were read and let through."),
        "return": _("Your words were given back to you. You can say it in another way."),
        "remind": _("We remind you of one of our house rules. Nothing else changes."),
        "hide": _(
            "Something you wrote was hidden from the others. It is kept sealed, so that it can be looked at again."
        ),
        "hold_first": _("Until %(day)s, %(time)s, staff read what you write before others do.") % until,
        "mute": _(
            "Until %(day)s, %(time)s, you can read along and write to staff, and not write to the group."
        )
        % until,
        "pause": _(
            "Your account is paused until %(day)s, %(time)s. You can read, and write to the moderators."
        )
        % until,
        "end_membership": _("Your seat in the group has ended. Two people decided this together."),
        "close_account": _("Your account is closed. Two people decided this together."),
    }[measure]


def _words_too():
    return _("What you wrote is not shown to the others.")


def _ground(rule_id, legal_ground, language):
    if rule_id == LAW:
        return _("The reason is the law: %(law)s.") % {"law": legal_ground}
    cited = rule(rule_id, language)
    return _("The reason is this house rule: “%(title)s”. %(words)s") % {
        "title": cited.title,
        "words": cited.words,
    }
