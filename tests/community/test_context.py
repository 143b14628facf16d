"""The frame shows each person the ways that are open to them, and no others."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from community.context import frame
from tests import cast

pytestmark = pytest.mark.django_db


def frame_of(user=None, path="/"):
    request = RequestFactory().get(path)
    request.user = user or AnonymousUser()
    return frame(request)


def ways_of(user=None):
    return [str(label) for label, _url, _is_current in frame_of(user)["nav"]]


def test_every_page_knows_its_name_and_its_way_out():
    values = frame_of()

    assert values["site_name"] == "Vierelle"
    assert values["exit_target"] == "/exit/"


def test_a_visitor_is_shown_the_start_and_the_way_in():
    assert ways_of() == ["Start", "Groups", "Services", "Sign in"]


def test_a_page_that_failed_early_still_has_a_frame():
    assert frame(RequestFactory().get("/"))["nav"]


def test_the_page_one_is_on_is_marked():
    current = {str(label): is_current for label, _url, is_current in frame_of(path="/account/login/")["nav"]}

    assert current == {"Start": False, "Groups": False, "Services": False, "Sign in": True}


def test_duties_show_only_with_their_proof():
    everybody = ["Home", "Services", "You"]

    assert ways_of(cast.make_user()) == everybody
    assert ways_of(cast.make_staff("coordinator", credential=False)) == [
        "Home",
        "Services",
        "Groups",
        "Identity requests",
        "Rota",
        "Directory",
        "Staff",
        "You",
    ]
    assert ways_of(cast.make_staff("administrator", credential=False)) == [
        "Home",
        "Services",
        "Staff",
        "Audit log",
        "You",
    ]
    assert ways_of(cast.make_staff("referrer")) == ["Home", "Services", "Invitations", "You"]
    assert ways_of(cast.make_staff("safeguarding")) == [
        "Home",
        "Services",
        "Queue",
        "What waits",
        "Concerns",
        "Emergency",
        "You",
    ]
    assert ways_of(cast.make_staff("moderator", credential=False)) == everybody
    assert ways_of(cast.make_staff("moderator", step=False)) == everybody


def test_a_member_is_not_asked_about_twice(django_assert_num_queries):
    member = cast.make_user()

    with django_assert_num_queries(1):
        ways_of(member)


def test_a_session_tells_when_it_ends(client):
    client.force_login(cast.make_user())

    answer = client.get("/")

    assert 0 < answer.context["session_warn_after"] < answer.context["session_ends_after"]
    assert answer.context["session_stay_url"] == "/you/stay/"
    assert "session_ends_after" not in frame_of()
