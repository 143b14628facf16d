"""What we decide, in numbers, for everybody; and the statements of reasons, for those who send them on."""

import csv

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_safe

from community.verdicts import require
from moderation.actions.transparency import export_statements
from moderation.eu_statements import MOST, statements_of
from moderation.rules import may_export_statements
from moderation.transparency import figures_of, is_running, years

LONGEST = 4  # digits of the number of a part
KEPT = 300  # seconds that the figures are kept for everybody who asks


def _asked_year(request, known):
    asked = request.GET.get("year", "")
    by_name = {str(year): year for year in known}
    return by_name.get(asked, known[0])


def _known(request):
    """The years somebody may read: this one too for those who send its statements on."""
    may_export = request.user.is_authenticated and bool(may_export_statements(request.user))
    return years(with_this=may_export), may_export


def _figures(year):
    """The figures, counted once in a while however often they are asked for; their words are in one language."""
    return cache.get_or_set(f"figures:{year}:{get_language()}", lambda: figures_of(year), KEPT)


@login_not_required
@require_safe
def transparency(request):
    known, may_export = _known(request)
    year = _asked_year(request, known)
    tables, automation = _figures(year)
    context = {
        "year": year,
        "is_running": is_running(year),
        "years": known,
        "tables": tables,
        "automation": automation,
        "parts": range(1, -(-statements_of(year).count() // MOST) + 1) if may_export else (),
    }
    return render(request, "moderation/transparency/page.html", context)


@login_not_required
@require_safe
def transparency_csv(request):
    """The same numbers as a table, one a line; hidden ones read "<5"."""
    year = _asked_year(request, _known(request)[0])
    tables, automation = _figures(year)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="transparency-{year}.csv"'
    rows = csv.writer(answer)
    rows.writerow(["year", "table", "what", "count", "median_hours"])
    for table in tables:
        for figure in (*table.figures, table.total):
            hours = table.hours if figure is table.total else ""
            rows.writerow([year, table.id, figure.name, figure.plain, "" if hours is None else hours])
    rows.writerow([year, "automation", automation.held.name, automation.held.plain, ""])
    rows.writerow([year, "automation", automation.released.name, automation.released.plain, ""])
    error = "" if automation.error is None else automation.error
    rows.writerow([year, "automation", "error_percent", error, ""])
    return answer


@require_GET
def statements(request):
    """One delivery for the EU's Transparency Database, as JSON."""
    require(may_export_statements(request.user))
    year, part = _asked_year(request, years(with_this=True)), request.GET.get("part", "")
    number = max(1, int(part)) if part.isdecimal() and len(part) <= LONGEST else 1
    answer = JsonResponse(export_statements(actor=request.user, year=year, part=number))
    answer["Content-Disposition"] = f'attachment; filename="statements-{year}-{number}.json"'
    return answer
