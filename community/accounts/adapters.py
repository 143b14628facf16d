"""What we change in how allauth signs people in."""

import base64
import logging
import time
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.core.exceptions import SignupClosedException
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from django.conf import settings
from django.core.mail import EmailMessage
from django.shortcuts import redirect, resolve_url
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _

from community.accounts import closed, ownership, passphrases, usernames
from community.accounts.actions.device import remove_devices
from community.accounts.actions.session import end_session, sign_out
from community.accounts.device import told_here
from community.audit.actions import record
from community.vault import Tampered, site_key
from community.vault.sealed import Sealed, seal, unseal

logger = logging.getLogger(__name__)

NO_MATCH = _("These do not belong together. Check the name or address, then the passphrase.")
SECRETS = "mfa_authenticator|data"  # allauth tells no row; ownership.py binds it to one


def at_home(url):
    """The same path at the address we know as ours: what a request says about its host is the sender's word."""
    return settings.SITE_URL + urlsplit(url).path


class AccountAdapter(DefaultAccountAdapter):
    """Accounts exist by invitation only, and no answer tells whether one does."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": NO_MATCH,
        "username_password_mismatch": NO_MATCH,
        "invalid_login": NO_MATCH,
        "incorrect_password": _("This is not your passphrase. Try once more."),
        "enter_current_password": _("This is not your passphrase. Try once more."),
        "incorrect_code": _(
            "This code does not fit. Codes from an app change every half a minute: try the newest."
        ),
        "too_many_login_attempts": _("That was a few tries in a row. Wait five minutes, then try again."),
        "rate_limited": _("That was a few tries in a row. Wait a few minutes, then try again."),
        "invalid_password_reset": _("This link has been used or is too old. Ask for a new one."),
        "duplicate_email": _("This is your address already."),
        "same_as_current": _("This is the one you have now."),
        "username_taken": _("Choose another name."),
    }

    def is_open_for_signup(self, request):
        return False

    def clean_username(self, username, shallow=False):
        return super().clean_username(usernames.clean(username), shallow)

    def is_safe_url(self, url):
        """Only this very host: allauth would also follow links to the other names it answers to."""
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )

    def get_reset_password_from_key_url(self, key):
        return at_home(super().get_reset_password_from_key_url(key))

    def get_email_confirmation_url(self, request, emailconfirmation):
        return at_home(super().get_email_confirmation_url(request, emailconfirmation))

    def respond_user_inactive(self, request, user):
        """They have proved who they are: what was decided about them stays theirs to read and to object to."""
        closed.remember(request, user)
        return super().respond_user_inactive(request, user)

    def render_mail(self, template_prefix, email, context, headers=None):
        """One subject for every mail, and text only: a locked screen and a shared mailbox tell nothing."""
        body = render_to_string(f"{template_prefix}_message.txt", context, self.request)
        return EmailMessage(
            gettext("Your account"), body.strip() + "\n", self.get_from_email(), [email], headers=headers
        )

    def send_mail(self, template_prefix, email, context):
        """In the reader's language. A mail that cannot be sent is logged and keeps nobody from signing in."""
        language = context["user"].language if "user" in context else get_language()
        try:
            with override(language):
                super().send_mail(template_prefix, email, context)
        except OSError as trouble:  # smtplib's errors among them
            logger.error("mail.not_sent", extra={"facts": {"trouble": type(trouble).__name__}})

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Something about how this person signs in was changed; the page says what, the mail does not."""
        if email or EmailAddress.objects.filter(user=user, primary=True, verified=True).exists():
            super().send_notification_mail("account/email/notice", user, {"user": user}, email)

    def login(self, request, user):
        is_first = user.last_login is None
        super().login(request, user)
        if is_first and (address := EmailAddress.objects.filter(user=user, verified=False).first()):
            address.send_confirmation(request)
        if user.is_staff_somewhere:
            record(user, "session.began", user)

    def post_login(self, request, user, **facts):
        """Staff without a second step are led to add one; everybody gets the language they chose."""
        response = super().post_login(request, user, **facts)
        if user.is_staff_somewhere and not passphrases.has_second_step(user):
            response = redirect("mfa_index")
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            user.language,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
        )
        return response

    def logout(self, request):
        sign_out(request=request)

    def is_reauthentication_required(self, *, app, **facts):
        """Signing in just now counts as much as being asked again: both hold for REAUTHENTICATION_TIMEOUT."""
        records = get_authentication_records(self.request, self.request.user)
        fresh = records and time.time() - records[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        return not fresh and super().is_reauthentication_required(app=app, **facts)

    def get_reauthentication_methods(self, user):
        words = {
            "reauthenticate": _("Use your passphrase"),
            "mfa_reauthenticate": _("Use a code"),
            "mfa_reauthenticate:webauthn": _("Use a passkey"),
        }
        return [way | {"description": words[way["id"]]} for way in super().get_reauthentication_methods(user)]

    def get_password_change_redirect_url(self, request):
        return resolve_url("accounts:you")


class MFAAdapter(DefaultMFAAdapter):
    """Second steps: secrets sealed at rest, and never removed from under someone who needs one."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "cannot_delete_authenticator": _(
            "This is your only second step, and your account needs one. Add another first, then remove this."
        ),
        "cannot_generate_recovery_codes": _(
            "Recovery codes stand in for a second step. Add a second step first."
        ),
    }

    def encrypt(self, text):
        return base64.b64encode(seal(text, key_id=site_key(), place=SECRETS).stored).decode()

    def decrypt(self, encrypted_text):
        if encrypted_text.startswith(ownership.MARK):
            raise Tampered("A second step's secret is not in its owner's row.")
        return unseal(Sealed(base64.b64decode(encrypted_text), SECRETS))

    def can_delete_authenticator(self, authenticator):
        """Staff, and anyone whose passphrase is too short to stand alone, keep at least one second step."""
        user = authenticator.user
        others = Authenticator.objects.filter(user=user, type__in=passphrases.SECOND_STEPS).exclude(
            pk=authenticator.pk
        )
        if others.exists():
            return True
        return user.has_long_passphrase and not user.is_staff_somewhere

    def generate_authenticator_name(self, user, type):  # noqa: A002 - allauth names it
        """A name its owner can tell from the others, such as "Passkey 2"."""
        count = Authenticator.objects.filter(user=user, type=type).count()
        return _("Passkey") if not count else _("Passkey %(number)d") % {"number": count + 1}

    def build_totp_svg(self, url):
        """Nothing: allauth would put it in a data: address, which our policy bars. See the view `qr`."""
        return ""

    def _get_site_name(self):
        return settings.SITE_NAME


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """OpenID Connect signs in staff who have an account here; it opens none, and never a member's."""

    def is_open_for_signup(self, request, sociallogin):
        return False

    def pre_social_login(self, request, sociallogin):
        """Refuse alike whether nobody or a member was found, so that the answer tells nothing."""
        if request.user.is_authenticated and sociallogin.state.get("process") == "connect":
            found = request.user
        elif sociallogin.is_existing:
            found = sociallogin.user
        else:
            found = self._staff_with_address(sociallogin)
            if found:
                sociallogin.connect(request, found)
        if not found or not found.is_staff_somewhere:
            raise SignupClosedException

    def _staff_with_address(self, sociallogin):
        """The account whose address both sides have verified."""
        addresses = [address.email.lower() for address in sociallogin.email_addresses if address.verified]
        known = EmailAddress.objects.filter(email__in=addresses, verified=True, user__is_active=True)
        return next(
            (address.user for address in known.select_related("user") if address.user.is_staff_somewhere),
            None,
        )


class UserSessionsAdapter(DefaultUserSessionsAdapter):
    """Ends sessions through our own action, so that their open pages close; other devices are told nothing more."""

    def end_sessions(self, sessions):
        for session in sessions:
            end_session(session_key=session.session_key, reason="ended")
        remove_devices(person=self.request.user, except_pk=told_here(self.request))
