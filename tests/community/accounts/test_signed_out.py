"""A form that comes after the session ended: nothing is sent, and nothing typed is lost."""

import pytest
from django.urls import reverse

from tests import cast

pytestmark = pytest.mark.django_db
WORDS = "I could not sleep, <b>again</b>."


def say(client, room, **more):
    return client.post(reverse("groups:say", args=[room.pk]), {"body": WORDS, "client_id": "7"}, **more)


@pytest.fixture
def room():
    return cast.make_group().room


def test_what_was_typed_comes_back(client, room):
    came = f"http://testserver/rooms/{room.pk}/?before=3#end"

    page = say(client, room, headers={"referer": came})

    assert page.status_code == 403
    assert "Nothing was sent" in page.text
    assert "I could not sleep, &lt;b&gt;again&lt;/b&gt;." in page.text
    assert f'{reverse("account_login")}?next=/rooms/{room.pk}/%3Fbefore%3D3"' in page.text
    assert "no-store" in page.headers["Cache-Control"]


@pytest.mark.parametrize(
    "referer", ["", "https://elsewhere.example/rooms/", "//elsewhere.example", "http://testserver:99/"]
)
def test_the_way_back_never_leads_elsewhere(client, room, referer):
    page = say(client, room, headers={"referer": referer} if referer else {})

    assert f'{reverse("account_login")}?next={reverse("groups:home")}"' in page.text


def test_a_form_without_words_leads_to_the_sign_in_page(client, room):
    answer = client.post(reverse("groups:say", args=[room.pk]), {"body": "", "client_id": "7"})

    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


def test_what_a_live_page_sends_is_answered_as_it_expects(client, room):
    assert say(client, room, headers={"X-Live": "1"}).status_code == 302


def test_nothing_secret_comes_back(client, room):
    secret = "four words of mine"
    page = client.post(
        reverse("groups:say", args=[room.pk]), {"body": WORDS, "passphrase": secret, "return_code": secret}
    )
    assert WORDS.split(",")[0] in page.text
    assert secret not in page.text

    answer = client.post(reverse("account_change_password"), {"oldpassword": secret, "note": secret})
    assert answer.status_code == 302
