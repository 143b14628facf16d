"""Passkeys with Chromium's own virtual device, on the one name that may use them without a certificate."""

import pytest

from tests.cast import PASSPHRASE

pytestmark = pytest.mark.browser


@pytest.fixture
def site(live):
    """Browsers allow passkeys for a name, not for a number; without a certificate for localhost alone."""
    return live.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def phone(open_page, site):
    """A page in a browser whose device makes passkeys and knows its owner."""

    def opener(path, *, knows_owner=True):
        page = open_page()
        device = page.context.new_cdp_session(page)
        device.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": knows_owner,
            "automaticPresenceSimulation": True,
        }
        page.authenticator = device.send("WebAuthn.addVirtualAuthenticator", {"options": options})[
            "authenticatorId"
        ]
        page.device = device
        page.goto(site + path)
        return page

    return opener


def sign_in(page, username):
    page.fill("[name=login]", username)
    page.fill("[name=password]", PASSPHRASE)
    page.press("[name=password]", "Enter")


@pytest.fixture
def somebody(live):
    return live.ask("member")["username"]


def add_passkey(page, site, name="my phone"):
    page.goto(site + "/account/2fa/webauthn/add/")
    page.fill("[name=name]", name)
    page.click("text=Add it")


def test_a_passkey_is_added_and_then_signs_in_alone(phone, site, somebody):
    page = phone("/account/login/?next=/you/")
    sign_in(page, somebody)
    page.wait_for_url(site + "/you/")
    add_passkey(page, site)
    page.wait_for_url("**/recovery-codes/")
    page.goto(site + "/account/2fa/webauthn/")
    assert page.is_visible("text=my phone")
    page.goto(site + "/account/logout/")
    page.click("main button")

    page.goto(site + "/account/login/?next=/you/")
    page.click("text=Use a passkey")

    page.wait_for_url(site + "/you/")
    assert page.is_visible(f"text={somebody}")
    assert page.troubles == []


def test_after_the_passphrase_the_passkey_is_the_second_step(phone, site, somebody):
    page = phone("/account/login/?next=/you/")
    sign_in(page, somebody)
    page.wait_for_url(site + "/you/")
    add_passkey(page, site)
    page.wait_for_url("**/recovery-codes/")
    page.goto(site + "/account/logout/")
    page.click("main button")

    page.goto(site + "/account/login/?next=/you/")
    sign_in(page, somebody)
    page.wait_for_url("**/2fa/authenticate/")
    page.click("text=Use your passkey")

    page.wait_for_url(site + "/you/")


def test_a_device_that_does_not_know_its_owner_says_so_and_nothing_is_lost(phone, site, somebody):
    page = phone("/account/login/?next=/you/", knows_owner=False)
    sign_in(page, somebody)
    page.wait_for_url(site + "/you/")

    add_passkey(page, site)

    page.wait_for_selector("text=No passkey was made")
    assert page.input_value("[name=name]") == "my phone"
    assert page.url.endswith("/add/")


def test_without_javascript_the_passphrase_still_works_and_no_dead_button_stands(open_page, site, somebody):
    page = open_page(javascript=False)
    page.goto(site + "/account/login/?next=/you/")

    assert not page.is_visible("text=Use a passkey")
    sign_in(page, somebody)
    page.wait_for_url(site + "/you/")


def test_a_passphrase_can_be_looked_at_while_it_is_written(open_page, site):
    page = open_page(width=390)
    page.goto(site + "/account/login/")
    page.fill("[name=password]", "nine quiet")

    page.click("text=Show")

    assert page.get_attribute("[name=password]", "type") == "text"
    page.click("text=Hide")
    assert page.get_attribute("[name=password]", "type") == "password"
