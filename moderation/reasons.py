"""The statement of reasons, written from what was decided, in the language of the person it is for.

Digital Services Act art. 17(3): what was decided and until when, on which facts, by which rule, whether a machine had
a part in it, and how to object. A moderator may change the words before they are sent.
"""

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import gettext_noop as _noop

from groups.models import Message
from moderation.house_rules import RULES
from moderation.house_rules import rule as house_rule
from moderation.models import Case, Decision
from moderation.screeners.urgency import weight_of

Measure = Decision.Measure
LAW = "law"
ANY = "kind"  # the rule in the record where nothing was found: nobody reads it
DATE = {"en": "j F Y", "fi": "j. E Y", "sv": "j F Y", "nb": "j. F Y"}
# Which rule is most likely broken where such a screener held the words, or they were reported as this; of equally
# serious findings the first.
LIKELY = {
    "threats": "kind",
    "risk": "no_methods",
    "grooming": "meet_here",
    "identifiers": "private",
    "links": "meet_here",
    "exposed": "private",
    "contact": "meet_here",
    "fraud": "no_selling",
    "harm": "no_methods",
}


# What is said of the facts where nobody wrote more: under each rule one sentence, true of words and of a person.
READY = {
    "kind": _noop("It hurt, pressed or looked down on somebody."),
    "private": _noop("It told something that can show who somebody is, or what was said in confidence."),
    "meet_here": _noop("It asked for contact outside the group, where staff cannot help."),
    "no_methods": _noop("Others listen who find it hard too."),
    "no_selling": _noop("It offered, asked for money, or looked for people for something else."),
    "honest": _noop("It spoke as somebody you are not here."),
    "listen_staff": _noop("Staff had asked for something else."),
}


# Said before all else to whoever spoke of a danger to their own life; `make_known` writes down the promise in it.
CARE = _noop(
    "Somebody of the staff has read what you wrote, and it matters to us how you are. A safeguarding lead gets in "
    "touch with you today."
)
FOUND_NOTHING = (Measure.NONE, Measure.RELEASE)
UNTIL = {
    Measure.HOLD_FIRST: _lazy("Read first until %(day)s"),
    Measure.MUTE: _lazy("Listen only until %(day)s"),
    Measure.PAUSE: _lazy("The account is paused until %(day)s"),
}


def ready(rule, language, *, in_danger=False):
    """The ready sentence under a rule, in the language of the person; "" under the law, which needs its own words.

    `in_danger`: of somebody's own life; then nobody is told that what they said was hard for others.
    """
    if rule not in READY or (in_danger and rule == "no_methods"):
        return ""
    with translation.override(language):
        return _(READY[rule])


def cares(case, measure):
    """Whether its person is told that we care and that somebody gets in touch: something is done about their words,
    and these spoke of a danger to their own life."""
    return measure not in FOUND_NOTHING and case.speaks_of_danger


def in_one_line(decision):
    """What was decided, until when and by which rule, for staff in their language; no rule where nothing was found."""
    said, language = decision.get_measure_display(), translation.get_language()
    if decision.ends_at:
        said = UNTIL[decision.measure] % {"day": day_of(decision.ends_at, decision.case, language)}
    if decision.measure in FOUND_NOTHING:
        return said
    rule = house_rule(decision.rule, language).title if decision.rule in RULES else decision.legal_ground
    return f"{said} · {rule}"


def likely_rule(case, report_kinds=(), otherwise=ANY):
    """The rule a case is most likely about, by the most serious finding; a moderator chooses. `otherwise`: where
    nothing points to one."""
    order = list(LIKELY)
    found = [(rule_id.partition(".")[0], weight_of(rule_id)) for rule_id in case.rules]
    found = [(weight, order.index(kind), kind) for kind, weight in found if kind in LIKELY]
    hints = [kind for _weight, _order, kind in sorted(found)]
    return next((LIKELY[hint] for hint in [*hints, *report_kinds] if hint in LIKELY), otherwise)


