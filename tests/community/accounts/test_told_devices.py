"""The part of the page of mails about devices, the script it needs, and what ends it."""

import io
import json
import zipfile

import pytest
from django.urls import reverse

from community.accounts import own_copy
from community.accounts.actions.device import add_device
from community.accounts.actions.own_data import ask_erasure, erase_account
from community.accounts.models import Device
from community.accounts.views.devices import WORKER
from community.push import own_point
from groups.actions.digest import HOME
from tests import cast
from tests.community.accounts.people import WALK, enter
from tests.push_service import Browser

pytestmark = pytest.mark.django_db
PLACE = "https://push.example.net/send/secret"
PAGE = "/you/mails/"


def turn_on(client, path=PLACE, **facts):
    return client.post("/you/devices/add/", {**vars(Browser().way(path)), **facts}, follow=True, **WALK)


def is_here(client):
    return bool(client.cookies.get("device") and client.cookies["device"].value)


# --- Turning it on and off ---------------------------------------------------------
def test_it_is_off_until_it_is_turned_on_here(client, person):
    enter(client, person)

    page = client.get(PAGE, **WALK).text

    assert "Turn it on here" in page
    assert f'data-key="{own_point()}"' in page
    assert " data-off data-refused" in page
    assert "Turn it off" not in page
    assert "Whoever holds the device can see it too" in page
    assert "Turning it on needs JavaScript" in page
    assert not Device.objects.exists()


def test_it_is_turned_on_for_this_device_and_off_again(client, person):
    enter(client, person)

    page = turn_on(client).text

    assert "This device now shows" in page
    assert "This device ·" in page
    assert "Turn it on here" not in page
    device = person.devices.get()
    cookie = client.cookies["device"]
    assert cookie.value == str(device.pk)
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"

    page = client.post(f"/you/devices/{device.pk}/remove/", follow=True, **WALK).text
    assert "That device shows nothing any more." in page
    assert "Turn it on here" in page
    assert not is_here(client)
    assert not Device.objects.exists()


def test_another_device_is_turned_off_from_here_and_this_one_stays(client, person):
    other = add_device(person=person, way=Browser().way(f"{PLACE}2"))
    enter(client, person)
    page = turn_on(client).text
    assert "Another device" in page

    client.post(f"/you/devices/{other.pk}/remove/", **WALK)

    assert is_here(client)
    assert person.devices.count() == 1


def test_nothing_of_how_it_is_reached_is_on_the_page(client, person):
    enter(client, person)

    page = turn_on(client).text

    assert "push.example.net" not in page
    assert "secret" not in page


@pytest.mark.parametrize(
    "facts",
    [
        {"endpoint": "http://push.example.net/x"},
        {"endpoint": "https://127.0.0.1/x"},
        {"endpoint": "https://10.1.2.3/x"},
        {"endpoint": "https://push.example.net/" + "x" * 1000},
        {"p256dh": "no point"},
        {"auth": ""},
    ],
)
def test_what_no_push_service_would_say_is_refused_in_words(client, person, facts):
    enter(client, person)

    page = turn_on(client, **facts).text

    assert "It was not turned on. Nothing has changed" in page
    assert not Device.objects.exists()
    assert not is_here(client)


def test_on_a_shared_device_the_page_leaves_alone_what_another_person_turned_on(client, person, colleague):
    enter(client, person)
    turn_on(client)
    key = client.cookies["device"].value
    client.logout()
    client.cookies["device"] = key
    enter(client, colleague)

    page = client.get(PAGE, **WALK).text

    assert "Turn it on here" in page
    assert " data-off data-refused" not in page


def test_the_list_asks_no_more_for_six_than_for_one(client, person, django_assert_num_queries):
    enter(client, person)
    client.get(PAGE, **WALK)
    with django_assert_num_queries(4):  # session, person, their duties, devices
        client.get(PAGE, **WALK)

    for number in range(6):
        add_device(person=person, way=Browser().way(f"{PLACE}{number}"))
    with django_assert_num_queries(4):
        assert client.get(PAGE, **WALK).text.count("Another device") == 6


# --- What ends it --------------------------------------------------------------------
def test_signing_out_here_ends_it(client, person):
    enter(client, person)
    turn_on(client)

    answer = client.post(reverse("account_logout"), **WALK)

    assert not Device.objects.exists()
    assert not is_here(client)
    assert answer["Clear-Site-Data"] == '"cache", "storage"'


