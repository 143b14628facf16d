"""Finding a service: for anybody, without an account. What was asked stands in the address alone, never in a log."""

from collections import Counter
from dataclasses import replace

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from community.directory.areas import WHOLE_COUNTRIES
from community.directory.crisis import lines_for
from community.directory.finding import Wish, counts_without, elsewhere, find
from community.directory.forms.search import SearchForm
from community.directory.models import ServiceArea
from community.directory.own_place import MEDICAL, OWN_WAY
from community.directory.places import folded
from community.directory.showing import Shown
from community.directory.told import told_services

AT_ONCE = 20  # cards on a page
MOST_NAMED = 60  # services of other towns whose towns are named
MOST_TOWNS = 3
MOST_LINES = 3
COUNTRY_NAMES = {name for names in WHOLE_COUNTRIES.values() for name in names}
# What can be left out: the names of its boxes, and what that would mean.
PARTS = {
    "words": (("words",), _("Without the words")),
    "place": (("place",), _("For people of other places too")),
    "languages": (("language",), _("In any language")),
    "terms": (("kind",), _("Any kind of help")),
    "age": (("age", "whose"), _("Of any age")),
    "pregnancy_week": (("week",), _("Whatever the week of pregnancy")),
    "free": (("free",), _("Also for a fee")),
    "without_referral": (("no_referral",), _("Also with a referral")),
    "online": (("way",), _("Also what is not online")),
    "on_site": (("way",), _("Also what has no place to go to")),
    "accessible": (("accessible",), _("Also where nobody told us how to get in")),
    "open_now": (("open_now",), _("Also what is closed now")),
}

WHAT = tuple(name for part, (names, _words) in PARTS.items() if part != "place" for name in names)


@login_not_required
@require_safe
def services(request):
    """The form, and what fits: without JavaScript, and without a dead end."""
    now, language = timezone.now(), get_language()
    form = SearchForm(request.GET, language=language)
    wish, page = form.wish, form.cleaned_data.get("page") or 1
    found = find(wish, first=(page - 1) * AT_ONCE, count=AT_ONCE, now=now)
    if not found.total and len(wish.words.split()) > 1:
        wish, found = _loosened(wish, found, page, now)
    if found.total and not found.hits:  # an address from when there were more
        page = -(-found.total // AT_ONCE)
        found = find(wish, first=(page - 1) * AT_ONCE, count=AT_ONCE, now=now)
    country = wish.place.country if wish.place else settings.COUNTRY
    towns, others = _towns(wish, found.elsewhere, language, now)
    context = {
        "form": form,
        "found": found,
        "any_word": wish.any_word,
        "cards": _cards(request, found.hits, wish, now),
        "suggestions": [
            (place, _without(request, "place", place=_named(place))) for place in form.places_alike
        ],
        "towns": towns,
        "others": others,
        "without": [] if found.total else _ways_out(request, wish),
        "own_way": OWN_WAY[country] if others or not found.total else "",
        **_lines(country, language, now),
        "first": (page - 1) * AT_ONCE + 1,
        "earlier": _without(request, "page", page=page - 1) if page > 1 else "",
        "further": _without(request, "page", page=page + 1) if found.total > page * AT_ONCE else "",
    }
    return render(request, "directory/services.html", context)


def _loosened(wish, found, page, now):
    """The same search where one of several words is enough, if that finds anything: people write sentences."""
    looser = replace(wish, any_word=True)
    more = find(looser, first=(page - 1) * AT_ONCE, count=AT_ONCE, now=now)
    return (looser, more) if more.total else (wish, found)


def _cards(request, hits, wish, now):
    """The services in the order in which they were found."""
    visible = told_services([hit.service_id for hit in hits], request.user)
    return [
        Shown(visible[hit.service_id], now, get_language(), hit.km, hit.place, wish.pregnancy_week)
        for hit in hits
        if hit.service_id in visible
    ]


def _towns(wish, count, language, now):
    """([(town, how many services are for people who live there)], how many for people of other places).

    Towns are named where they are few. What is for another country as a whole leads nobody anywhere: it is not counted.
    """
    if not 0 < count <= MOST_NAMED:
        return [], count
    towns = {}
    for area in ServiceArea.objects.filter(service__in=elsewhere(wish, most=MOST_NAMED, now=now)):
        if folded(area.name) not in COUNTRY_NAMES:
            towns.setdefault(area.service_id, area.said("name", language))
    named = Counter(towns.values()).most_common()
    return (named if len(named) <= MOST_TOWNS else []), len(towns)


def _ways_out(request, wish):
    """What could be left out, how many there would be, and the address of that search; else all for one’s place."""
    found = [
        (PARTS[name][1], total, _without(request, *PARTS[name][0], "page"))
        for name, total in counts_without(wish)
    ]
    if found or not wish.place:
        return found
    total = find(Wish(place=wish.place), count=0).total
    return [(_("All there is for your place"), total, _without(request, *WHAT, "page"))] if total else []


def _lines(country, language, now):
    """The emergency number, and the lines most likely to help at this hour, with the one that advises about health."""
    lines = lines_for(country, language, now=now)
    others = [line for line in lines if line.phone and not line.is_emergency and line.id != MEDICAL[country]]
    medical = [line for line in lines if line.id == MEDICAL[country]]
    emergency = [line for line in lines if line.is_emergency]
    return {"emergency": emergency, "lines": others[:MOST_LINES] + medical, "country": country}


def _without(request, *names, **instead):
    """The same search without some of its boxes, or with something else in them."""
    asked = request.GET.copy()
    for name in (*names, *instead):
        asked.pop(name, None)
    asked.update({name: str(value) for name, value in instead.items()})
    return f"?{asked.urlencode()}#found"


def _named(place):
    """A place as it is found again."""
    town = place.municipality
    return f"{place.name}, {town}" if town and town != place.name else place.name
