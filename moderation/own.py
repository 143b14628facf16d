"""What moderation holds of a person: what they asked to be looked at, what was decided about them, and their log."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.accounts.own_data import Holding, Stay, Withheld, listing, without_names
from community.audit.models import Entry
from groups.actions.erasing import NOBODY
from groups.models import Membership
from moderation.models import Appeal, Case, Concern, Decision, Report, Reveal

# What a line of the log may be about to stand in the copy: never one that would tell of a concern or an open case.
TOLD = ("account", "address", "agreement", "invitation", "own_data", "passphrase", "person", "return_code")
TOLD += (
    "role",
    "seat",
    "second_step",
    "session",
    "referral",
    "help",
    "appeal",
    "report.made",
    "report.added",
    "report.asked",
)


class Held(Holding):
    """Law keeps these for a while. Nobody but those on watch sees them, and every look is written down."""

    stays = {
        "decisions": Stay(
            gettext_lazy("What was decided about you, and why"),
            gettext_lazy(
                "The Digital Services Act asks that decisions can be shown and gone over (articles 17 and 20)."
            ),
            gettext_lazy("one year after the decision; then the words go, and that it was about you"),
        ),
        "reports": Stay(
            gettext_lazy("What you asked us to look at"),
            gettext_lazy(
                "Somebody was heard or not heard because of it, and may ask why (Digital Services Act, article 16)."
            ),
            gettext_lazy("one year after it was seen to"),
        ),
        "evidence": Stay(
            gettext_lazy(
                "If words of yours, or words beside them, were reported or had to be read first: a sealed copy, which "
                "nobody in the group sees"
            ),
            gettext_lazy("Whoever decides, and whoever looks at an objection, must see what it was about."),
            gettext_lazy("one year after the decision"),
        ),
        "safety": Stay(
            gettext_lazy(
                "If staff wrote down a worry about somebody’s safety: that record, and what it takes to find the "
                "person. This stands here for everybody, and says nothing about you"
            ),
            gettext_lazy(
                "Danger to life and harm to a child must be followed up by law (GDPR, article 17(3)(b))."
            ),
            gettext_lazy("until it is closed; its words some years longer, as the law of the country asks"),
        ),
    }
    tables = ("moderation_decision", "moderation_appeal")

    def export(self, person):
        yield _decisions(person)
        seats, aliases = _in_their_groups(person)
        yield _objections(person, aliases)
        yield _reports(person, aliases)
        yield _reveals(person)
        yield _log(person, seats)

    def withheld(self, person):
        yield Withheld(
            _("Records about somebody’s safety, if there are any that name you"),
            _(
                "To tell of them could put somebody in danger. This stands here for everybody. Ask the person "
                "in charge of data protection: they may look for you, or the authority may."
            ),
        )
        yield Withheld(
            _("What others asked us to look at, and who they are"),
            _("Nobody must fear to ask. What was decided about you says what it was about."),
        )
        yield Withheld(
            _("Who of the staff stands behind a line of the log, and why they looked"),
            _("Their names and notes are theirs. You can ask whether a look was right."),
        )

    def kept(self, person, place=None):
        if place is None and Decision.objects.about(person).exists():
            yield "decisions"
        if place is None and Report.objects.filter(reporter=person).exists():
            yield "reports"
        yield "evidence"
        yield "safety"

    def needs(self, person):
        """While a case, a concern, an objection or a telling is open that is about them."""
        return (
            Concern.objects.open().filter(seat__user=person).exists()
            or Case.objects.open().filter(person=person).exists()
            or Appeal.objects.open().filter(by=person).exists()
            or Reveal.objects.unsettled().filter(person=person).exists()
        )


def _decisions(person):
    told = Decision.objects.about(person).exclude(told_at=None).select_related("case__group")
    return listing(
        "decisions",
        _("What was decided about you"),
        told.prefetch_related("case__group__texts").order_by("told_at"),
        measure=(_("What"), "get_measure_display"),
        group=(_("Group"), lambda one: one.case.group.name if one.case.group else ""),
        told_at=(_("When"), "told_at"),
        rule=(_("House rule"), "rule"),
        legal_ground=(_("The law"), "legal_ground"),
        facts=(_("What we go by"), "facts"),
        reasons=(_("Why"), "reasons"),
        source=(_("How we came to it"), "get_source_display"),
        automated_detection=(_("A program had marked the words"), "automated_detection"),
        automated_decision=(_("A program decided"), "automated_decision"),
        starts_at=(_("From"), "starts_at"),
        ends_at=(_("Until"), "ends_at"),
        undone_at=(_("Undone"), "undone_at"),
    )


def _in_their_groups(person):
    """The ids of the person's seats, and the names others have or had beside them. One query."""
    there = Membership.objects.filter(group__memberships__user=person).distinct()
    known = list(there.values_list("pk", "user", "alias"))
    seats = [str(pk) for pk, user, _alias in known if user == person.pk]
    return seats, {alias for _pk, user, alias in known if user != person.pk} - {NOBODY}


def _own_words(aliases, name):
    """What they wrote to people on duty, without whom they named and what they quoted."""
    return lambda one: without_names(getattr(one, name), aliases)


def _objections(person, aliases):
    made = Appeal.objects.filter(by=person).order_by("made_at")
    return listing(
        "objections",
        _("Your objections"),
        made,
        made_at=(_("When"), "made_at"),
        words=(_("Words"), _own_words(aliases, "words")),
        outcome=(_("How it ended"), "get_outcome_display"),
        answer=(_("Answer"), "answer"),
        decided_at=(_("Decided"), "decided_at"),
    )


def _reports(person, aliases):
    return listing(
        "reports",
        _("What you asked us to look at"),
        Report.objects.made_by(person),
        kind=(_("What it is about"), "get_kind_display"),
        group=(_("Group"), lambda one: one.group.name if one.group else ""),
        made_at=(_("When"), "made_at"),
        note=(_("Your note"), _own_words(aliases, "note")),
        explanation=(_("Words"), _own_words(aliases, "explanation")),
        told_at=(_("Answered"), "told_at"),
        led_to_something=(_("We acted"), lambda one: one.led_to_something if one.told_at else None),
    )


def _reveals(person):
    return listing(
        "looked_up",
        _("When staff looked up who you are"),
        Reveal.objects.told_to(person),
        answered_at=(_("When"), "answered_at"),
        told=(_("What you were told"), "told"),
    )


def _log(person, seats):
    """What this account did that is on record, and what was done to it; when, not by whom (CJEU C-579/21)."""
    about = Q(subject_type="accounts.user", subject_id=str(person.pk))
    about |= Q(subject_type="groups.membership", subject_id__in=seats)
    known = Q()
    for name in TOLD:
        known |= Q(action__startswith=name)
    lines = Entry.objects.filter(known, about | Q(actor_id=person.pk)).order_by("seq").defer("reason")
    return listing(
        "log",
        _("Your lines in the log"),
        lines.iterator(chunk_size=500),
        at=(_("When"), "at"),
        action=(_("What"), "action"),
        by=(_("Who"), lambda one: _("you") if one.actor_id == person.pk else _("staff, or the house itself")),
    )
