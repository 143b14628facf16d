"""The page for the worst minute: numbers for the country, what to say, what we can give."""

import pytest

pytestmark = pytest.mark.django_db
PAGE = "/emergency/"


@pytest.mark.parametrize(
    ("country", "numbers"), [("FI", ["112"]), ("SE", ["112"]), ("NO", ["113", "112"]), ("GB", ["999"])]
)
def test_each_country_has_its_numbers_first(country, numbers, client, moderator):
    client.force_login(moderator)

    text = client.get(PAGE, {"country": country}).text

    for number in numbers:
        assert text.index(f"tel:{number}") < text.index("2. What to say")
    assert "emergency" in text


def test_without_a_country_it_is_ones_own_and_a_wrong_one_falls_back(client, moderator):
    moderator.country = "GB"
    moderator.save()
    client.force_login(moderator)

    for asked in ({}, {"country": "XX"}):
        assert "tel:999" in client.get(PAGE, asked).text


def test_somebody_who_cannot_raise_a_concern_gets_the_numbers_and_no_dead_links(client, member, moderator):
    client.force_login(member.user)
    text = client.get(PAGE).text
    assert "tel:112" in text
    assert "/concerns/" not in text

    client.force_login(moderator)
    assert "/concerns/" in client.get(PAGE).text
