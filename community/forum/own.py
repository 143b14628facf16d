"""What forums hold of a person: what they wrote, the signs they gave, and what they follow."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.accounts.own_data import OTHERS, Holding, listing, without_names
from community.forum.actions.erasing import HAS_WORDS, erase_replies, erase_written, hide_written
from community.forum.models import Following, Reaction, Reply
from groups.own_rows import aliases_in, names_of, seats_of


class Held(Holding):
    """All of it hangs on seats, as what is said in a room does."""

    goes = {
        "replies": gettext_lazy("things you wrote in the forum"),
        "forum_signs": gettext_lazy("signs you gave in the forum"),
        "followings": gettext_lazy("marks of what you follow and how far you read"),
    }
    tables = ("forum_reply", "forum_topic", "forum_reaction")

    def export(self, person):
        return [_replies(person), _signs(person), _followings(person)]

    def counts(self, person, place=None):
        seats = seats_of(person, place)
        counts = {
            "replies": Reply.objects.filter(HAS_WORDS, author__in=seats).count(),
            "forum_signs": Reaction.objects.filter(seat__in=seats).count(),
        }
        return counts if place else counts | {"followings": Following.objects.filter(person=person).count()}

    def hide(self, person):
        hide_written(person=person)

    def erase(self, person, place=None, before=None):
        if place is None:
            erase_written(person=person)
            return
        for seat in seats_of(person, place):
            erase_replies(seat=seat, actor=person, before=before)


def _replies(person):
    seats = list(seats_of(person))
    names, aliases, own = names_of(seats), aliases_in(seats), {seat.pk for seat in seats}
    written = Reply.objects.filter(author__in=own).select_related("author", "quotes", "topic__group")

    def quoted(one):
        if one.quotes is None:
            return ""
        return _("your own words") if one.quotes.author_id in own else str(OTHERS)

    def title(one):
        """Their own, where they began the topic."""
        if one.topic.author_id in own:
            return without_names(one.topic.title, aliases[one.author.group_id])
        return str(OTHERS)

    return listing(
        "replies",
        _("What you wrote in the forum"),
        written.order_by("said_at").iterator(chunk_size=500),
        group=(_("Group"), lambda one: names[one.author.group_id]),
        topic=(_("Topic"), title),
        said_at=(_("When"), "said_at"),
        edited_at=(_("Changed"), "edited_at"),
        state=(_("How it stands"), "get_state_display"),
        quotes=(_("Answers"), quoted),
        words=(_("Words"), lambda one: without_names(one.body, aliases[one.author.group_id])),
    )


def _signs(person):
    seats = list(seats_of(person))
    names = names_of(seats)
    given = Reaction.objects.filter(seat__in=seats).select_related("seat").order_by("given_at")
    return listing(
        "forum_signs",
        _("Signs you gave in the forum"),
        given,
        group=(_("Group"), lambda one: names[one.seat.group_id]),
        given_at=(_("When"), "given_at"),
        sign=(_("Sign"), "get_kind_display"),
        under=(_("Under"), lambda one: str(OTHERS)),
    )


def _followings(person):
    marks = Following.objects.filter(person=person).order_by("pk")
    return listing(
        "followings",
        _("What you follow in the forum"),
        marks,
        mark=(_("Mark"), lambda one: one.get_mode_display() or _("read")),
        read_to=(_("Read up to"), "read_to"),
    )
