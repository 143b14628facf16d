"""The directory that nobody keeps is plausible and always the same."""

import itertools

from bench.catalogue import OURS, WORDS, catalogue
from community.directory.models import Taxonomy


def test_the_same_seed_gives_the_same_services():
    assert list(catalogue(20, seed=3)) == list(catalogue(20, seed=3))
    assert list(catalogue(20, seed=3)) != list(catalogue(20, seed=4))


def test_services_come_from_all_four_countries_in_their_own_language():
    services = list(catalogue(300))

    assert {service["written_in"] for service in services} == {words["language"] for words in WORDS.values()}
    assert len({service["name"] for service in services}) > 250


def test_providers_are_shared_and_every_id_is_its_own():
    services = list(catalogue(2000))
    parts = itertools.chain.from_iterable(
        service[name] for service in services for name in ("phones", "schedules", "languages", "attributes")
    )
    ids = [service["id"] for service in services] + [part["id"] for part in parts]

    assert len(set(ids)) == len(ids)
    assert len({service["organization"]["id"] for service in services}) < len(services)


def test_the_kinds_of_help_are_ours():
    assert str(OURS) == Taxonomy.OURS
