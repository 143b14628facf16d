"""The rows of a person's copy that come from groups: their own words, and of what others said only that they did."""

from operator import itemgetter

from django.utils.translation import gettext as _

from community.accounts.own_data import OTHERS, listing, without_names
from groups.actions.erasing import NOBODY
from groups.actions.note import own_notes
from groups.actions.wellbeing import own_wellbeing
from groups.models import (
    Aside,
    CheckIn,
    HelpCall,
    Membership,
    Message,
    Muting,
    Note,
    Reaction,
    Signature,
    Turn,
)
from groups.questions import ALL as QUESTIONS


def seats_of(person, place=None):
    """The person's seats, present and past, or the one of that id."""
    seats = Membership.objects.filter(user=person, **({"pk": place} if place else {}))
    return seats.select_related("group").prefetch_related("group__texts").order_by("joined_at")


def aliases_in(seats):
    """By group: the names that others have or had there."""
    names = {seat.group_id: set() for seat in seats}
    others = Membership.objects.filter(group__in=names).exclude(pk__in=[seat.pk for seat in seats])
    for group, alias in others.exclude(alias=NOBODY).values_list("group", "alias"):
        names[group].add(alias)
    return names


def names_of(seats):
    """By group: what it is called."""
    return {seat.group_id: seat.group.name for seat in seats}


def seats(person):
    return listing(
        "seats",
        _("Your groups"),
        seats_of(person),
        group=(_("Group"), "group.name"),
        name=(_("Your name there"), "alias"),
        part=(_("Part"), "get_part_display"),
        joined_at=(_("Since"), "joined_at"),
        left_at=(_("Until"), "left_at"),
        end=(_("How it ended"), "get_end_display"),
    )


def promises(person):
    signed = Signature.objects.visible_to(person).select_related("text", "membership__group")
    return listing(
        "promises",
        _("What you promised"),
        signed.prefetch_related("membership__group__texts").order_by("signed_at"),
        group=(_("Group"), "membership.group.name"),
        signed_at=(_("When"), "signed_at"),
        version=(_("Version"), "version"),
        text=(_("Words"), "text.body"),
        sha256=(_("Its fingerprint (SHA-256)"), "sha256"),
    )


def messages(person):
    """Everything said, as it was said; names of others and what was answered left out."""
    seats = list(seats_of(person))
    names, aliases, own = names_of(seats), aliases_in(seats), {seat.pk for seat in seats}
    said = Message.objects.filter(author__in=own).select_related("author__group", "room__group", "reply_to")

    def answered(one):
        if one.reply_to is None:
            return ""
        return _("your own words") if one.reply_to.author_id in own else str(OTHERS)

    return listing(
        "messages",
        _("What you said in the room"),
        said.order_by("said_at").iterator(chunk_size=500),
        group=(_("Group"), lambda one: names[one.author.group_id]),
        said_at=(_("When"), "said_at"),
        state=(_("How it stands"), "get_state_display"),
        answers=(_("Answers"), answered),
        words=(_("Words"), lambda one: without_names(one.body, aliases[one.author.group_id])),
        card=(_("Card"), "card"),
    )


def lines(person):
    seats = list(seats_of(person))
    names, aliases = names_of(seats), aliases_in(seats)
    written = Aside.objects.filter(author__in=seats).select_related("author", "room__group")
    return listing(
        "lines",
        _("What you wrote to staff alone"),
        written.order_by("said_at").iterator(chunk_size=500),
        group=(_("Group"), lambda one: names[one.author.group_id]),
        said_at=(_("When"), "said_at"),
        seen_at=(_("Seen by staff"), "seen_at"),
        words=(_("Words"), lambda one: without_names(one.body, aliases[one.author.group_id])),
    )


def checks(person):
    seats = list(seats_of(person))
    names = names_of(seats)
    given = CheckIn.objects.filter(seat__in=seats).select_related("meeting__group")
    columns = {
        key: (question.words, lambda one, key=key: one.answers.get(key))
        for key, question in QUESTIONS.items()
    }
    return listing(
        "checks",
        _("Your answers to check-in and check-out, 0 to 10"),
        given.order_by("answered_at"),
        group=(_("Group"), lambda one: names[one.meeting.group_id]),
        kind=(_("Kind"), "get_kind_display"),
        answered_at=(_("When"), "answered_at"),
        **columns,
        told=(_("Counted for staff"), lambda one: bool(one.told)),
    )


def signs(person):
    seats = list(seats_of(person))
    names = names_of(seats)
    given = Reaction.objects.filter(seat__in=seats).select_related("seat").order_by("given_at")
    return listing(
        "signs",
        _("Signs you gave"),
        given,
        group=(_("Group"), lambda one: names[one.seat.group_id]),
        given_at=(_("When"), "given_at"),
        sign=(_("Sign"), "get_kind_display"),
        under=(_("Under"), lambda one: str(OTHERS)),
    )


def turns(person):
    taken = Turn.objects.filter(seat__user=person).select_related("round").order_by("round__began_at")
    return listing(
        "turns",
        _("Your turns in rounds"),
        taken,
        round_began_at=(_("When"), "round.began_at"),
        state=(_("How it went"), "get_state_display"),
    )


def calls(person):
    made = HelpCall.objects.filter(caller__user=person).order_by("called_at")
    return listing(
        "calls",
        _("When you called for help"),
        made,
        called_at=(_("When"), "called_at"),
        answered_at=(_("Staff came"), "answered_at"),
    )


def folded(person):
    """That somebody is not read; not who."""
    folds = Muting.objects.filter(by__user=person).order_by("since")
    return listing(
        "folded",
        _("People you do not read"),
        folds,
        since=(_("Since"), "since"),
        whom=(_("Whom"), lambda one: _("somebody in the group")),
    )


def notes(person):
    """The person’s own notebook, which nobody else reads."""
    aliases = set().union(*aliases_in(seats_of(person)).values())
    return listing(
        "notes",
        _("Your notebook"),
        _later(own_notes, person),
        kind=(_("Kind"), lambda one: Note.Kind(one["kind"]).label),
        written_at=(_("When"), itemgetter("written_at")),
        changed_at=(_("Changed"), itemgetter("changed_at")),
        shared_at=(_("Shared with staff"), itemgetter("shared_at")),
        done_at=(_("Put aside"), itemgetter("done_at")),
        words=(_("Words"), lambda one: without_names(one["words"], aliases)),
    )


def wellbeing(person):
    return listing(
        "wellbeing",
        _("How you have been (WHO-5)"),
        _later(own_wellbeing, person),
        answered_at=(_("When"), itemgetter("answered_at")),
        numbers=(_("Your five answers, 0 to 5"), itemgetter("numbers")),
        score=(_("Score, 0 to 100"), itemgetter("score")),
    )


def _later(ask, person):
    """Opened only once somebody reads them."""
    yield from ask(account=person)


ALL = (seats, promises, messages, lines, checks, signs, turns, calls, folded, notes, wellbeing)
