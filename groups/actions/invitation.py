"""Inviting one client: made, sent, opened, declined, taken back. Whoever invites sees states only."""

import logging
from dataclasses import dataclass
from smtplib import SMTPException

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Count
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from community.audit.actions import record
from community.verdicts import require
from groups import codes, rules
from groups.models import Invitation, PeerGroup
from groups.models.group import free_seats
from groups.models.invitation import LIFETIME

log = logging.getLogger("groups.invitation")


@dataclass(frozen=True)
class Made:
    """An invitation just made, with the only copy of its secrets. `code` is empty when it went by e-mail."""

    invitation: Invitation
    token: str
    code: str = ""

    @property
    def link(self):
        return settings.SITE_URL + reverse("groups:open_invitation", args=[self.token])


@transaction.atomic
def invite(
    *, actor, group: PeerGroup, channel: str, language: str, label: str = "", contact: str = ""
) -> Made:
    """Invite one client to a group. An e-mail leaves after the commit; then the address is forgotten.

    Raises ValidationError when every free seat is spoken for. Two who invite at the same instant may both get
    through: a seat is promised to nobody before it is taken (`accept`).
    """
    require(rules.may_invite(actor, group))
    if _free(group) <= on_their_way(groups=[group]).get(group.pk, 0):
        raise ValidationError(
            _(
                "Every free seat in this group has an invitation on its way. If one is not needed any more, whoever "
                "made it can take it back."
            ),
            "invited",
        )
    return _make(actor, group, channel, language, label, contact)


def _free(group):
    """How many seats nobody sits in. Raises ValidationError when there are none."""
    free = len(free_seats(group))
    if not free:
        raise ValidationError(
            _("This group has no free seat now. Ask its coordinator when one is expected."), "full"
        )
    return free


def on_their_way(*, groups) -> dict:
    """How many invitations of each group may still be accepted, by the group's id. One query."""
    counted = Invitation.objects.usable().filter(group__in=groups).values_list("group")
    return dict(counted.annotate(Count("pk")).order_by())


def _make(actor, group, channel, language, label, contact):
    by_email = channel == Invitation.Channel.EMAIL
    token, code = codes.new_token(), "" if by_email else codes.new_code()
    now = timezone.now()
    invitation = Invitation.objects.create(
        group=group,
        referrer=actor,
        label=label,
        contact=contact if by_email else "",
        channel=channel,
        language=language,
        token_digest=codes.digest(token),
        code_digest=codes.digest(code) if code else None,
        made_at=now,
        expires_at=now + LIFETIME,
    )
    record(actor, "invitation.made", invitation, channel=channel)
    made = Made(invitation, token, code)
    if by_email:
        transaction.on_commit(lambda: _send(made))
    return made


def _send(made):
    """Say by e-mail that there is something, never what. The address stays, sealed, if sending failed."""
    invitation = made.invitation
    with translation.override(invitation.language):
        words = {
            "link": made.link,
            "site_name": settings.SITE_NAME,
            "last_day": timezone.localdate(invitation.expires_at, invitation.group.zone),
        }
        subject = render_to_string("emails/invitation_subject.txt", words).strip()
        body = render_to_string("emails/invitation.txt", words)
    try:
        send_mail(subject, body, None, [invitation.contact])
    except (SMTPException, OSError) as failure:
        facts = {"invitation": invitation.pk, "error": type(failure).__name__}
        log.warning("invitation.not_sent", extra={"facts": facts})
        return
    invitation.contact = ""
    invitation.save(update_fields=["contact"])


def find_by_token(*, token: str) -> Invitation | None:
    """The usable invitation a link belongs to. Wrong, used, taken back and expired all answer None."""
    return _usable().filter(token_digest__in=codes.digests(token)).first()


def find_by_code(*, code: str) -> Invitation | None:
    """The usable invitation a typed code belongs to, however it was spaced; None as for a link."""
    return _usable().filter(code_digest__in=codes.digests(codes.typed(code))).first()


def _usable():
    return Invitation.objects.usable().select_related("group", "referrer")


@transaction.atomic
def open_invitation(*, invitation: Invitation):
    """Note that the invited person came to look. The first time counts."""
    now = timezone.now()
    if Invitation.objects.filter(pk=invitation.pk, opened_at=None).update(opened_at=now):
        invitation.opened_at = now
        record(None, "invitation.opened", invitation)


@transaction.atomic
def decline_invitation(*, invitation: Invitation):
    """Say no. Nobody asks why, and whoever invited sees only that the answer was no."""
    invitation = _locked(invitation)
    require(rules.may_accept(invitation))
    invitation.declined_at = timezone.now()
    invitation.save(update_fields=["declined_at"])
    record(None, "invitation.declined", invitation)


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, actor):
    """Take an invitation back: its link and code stop working now."""
    invitation = _locked(invitation)
    require(rules.may_revoke(actor, invitation))
    invitation.revoked_at, invitation.contact = timezone.now(), ""
    invitation.save(update_fields=["revoked_at", "contact"])
    record(actor, "invitation.revoked", invitation)


@transaction.atomic
def renew_invitation(*, invitation: Invitation, actor, contact: str = "") -> Made:
    """Make a lost invitation anew, with new secrets; the old ones stop working.

    It takes the old one's place, so the others on their way do not stand against it. Raises ValidationError when
    the group has no free seat now; the old one then stays.
    """
    contact = contact or invitation.contact
    group = invitation.group
    revoke_invitation(invitation=invitation, actor=actor)
    require(rules.may_invite(actor, group))
    _free(group)
    return _make(actor, group, invitation.channel, invitation.language, invitation.label, contact)


def forget_old_invitations():
    """Delete invitations nobody accepted, 30 days after their last day. What was recorded of them stays."""
    unused = Invitation.objects.filter(accepted_at=None, expires_at__lt=timezone.now() - LIFETIME)
    return unused.delete()[0]


def _locked(invitation):
    """The invitation as it stands now, locked, so that two answers cannot both be first."""
    fresh = Invitation.objects.select_for_update(of=("self",)).select_related("group")
    return fresh.get(pk=invitation.pk)
