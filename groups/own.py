"""What groups hold of a person: their seats, what they promised, said and answered there."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.accounts.own_data import Holding, Place, Stay, Withheld
from groups import own_rows
from groups.actions.erasing import HAS_WORDS, erase_seats, erase_words, forget_person, hide_words
from groups.actions.note import erase_notes
from groups.actions.wellbeing import erase_wellbeing
from groups.models import (
    Aside,
    CheckIn,
    HelpCall,
    Membership,
    Message,
    Note,
    Reaction,
    Signature,
    WellbeingAnswer,
)
from groups.own_rows import seats_of


class Held(Holding):
    """Everything that hangs on a seat. Words lie under the group's key, so they are overwritten one by one."""

    goes = {
        "messages": gettext_lazy("things you said in the room"),
        "signs": gettext_lazy("signs you gave to others"),
        "line": gettext_lazy("lines between you and staff alone, both sides"),
        "checks": gettext_lazy("answers to check-in and check-out"),
        "notes": gettext_lazy("notes in your notebook, and the key they were sealed with"),
        "wellbeing": gettext_lazy("answers about how you have been (WHO-5), and their key"),
        "seats": gettext_lazy("seats, and the name you had there"),
    }
    stays = {
        "places": Stay(
            gettext_lazy("That somebody said something, and when; without the words"),
            gettext_lazy("So that the others can follow what they themselves said."),
            gettext_lazy("until the group’s words are destroyed"),
        ),
        "promise": Stay(
            gettext_lazy("That a promise of confidentiality was signed, and when"),
            gettext_lazy("So that the others can know that everybody beside them had promised."),
            gettext_lazy("as long as the group’s records; after your account is erased it leads to nobody"),
        ),
        "calls": Stay(
            gettext_lazy("That somebody called for help, when, and when staff came"),
            gettext_lazy("So that we can see whether help comes in time."),
            gettext_lazy("as long as the group’s records; after your account is erased it leads to nobody"),
        ),
    }
    tables = (
        "groups_message",
        "groups_aside",
        "groups_checkin",
        "groups_membership",
        "groups_invitation",
        "groups_reaction",
        "groups_note",
        "groups_wellbeinganswer",
    )

    def export(self, person):
        return [make(person) for make in own_rows.ALL]

    def withheld(self, person):
        yield Withheld(
            _("What others said, and the names they go by"),
            _("It is theirs. Where you answered somebody, the copy says so and no more."),
        )
        yield Withheld(
            _("What staff wrote to you on your private line"),
            _("It is their words. You read them in the room."),
        )
        yield Withheld(
            _("The few words by which whoever invited you knows the invitation"),
            _("They are that person’s own note. You can ask them."),
        )
        yield Withheld(
            _("Which rules of our screening marked your words, where nothing was decided about them"),
            _(
                "So that nobody can learn how to get around what protects people. A decision says when a program had "
                "marked the words."
            ),
        )

    def places(self, person):
        return [
            Place(pk=seat.pk, name=seat.group.name, since=seat.joined_at, until=seat.left_at)
            for seat in seats_of(person).filter(part=Membership.Part.MEMBER)
        ]

    def counts(self, person, place=None):
        seats = seats_of(person, place)
        counts = {
            "messages": Message.objects.filter(HAS_WORDS, author__in=seats).count(),
            "signs": Reaction.objects.filter(seat__in=seats).count(),
            "line": Aside.objects.filter(member__in=seats).count(),
        }
        if place:
            return counts
        return counts | {
            "checks": CheckIn.objects.filter(seat__in=seats).count(),
            "notes": Note.objects.visible_to(person).count(),
            "wellbeing": WellbeingAnswer.objects.filter(wellbeing__account=person).count(),
            "seats": seats.count(),
        }

    def kept(self, person, place=None):
        seats = seats_of(person, place)
        if Message.objects.filter(author__in=seats, position__isnull=False).exists():
            yield "places"
        if Signature.objects.filter(membership__in=seats).exists():
            yield "promise"
        if HelpCall.objects.filter(caller__in=seats).exists():
            yield "calls"

    def hide(self, person):
        hide_words(person=person)

    def erase(self, person, place=None, before=None):
        if place is None:
            erase_notes(account=person)
            erase_wellbeing(account=person)
            erase_seats(person=person)
            return
        for seat in seats_of(person, place).select_related("user"):
            erase_words(seat=seat, actor=person, before=before)

    def forget(self, person):
        forget_person(person=person)
