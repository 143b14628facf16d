"""Signing in through an employer's OpenID Connect: staff who are known here, and nobody else."""

import pytest
from allauth.core.exceptions import SignupClosedException
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.test import RequestFactory
from django.urls import reverse

from community.accounts.adapters import SocialAccountAdapter
from community.accounts.models import User
from tests import cast
from tests.community.accounts.people import bare, enter

pytestmark = pytest.mark.django_db
SERVER = "https://id.example.org"


@pytest.fixture(autouse=True)
def _employer(settings):
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": "City",
                    "client_id": "vierelle",
                    "secret": "s",
                    "settings": {"server_url": SERVER, "oauth_pkce_enabled": True},
                }
            ],
        }
    }


@pytest.fixture
def employer(monkeypatch):
    """Answers as the employer would: says who came, and remembers what it was asked for."""
    said = {"sub": "s-1", "email": "anna@example.org", "email_verified": True}

    class Answer:
        def __init__(self, facts):
            self.facts, self.status_code, self.headers = facts, 200, {"content-type": "application/json"}

        def json(self):
            return self.facts

        def raise_for_status(self):
            pass

    class Line:
        def __enter__(self):
            return self

        def __exit__(self, *error):
            return False

        def get(self, url, **facts):
            if "well-known" in url:
                ends = {
                    f"{end}_endpoint": f"{SERVER}/{end}" for end in ("authorization", "token", "userinfo")
                }
                return Answer({"issuer": SERVER, "jwks_uri": f"{SERVER}/keys", **ends})
            return Answer(said)

        def request(self, method, url, **facts):
            said["asked"] = facts.get("data")
            return Answer({"access_token": "t", "token_type": "Bearer"})

    monkeypatch.setattr(SocialAccountAdapter, "get_requests_session", lambda self: Line())
    return said


def come_from_work(client, process="login"):
    """The whole way: to the employer and back."""
    start = client.post(f"{reverse('openid_connect_login', args=['oidc'])}?process={process}")
    query = dict(part.split("=") for part in start.url.partition("?")[2].split("&"))
    assert query["code_challenge_method"] == "S256"
    back = reverse("openid_connect_callback", args=["oidc"])
    return client.get(back, {"code": "c", "state": query["state"]})


@pytest.fixture
def anna():
    user = cast.make_staff("facilitator", step=False, email="anna@example.org")
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


def test_a_colleague_is_known_by_an_address_both_sides_confirmed(client, anna, employer):
    response = come_from_work(client)

    assert response.url == reverse("mfa_index")  # our own second step is still asked for
    assert SocialAccount.objects.get().user == anna


def test_after_that_by_the_number_the_employer_gives(client, anna, employer):
    come_from_work(client)
    client.post(reverse("account_logout"))
    employer["email"] = "anna.new@example.org"

    come_from_work(client)

    assert client.get("/you/").wsgi_request.user == anna


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_an_address_one_side_has_not_confirmed_is_not_enough(client, anna, employer, side):
    if side == "ours":
        anna.emailaddress_set.update(verified=False)
    else:
        employer["email_verified"] = False

    assert "with an invitation" in come_from_work(client).content.decode()
    assert not SocialAccount.objects.exists()


def test_a_member_and_a_stranger_are_answered_alike(client, employer):
    stranger = bare(come_from_work(client))
    member = cast.make_user(email="anna@example.org")
    member.emailaddress_set.create(email=member.email, verified=True, primary=True)

    assert bare(come_from_work(client)) == stranger
    assert client.get("/you/").status_code == 302
    assert User.objects.count() == 1


def test_somebody_who_no_longer_works_here_is_answered_as_a_stranger(client, anna, employer):
    come_from_work(client)
    client.post(reverse("account_logout"))
    anna.roles.update(ended_at=anna.date_joined)

    assert "with an invitation" in come_from_work(client).content.decode()


def test_a_colleague_connects_their_own_account(client, colleague, employer):
    enter(client, colleague)

    come_from_work(client, "connect")

    assert SocialAccount.objects.get().user == colleague


def test_a_member_cannot_connect_one(client, person, employer):
    enter(client, person)

    come_from_work(client, "connect")

    assert not SocialAccount.objects.exists()


def test_no_account_is_opened_this_way():
    adapter, login = SocialAccountAdapter(), SocialLogin(user=User(), account=SocialAccount(uid="x"))
    request = RequestFactory().get("/")
    request.user = User()

    assert not adapter.is_open_for_signup(request, login)
    with pytest.raises(SignupClosedException):
        adapter.pre_social_login(request, login)


def test_the_button_is_there_when_the_operator_has_an_employer(client):
    assert "Staff: sign in with City" in client.get(reverse("account_login")).content.decode()
