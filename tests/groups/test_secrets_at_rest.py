"""Nothing secret about an invitation lies in the database: every table is searched, byte by byte."""

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse

from groups import codes
from groups.models import Invitation
from tests import cast

pytestmark = pytest.mark.django_db


def whole_database():
    """All that is stored, as one run of bytes; sealed and packed values also as their own."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = []
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own tables
            found += [value for row in cursor.fetchall() for value in row]
    return b"\n".join(value if isinstance(value, bytes) else str(value).encode() for value in found)


def test_no_secret_label_or_address_is_stored(
    client, referrer, group, monkeypatch, django_capture_on_commit_callbacks, caplog
):
    secrets = []
    for maker in ("new_token", "new_code"):
        real = getattr(codes, maker)
        monkeypatch.setattr(codes, maker, lambda real=real: secrets.append(real()) or secrets[-1])
    client.force_login(referrer)
    address = reverse("groups:invite", args=[group.pk])
    facts = {"label": "blue house", "language": "en", "contact": "client@example.org"}

    with django_capture_on_commit_callbacks(execute=True):
        for channel in ("text", "letter", "email"):
            client.post(
                address, facts | {"channel": channel}
            )  # the page that shows it once is not opened yet

    stored = whole_database()
    assert len(secrets) == 5
    assert len(mail.outbox) == 1
    for words in (*secrets, *map(codes.spaced, secrets), "blue house", "client@example.org"):
        assert words.encode() not in stored
        assert words not in caplog.text
    for kept in client.session.values():  # a session is packed in the database, so it is searched unpacked
        assert not any(secret in str(kept) for secret in secrets)
    assert [invitation.label for invitation in Invitation.objects.all()] == ["blue house"] * 3


def test_no_passphrase_is_stored_on_the_way_in(client, made):
    client.get(f"/i/{made.token}/")
    client.post(reverse("groups:agreement"), {"q0": "1"})
    client.post(reverse("groups:name"), {"alias": "Vaahtera"})
    name = client.get(reverse("groups:seat")).context["form"].fields["name"].choices[0][0]

    client.post(
        reverse("groups:seat"), {"name": name, "passphrase": cast.PASSPHRASE, "email": "", "own_name": ""}
    )

    assert cast.PASSPHRASE.encode() not in whole_database()
    assert made.token.encode() not in whole_database()
