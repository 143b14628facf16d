"""Every page of allauth wears our frame, and none needs an exception from the content policy."""

import re

import pytest
from allauth import urls as allauth_urls
from django.urls import reverse

from tests.community.accounts.people import WALK, enter

INLINE = re.compile(
    r"(?i)<script(?![^>]*(?:\ssrc=|application/json))|<style|\sstyle=|\son\w+=\"|javascript:|data:image|href=\"data:"
)
KEYS = {
    "account_confirm_email": {"key": "none"},
    "account_reset_password_from_key": {"uidb36": "none", "key": "none"},
    "openid_connect_login": {"provider_id": "oidc"},
    "openid_connect_callback": {"provider_id": "oidc"},
    "mfa_edit_webauthn": {"pk": 1},
    "mfa_remove_webauthn": {"pk": 1},
}


def names(patterns=allauth_urls.urlpatterns):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from names(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name


def fine(response, name):
    if response.status_code in {302, 405} or response.headers["Content-Type"].startswith("text/plain"):
        return
    text = response.content.decode()
    assert response.status_code in {200, 401, 404}, name
    assert 'id="main"' in text, f"{name} wears another frame"
    assert not INLINE.search(text), f"{name} has {INLINE.search(text)}"
    assert not re.search(r"(?i)password(?![\"\w]|/)|two-factor|please", re.sub(r"<[^>]+>", " ", text)), name


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(set(names())))
@pytest.mark.parametrize("who", ["visitor", "member", "staff"])
def test_every_page_of_allauth_wears_our_frame(name, who, client, person, colleague):
    if who != "visitor":
        enter(client, person if who == "member" else colleague)

    fine(client.get(reverse(name, kwargs=KEYS.get(name)), **WALK), name)
    fine(client.post(reverse(name, kwargs=KEYS.get(name)), {"action_add": ""}, **WALK), name)
