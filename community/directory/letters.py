"""Mails. They say that there is something, never what, and name nobody: no person, no group and no service."""

import logging
from concurrent.futures import ThreadPoolExecutor
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation

log = logging.getLogger("directory.letters")
# One thread of its own: a mail server that takes its time must hold up no request, no socket and no other query.
post = ThreadPoolExecutor(1, thread_name_prefix="letters")


def say(*, address, language, name, path=""):
    """Send one, soon, from a thread that asks no database.

    `name`: which, in templates/emails; `path`: where it leads.
    """
    post.submit(_send, address, language, name, settings.SITE_URL + path)


def _send(address, language, name, link):
    try:
        with translation.override(language):
            words = {"site_name": settings.SITE_NAME, "link": link}
            subject = render_to_string(f"emails/{name}_subject.txt", words).strip()
            send_mail(subject, render_to_string(f"emails/{name}.txt", words), None, [address])
    except (SMTPException, OSError) as failure:
        log.warning("letter.not_sent", extra={"facts": {"error": type(failure).__name__}})
