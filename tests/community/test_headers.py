"""Every answer tells the browser the same strict things, also when something went wrong."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from community.headers import Headers, StaticStorage, content_security_policy

pytestmark = pytest.mark.django_db
PAGES = ["/", "/help/", "/safety/", "/exit/", "/healthz", "/readyz", "/account/login/", "/no/such/page/"]


def policy_of(answer):
    """The content policy as a dict of directives."""
    parts = (part.split(" ", 1) for part in answer["Content-Security-Policy"].split("; "))
    return {name: sources.split() for name, sources in parts}


@pytest.mark.parametrize("path", PAGES)
def test_every_page_sends_everything(client, path):
    answer = client.get(path)

    policy = policy_of(answer)
    assert (
        policy["default-src"]
        == policy["script-src"]
        == policy["style-src"]
        == policy["img-src"]
        == ["'self'"]
    )
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == ["'none'"]
    assert policy["form-action"] == ["'self'"]
    assert answer["Cache-Control"] == "no-store"
    assert answer["Cross-Origin-Opener-Policy"] == answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    for feature in ("camera", "geolocation", "microphone"):
        assert f"{feature}=()" in answer["Permissions-Policy"]
    for hint in ("Server", "X-Powered-By"):
        assert hint not in answer


def test_nothing_unsafe_is_ever_allowed(client):
    policy = client.get("/")["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "*" not in policy
    assert "data:" not in policy


@pytest.mark.parametrize(("secure", "origin"), [(False, "ws://testserver"), (True, "wss://testserver")])
def test_the_socket_of_this_host_is_allowed_by_name(client, secure, origin):
    answer = client.get("/help/", secure=secure)

    assert policy_of(answer)["connect-src"] == ["'self'", origin]


def test_a_host_that_is_not_ours_is_not_repeated(client):
    answer = client.get("/help/", headers={"host": "evil.example"})

    assert answer.status_code == 400
    assert policy_of(answer)["connect-src"] == ["'self'"]


def test_a_sign_in_provider_may_be_posted_to(settings):
    settings.CSP_FORM_ACTION = ["https://id.example.org"]

    policy = content_security_policy(RequestFactory().get("/account/login/"))

    assert "form-action 'self' https://id.example.org;" in policy


def test_a_view_cannot_loosen_the_policy_or_be_stored():
    def careless(request):
        return HttpResponse(
            headers={"Content-Security-Policy": "default-src *", "Cache-Control": "public, max-age=600"}
        )

    answer = Headers(careless)(RequestFactory().get("/anything/"))

    assert policy_of(answer)["default-src"] == ["'self'"]
    assert answer["Cache-Control"] == "no-store"


def test_static_files_may_be_stored(settings):
    def static(request):
        return HttpResponse(headers={"Cache-Control": "max-age=60"})

    answer = Headers(static)(RequestFactory().get(f"{settings.STATIC_URL}css/base.css"))

    assert answer["Cache-Control"] == "max-age=60"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_route_on_the_short_list_may_be_stored(monkeypatch, client):
    monkeypatch.setattr("community.headers.MAY_BE_STORED", frozenset({"healthz"}))

    assert "Cache-Control" not in client.get("/healthz")
    assert client.get("/help/")["Cache-Control"] == "no-store"


def test_modules_find_each_other_under_their_stored_names():
    assert StaticStorage.support_js_module_import_aggregation
