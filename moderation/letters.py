"""Mail to whoever told us about something from outside, and to whom a decision is about. It says that there is
something to read, never what, and holds no code."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from groups.letters import post

log = logging.getLogger("moderation.letters")


def say_it_came(*, address, language):
    """The receipt, soon, from a thread that asks no database."""
    post.submit(_send, address, language, "notice_came", "moderation:notice_answer")


def say_it_is_answered(*, address, language):
    """There is an answer. Where it stands, and not what it is."""
    post.submit(_send, address, language, "notice_answered", "moderation:notice_answer")


def say_something_waits(*, user):
    """There is something to read on their own page; nothing where no address is known."""
    if user is not None and user.email:
        post.submit(_send, user.email, user.language, "decided", "moderation:own_decisions")


def _send(address, language, name, route):
    try:
        with translation.override(language):
            link = settings.SITE_URL + reverse(route)
            words = {"site_name": settings.SITE_NAME, "link": link}
            subject = render_to_string(f"emails/{name}_subject.txt", words).strip()
            send_mail(subject, render_to_string(f"emails/{name}.txt", words), None, [address])
    except (SMTPException, OSError) as failure:
        log.warning("letter.not_sent", extra={"facts": {"error": type(failure).__name__}})
