"""The Finnish national catalogue comes in; the files here were written for the tests, in its shapes."""

from pathlib import Path

import pytest

from community.directory.actions.exchange import take_in
from community.directory.exchange import ptv
from community.directory.models import Organization, Service
from tests.community.directory.exchange.samples import faults, tell

pytestmark = pytest.mark.django_db
HERE = Path(__file__).parent.parent / "ptv"


@pytest.fixture
def report():
    return take_in(items=ptv.items_of(HERE))


@pytest.fixture
def service(report):
    return Service.objects.get()


def test_services_and_organisations_come_with_their_languages(report, service):
    assert report.problems == []
    assert report.counts == {("organization", "created"): 1, ("service", "created"): 1}
    assert service.said("name", "sv") == "Arbete med spädbarnsfamiljer"
    assert service.said("application_process", "en") == "Ring us."
    assert service.eligibility_description == "Helsinkiläisille."
    assert Organization.objects.get().said("name", "en") == "City of Helsinki"


def test_again_it_changes_nothing(report):
    assert take_in(items=ptv.items_of(HERE)).total("unchanged") == 2


def test_a_place_has_its_address_point_and_hours(service):
    place = service.service_at_locations.get().location

    assert place.addresses.get().address_1 == "Itäkatu 11"
    assert (round(place.latitude, 2), round(place.longitude, 2)) == (60.21, 25.09)
    weekly, holiday = place.schedules.all()
    assert (weekly.byday, str(weekly.opens_at), weekly.zone) == (
        "MO,TU,WE,TH,FR",
        "09:00:00",
        "Europe/Helsinki",
    )
    assert (str(holiday.valid_from), holiday.is_exception, holiday.opens_at) == ("2026-12-24", True, None)


def test_a_telephone_and_a_web_channel_are_the_services_own(service):
    assert service.phones.get().number == "+358 9 310 15023"
    assert service.online
    assert service.additional_urls.get().url == "https://example.org/chat"
    night = service.schedules.get(byday="FR")
    assert (str(night.opens_at), str(night.closes_at)) == ("20:00:00", "04:00:00")


def test_what_comes_out_fits_the_standard(service):
    assert faults(tell("service", str(service.pk))) == []
