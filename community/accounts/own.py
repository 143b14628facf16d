"""What accounts hold of a person: who they are here, how they sign in, and what they did with their own data."""

from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.accounts.actions.own_data import empty_account
from community.accounts.own_data import Holding, Stay, Withheld, listing


class Held(Holding):
    """The account itself. It goes last: rows that must stay may still need to find their person."""

    goes = {"account": gettext_lazy("your account: sign-in name, address, passphrase, passkeys, devices")}
    stays = {
        "receipt": Stay(
            gettext_lazy(
                "This receipt, and that there was an account: numbers and days, no name and no words"
            ),
            gettext_lazy("So that we can show you, and whoever watches over us, that it was done."),
            gettext_lazy("three years"),
        ),
        "log": Stay(
            gettext_lazy("Lines in the log: that something was done, when, under a number that was yours"),
            gettext_lazy(
                "Each line seals the one before, so that nobody can change what staff did. They hold no words."
            ),
            gettext_lazy("as long as the log; the number no longer leads to anybody"),
        ),
    }
    tables = ("accounts_user", "accounts_device", "account_emailaddress", "mfa_authenticator")

    def export(self, person):
        yield _account(person)
        yield _ways_in(person)
        yield _devices(person)
        yield _told_devices(person)
        yield _codes(person)
        if person.roles.exists():
            yield _at_work(person)
            yield _duties(person)
            yield _registrations(person)
        yield _requests(person)

    def withheld(self, person):
        yield Withheld(
            _("Passphrase, passkeys and the secrets of apps"),
            _("They are kept so that nobody can read them, neither you nor we."),
        )
        yield Withheld(
            _("How a device is reached that shows when there is something new"),
            _("Whoever has it could send to that device."),
        )

    def counts(self, person, place=None):
        return {} if place else {"account": 1}

    def kept(self, person, place=None):
        return ("log",) if place else ("receipt", "log")

    def forget(self, person):
        empty_account(person=person)


def _account(person):
    return listing(
        "account",
        _("Your account"),
        [person],
        sign_in_name=(_("Sign-in name"), "username"),
        name_shown=(_("Name shown to others"), "display_name"),
        email=(_("E-mail address"), "email"),
        is_confirmed=(
            _("Confirmed"),
            lambda one: one.email and one.emailaddress_set.filter(verified=True).exists(),
        ),
        language=(_("Language"), "get_language_display"),
        country=(_("Country"), "get_country_display"),
        standing=(_("How it stands"), "get_standing_display"),
        paused_until=(_("Paused until"), "paused_until"),
        joined_at=(_("Opened"), "date_joined"),
        digest=(_("Mails when there is something new"), "get_digest_display"),
        reminds=(_("A mail on the day of a meeting"), "reminds"),
        quiet=(_("No mails between"), lambda one: f"{one.quiet_from:%H:%M} – {one.quiet_to:%H:%M}"),
        last_told_at=(_("Last mail about news"), "told_at"),
        last_reminded_at=(_("Last reminder"), "reminded_at"),
        tab_is_neutral=(_("A neutral tab"), "tab_is_neutral"),
        exit_to=(_("Where “Exit page” leads"), "get_exit_to_display"),
        ends_with_tab=(_("Signed out when the tab closes"), "ends_with_tab"),
        last_signed_in_at=(_("Last signed in"), "last_login"),
        has_passphrase=(_("Has a passphrase"), lambda one: one.has_usable_password()),
    )


def _ways_in(person):
    return listing(
        "ways_in",
        _("How you sign in"),
        person.authenticator_set.order_by("created_at"),
        kind=(_("Kind"), "get_type_display"),
        name=(_("Name"), lambda one: one.data.get("name", "")),
        added_at=(_("Added"), "created_at"),
        last_used_at=(_("Last used"), "last_used_at"),
    )


def _at_work(person):
    return listing(
        "at_work",
        _("Sign-in at work"),
        person.socialaccount_set.order_by("date_joined"),
        number=(_("Your number there"), "uid"),
        added_at=(_("Added"), "date_joined"),
        last_used_at=(_("Last used"), "last_login"),
    )


def _devices(person):
    return listing(
        "devices",
        _("Where you are signed in"),
        UserSession.objects.filter(user=person).order_by("created_at"),
        began_at=(_("Since"), "created_at"),
        browser=(_("Browser"), "user_agent"),
        address=(_("Network address"), "ip"),
    )


def _told_devices(person):
    return listing(
        "told_devices",
        _("Devices that show when there is something new"),
        person.devices.order_by("made_at"),
        made_at=(_("Since"), "made_at"),
        seen_at=(_("Last signed in"), "seen_at"),
    )


def _codes(person):
    return listing(
        "codes",
        _("Codes to come back in"),
        person.return_codes.order_by("made_at"),
        made_at=(_("Made"), "made_at"),
        used_at=(_("Used"), "used_at"),
    )


def _duties(person):
    return listing(
        "duties",
        _("What you do here"),
        person.roles.order_by("granted_at"),
        duty=(_("Duty"), "get_kind_display"),
        granted_at=(_("From"), "granted_at"),
        ended_at=(_("Until"), "ended_at"),
    )


def _registrations(person):
    return listing(
        "registrations",
        _("Your registration"),
        person.credentials.order_by("checked_on"),
        profession=(_("Profession"), "profession"),
        register=(_("Register"), "register"),
        number=(_("Number"), "number"),
        checked_on=(_("Checked on"), "checked_on"),
        revoked_at=(_("Taken back"), "revoked_at"),
    )


def _requests(person):
    return listing(
        "requests",
        _("What you did with your own data"),
        person.own_data_requests.order_by("asked_at"),
        kind=(_("What"), "get_kind_display"),
        asked_at=(_("When"), "asked_at"),
        done_at=(_("Done"), "done_at"),
        taken_back_at=(_("Taken back"), "taken_back_at"),
    )
