"""The foot of mails to people."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from community.directory.templatetags.help_foot import MOST

PEOPLE = ["invitation", "decided", "notice_came", "notice_answered"]


@pytest.mark.parametrize("language", ["en", "fi", "sv", "nb"])
@pytest.mark.parametrize("name", PEOPLE)
def test_a_mail_to_a_person_ends_with_who_answers_at_any_hour(name, language, settings):
    settings.COUNTRY = "FI"
    with translation.override(language):
        text = render_to_string(
            f"emails/{name}.txt", {"link": "https://example.org/x", "site_name": "Vierelle"}
        )
    assert ": 112" in text
    assert "Nollalinja" not in text  # whoever reads the mail may be the one who is feared
    assert len(re.findall(r"^[^\n:]+: [\d +]+$", text, re.MULTILINE)) == MOST
    assert f"{settings.SITE_URL}/help/" in text


def test_mails_of_accounts_end_so_too(settings):
    settings.COUNTRY = "NO"
    assert "116 123" in render_to_string("account/email/base_message.txt")


@pytest.mark.parametrize("name", ["come", "alarm"])
def test_a_call_to_staff_stays_short(name):
    assert "112" not in render_to_string(f"emails/{name}.txt", {"link": "", "site_name": "Vierelle"})
