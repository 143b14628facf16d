"""The draft of a notice: in the authority's language, with blanks, and never sent."""

import pytest
from django.core import mail
from django.urls import reverse

from community.audit.models import Entry
from tests.moderation.concerns import make_concern

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("country", "language", "title"),
    [
        ("FI", "fi", "Lastensuojeluilmoitus"),
        ("SE", "sv", "Orosanmälan"),
        ("NO", "nb", "Bekymringsmelding"),
        ("GB", "en", "Referral to children’s social care"),
    ],
)
def test_the_draft_speaks_the_language_of_the_authority(country, language, title, client, member, lead):
    concern = make_concern(member, lead)
    client.force_login(lead)

    text = client.get(reverse("moderation:notice_draft", args=[concern.pk, country])).text

    paper = text.split("<article")[1]
    assert f'lang="{language}"' in paper
    assert title in paper
    assert "I do not want to wake up." in paper
    assert "draft__blank" in paper
    assert "Kuura" not in paper
    assert "Nothing is sent from here" in text
    assert "Never by ordinary e-mail." in text
    assert not mail.outbox
    assert Entry.objects.get(action="concern.drafted").facts == {"country": country}


def test_there_is_no_draft_for_elsewhere(client, member, lead):
    client.force_login(lead)

    address = reverse("moderation:notice_draft", args=[make_concern(member, lead).pk, "FR"])

    assert client.get(address).status_code == 404
