"""What we decide, in numbers, for everybody; and the statements of reasons, for those who send them on."""

import csv

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_safe

from community.verdicts import require
from moderation.actions.transparency import export_statements
from moderation.eu_statements import MOST, statements_of
from moderation.rules import may_export_statements
from moderation.transparency import figures_of, years


def _asked_year(request, known):
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdecimal() and int(asked) in known else known[0]


@login_not_required
@require_safe
def transparency(request):
    known = years()
    year = _asked_year(request, known)
    tables, automation = figures_of(year)
    may_export = request.user.is_authenticated and bool(may_export_statements(request.user))
    context = {
        "year": year,
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
    year = _asked_year(request, years())
    tables, automation = figures_of(year)
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
    year, part = _asked_year(request, years()), request.GET.get("part", "")
    number = int(part) if part.isdecimal() and 0 < int(part) < 10_000 else 1
    answer = JsonResponse(export_statements(actor=request.user, year=year, part=number))
    answer["Content-Disposition"] = f'attachment; filename="statements-{year}-{number}.json"'
    return answer
