"""What the directory holds of a person: cards they keep with their notes, and where they were handed over to."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.accounts.own_data import OTHERS, Holding, Stay, Withheld, listing
from community.directory.actions.erasing import erase_kept
from community.directory.cards import card_of
from community.directory.models import Kept, Referral


class Held(Holding):
    """Nothing here belongs to a group: it goes with the account only."""

    goes = {
        "cards": gettext_lazy("cards you keep, with your notes"),
        "referrals": gettext_lazy("referrals to services; those under way are taken back"),
    }
    stays = {
        "handed": Stay(
            gettext_lazy(
                "That somebody was handed over to a service, and on which days; without a word or a name"
            ),
            gettext_lazy("So that the service reads that it was taken back."),
            gettext_lazy("as long as the list of services; it leads to nobody"),
        ),
    }
    tables = ("directory_kept", "directory_referral")

    def export(self, person):
        yield _cards(person)
        yield _referrals(person)

    def withheld(self, person):
        yield Withheld(
            _("Requests to be contacted"),
            _(
                "They are made without an account, so we cannot tell which are yours. They are erased by themselves."
            ),
        )
        yield Withheld(
            _("What a service answered to a referral"),
            _("It is the service’s words. You read them on the page of the referral."),
        )

    def counts(self, person, place=None):
        if place:
            return {}
        return {
            "cards": Kept.objects.visible_to(person).count(),
            "referrals": Referral.objects.visible_to(person).filter(erased_at=None).count(),
        }

    def kept(self, person, place=None):
        if place is None and Referral.objects.visible_to(person).exists():
            yield "handed"

    def erase(self, person, place=None, before=None):
        if place is None:
            erase_kept(account=person)


def _cards(person):
    def name(one):
        card = card_of(one.key, person.language)
        return card.name if card else ""

    return listing(
        "cards",
        _("Cards you keep"),
        Kept.objects.visible_to(person).order_by("kept_at"),
        service=(_("Service"), name),
        kept_at=(_("Kept since"), "kept_at"),
        note=(_("Your note"), "note"),
    )


def _referrals(person):
    return listing(
        "referrals",
        _("Your referrals"),
        Referral.objects.visible_to(person).order_by("begun_at"),
        service=(_("Service"), "service_name"),
        state=(_("How it stands"), lambda one: one.state.label),
        begun_at=(_("Begun"), "begun_at"),
        sent_at=(_("Sent"), "sent_at"),
        told=(
            _("What you handed over"),
            lambda one: "\n".join(f"{label}: {words}" for label, words in one.told),
        ),
        answer=(_("Answer"), lambda one: str(OTHERS) if one.answer else ""),
    )
