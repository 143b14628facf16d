"""For whom listings are: for everybody, a whole country, or the people of some places."""

from collections import defaultdict
from functools import lru_cache

from django.db.models import Q
from django.utils import timezone

from community.directory.models import Listing
from community.directory.places import areas_of

# What the area of a service for a whole country is called.
WHOLE_COUNTRIES = {
    "FI": ("fi", "finland", "suomi"),
    "SE": ("se", "sweden", "sverige", "ruotsi"),
    "NO": ("no", "norway", "norge", "norja"),
    "GB": ("gb", "uk", "united kingdom", "england"),
}


def is_for(place):
    """What narrows listings to those for everywhere, its country, or its municipality, if we know which that is."""
    newest = Listing.objects.order_by("-pk").values_list("pk", "service_id").first()
    written = _areas_by_name(newest, timezone.now().replace(second=0, microsecond=0))
    return Q(areas__in=sorted({"", *(areas for name in areas_for(place) for areas in written.get(name, ()))}))


def areas_for(place):
    """Folded names of the areas whose services are for people of that place."""
    return {*areas_of(place), *WHOLE_COUNTRIES[place.country]}


@lru_cache(maxsize=1)
def _areas_by_name(_newest, _minute):
    """{folded name: the areas of listings that name it}. Read again when listings have come, and every minute."""
    found = defaultdict(list)
    for areas in Listing.objects.exclude(areas="").order_by().values_list("areas", flat=True).distinct():
        for name in areas.strip("|").split("|"):
            found[name].append(areas)
    return found