def facts_of(case, language, rule="", measure=""):
    """What happened, without the words themselves: who reads it later need not read those again."""
    in_danger = case.speaks_of_danger
    sentence = "" if measure in FOUND_NOTHING else ready(rule, language, in_danger=in_danger)
    return f"{_how_it_came(case, language)} {sentence}".strip()


def _how_it_came(case, language):
    with translation.override(language):
        day = {"day": day_of(case.opened_at, case, language)}
        if case.words is None:
            return _("On %(day)s we were told about something in your group or on your account.") % day
        if case.kind in {Case.Kind.REPORT, Case.Kind.NOTICE}:
            return _("On %(day)s we were asked to look at words you wrote in your group.") % day
        if case.rules:
            return _("On %(day)s an automatic check held words you wrote until a person had read them.") % day
        return _("On %(day)s staff read words you wrote before the others saw them.") % day


def draft(*, case, measure, rule, language, ends_at=None, facts="", takes_words=False, legal_ground=""):
    """The whole statement as text, paragraph by paragraph."""
    with translation.override(language):
        parts = [
            facts or facts_of(case, language, rule, measure),
            _effect(case, measure, ends_at, takes_words, language),
        ]
        if measure not in FOUND_NOTHING:
            parts[1:1] = [_ground(rule, language, legal_ground)]
            parts += [_machine(case), _redress()]
        if cares(case, measure):
            parts.insert(0, _(CARE))
        return "\n\n".join(parts)


def why(decision):
    """In one breath, for where the words themselves stood: the rule, and what happened. At most 500 characters."""
    with translation.override(decision.language):
        text = f"{_ground(decision.rule, decision.language, decision.legal_ground)} {decision.facts}"
    limit = Message._meta.get_field("reason").max_length
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _ground(rule, language, legal_ground):
    if rule == LAW:
        return _("The law it is about: %(law)s.") % {"law": legal_ground}
    return _("Our rule: %(rule)s.") % {"rule": house_rule(rule, language).title} if rule in RULES else ""


def _effect(case, measure, ends_at, takes_words, language):
    effects = {
        Measure.NONE: _("We read it and found nothing to do."),
        Measure.RELEASE: _("Your words were read and are now shown."),
        Measure.RETURN: _("Your words were not shown. You have them back and can write them another way."),
        Measure.REMIND: _("This is a reminder. Nothing else changes."),
        Measure.HIDE: _("Your words are hidden from the group. That something stood there can be seen."),
        Measure.HOLD_FIRST: _("Until %(until)s staff read your words before the others see them."),
        Measure.MUTE: _(
            "Until %(until)s you can read in the group and call staff, and not write to the group."
        ),
        Measure.PAUSE: _(
            "Your account is paused until %(until)s. You can read, and object to this decision."
        ),
        Measure.END_SEAT: _("Your seat in the group has ended. A new invitation can lead you back."),
        Measure.END_MEMBERSHIP: _("Your membership in the group has ended, for good."),
        Measure.CLOSE_ACCOUNT: _("Your account is closed, for good."),
    }
    said = effects[measure] % {"until": day_of(ends_at, case, language) if ends_at else "…"}
    if takes_words and measure not in {Measure.RETURN, Measure.HIDE}:
        said += " " + _("The words it is about are not shown to the group.")
    return said


def _machine(case):
    if case.rules:
        return _("An automatic check pointed to it. A person decided.")
    return _("No automatic check had a part in this. A person decided.")


def _redress():
    return _(
        "You can object for six months, free of charge, on the page “What was decided about me”. Somebody else than "
        "whoever decided looks at it anew. You can also turn to an out-of-court dispute settlement body, or to a court."
    )


def day_of(moment, case, language):
    """The day by the clock of the group."""
    zone = case.group.zone if case.group else None
    return date_format(timezone.localtime(moment, zone), DATE.get(language, DATE["en"]))