def test_a_session_whose_time_is_up_leaves_it_on(client, person):
    """What tells the device lies in the browser's storage: pressing what it shows would end it each time."""
    enter(client, person)
    turn_on(client)
    session = client.session
    session["seen_at"] -= 2 * 3600
    session.save()

    answer = client.get("/home/", **WALK)

    assert "ended=idle" in answer.url
    assert answer["Clear-Site-Data"] == '"cache"'
    assert is_here(client)
    assert person.devices.exists()


def test_leaving_by_the_way_out_ends_it_with_or_without_a_session(client, person):
    enter(client, person)
    turn_on(client)
    del client.cookies["sid"]

    answer = client.get("/exit/")

    assert not Device.objects.exists()
    assert not is_here(client)
    assert answer["Clear-Site-Data"] == '"cache", "storage"'


@pytest.mark.parametrize("value", ["", "no id", "1' OR 1=1"])
def test_a_cookie_that_names_no_device_does_no_harm(client, person, value):
    client.cookies["device"] = value
    enter(client, person)

    assert client.get(PAGE, **WALK).status_code == 200
    assert client.post(reverse("account_logout"), **WALK).status_code == 302
    assert client.get("/exit/").status_code == 303


def test_signing_out_everywhere_else_leaves_this_device_alone_told(client, person):
    add_device(person=person, way=Browser().way(f"{PLACE}2"))
    other = client.__class__()
    enter(other, person)
    enter(client, person)
    turn_on(client)

    client.post(reverse("usersessions_list"), **WALK)

    assert str(person.devices.get().pk) == client.cookies["device"].value


def test_signing_in_there_says_that_it_is_in_use(client, person):
    enter(client, person)
    turn_on(client)
    device = person.devices.get()
    Device.objects.update(seen_at=device.made_at.replace(year=2000))
    del client.cookies["sid"]

    enter(client, person)

    device.refresh_from_db()
    assert device.seen_at.year > 2000


def test_it_goes_with_the_account(person):
    add_device(person=person, way=Browser().way(PLACE))
    request, _code = ask_erasure(person=person, at_once=True)

    erase_account(request=request)

    assert not Device.objects.exists()


def test_the_copy_of_ones_own_data_says_that_there_is_one(person):
    add_device(person=person, way=Browser().way(PLACE))

    with zipfile.ZipFile(io.BytesIO(b"".join(own_copy.archive(person)))) as archive:
        whole = json.loads(archive.read("data.json"))

    (section,) = [section for section in whole["sections"] if section["key"] == "told_devices"]
    assert [set(row) for row in section["rows"]] == [{"made_at", "seen_at"}]
    assert "push.example.net" not in json.dumps(whole)
    assert any("How a device is reached" in thing["what"] for thing in whole["withheld"])


# --- The script ----------------------------------------------------------------------
def test_the_script_is_served_from_the_root_and_the_policy_has_no_exception(client):
    answer = client.get("/worker.js")

    assert answer.content == WORKER.read_bytes()
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-store"
    assert "worker-src" not in answer["Content-Security-Policy"]
    assert "script-src 'self'" in answer["Content-Security-Policy"]


def test_the_script_opens_the_door_that_mails_lead_to_and_keeps_no_page():
    script = WORKER.read_text()

    assert f'"{HOME}"' in script
    assert reverse("groups:home") == HOME
    for word in ("fetch", "caches", "indexedDB"):
        assert f'"{word}"' not in script
        assert f"{word}." not in script


def test_the_script_asks_no_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/worker.js")


# --- Without the setting ---------------------------------------------------------------
def test_where_the_house_tells_no_devices_nothing_of_it_is_there(client, person, settings):
    settings.WEB_PUSH = {}
    enter(client, person)

    page = client.get(PAGE, **WALK)

    assert page.status_code == 200
    head, _main, rest = page.text.partition("<main")
    main = rest.partition("</main>")[0]
    assert "push" not in head
    for word in ("device", "push", "Turn it on"):
        assert word not in main
    assert client.get("/worker.js").status_code == 404
    assert client.post("/you/devices/add/", vars(Browser().way(PLACE)), **WALK).status_code == 404
    assert (
        client.post(PAGE, {"digest": "", "quiet_from": "21:00", "quiet_to": "08:00"}, **WALK).status_code
        == 302
    )


def test_strangers_do_not_turn_it_off(client, person):
    device = add_device(person=cast.make_user(), way=Browser().way(PLACE))
    enter(client, person)

    assert client.post(f"/you/devices/{device.pk}/remove/", **WALK).status_code == 404
    assert Device.objects.exists()
