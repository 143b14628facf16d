"""Mails. They say that there is something, never what, and name nobody: neither the person nor the service."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation

log = logging.getLogger("directory.letters")


def say(*, address, language, name, path=""):
    """Send one. `name`: which, in templates/emails; `path`: where it leads. Returns whether it left."""
    words = {"site_name": settings.SITE_NAME, "link": settings.SITE_URL + path}
    try:
        with translation.override(language):
            subject = render_to_string(f"emails/{name}_subject.txt", words).strip()
            send_mail(subject, render_to_string(f"emails/{name}.txt", words), None, [address])
    except (SMTPException, OSError) as failure:
        log.warning("letter.not_sent", extra={"facts": {"error": type(failure).__name__}})
        return False
    return True
