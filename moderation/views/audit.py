"""The audit reading room: filter, follow one case, check, take out. Reading it is written down in it."""

import csv
import io
import json

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from community.verdicts import require
from moderation import actions, ledger, rules
from moderation.forms.audit import AuditForm
from moderation.models import Case

LONGEST_NUMBER = 18


@require_GET
def audit(request):
    """The log, newest first, fifty at a time; only what fits the filter."""
    require(rules.may_read_audit(request.user))
    form = AuditForm(request.GET)
    return _page(request, form)


def _page(request, form, finding=None, after=0, status=200):
    asked = form.asked() if form.is_valid() else None
    before = request.GET.get("before", "")
    before = int(before) if before.isdecimal() and len(before) <= LONGEST_NUMBER else None
    page, older = actions.audit.look(actor=request.user, asked=asked, before=before) if asked else ([], None)
    further = request.GET.copy()
    further["before"] = older or ""
    context = {
        "form": form,
        "page": page,
        "asked": request.GET.dict() | {"before": ""},
        "older": further.urlencode() if older else "",
        "shows_reasons": bool(rules.may_read_reasons(request.user)),
        "most": ledger.EXPORT_AT_MOST,
        "finding": finding,
        "after": after,
    }
    return render(request, "moderation/audit/page.html", context, status=status)


@require_GET
def audit_case(request, pk):
    """One case from its beginning to its end."""
    require(rules.may_read_audit(request.user))
    case = get_object_or_404(Case, pk=pk)
    require(rules.may_follow(request.user, case))
    context = {
        "case": case,
        "page": actions.audit.follow(actor=request.user, case=case),
        "shows_reasons": bool(rules.may_read_reasons(request.user)),
    }
    return render(request, "moderation/audit/case.html", context)


@require_POST
def audit_verify(request):
    """Whether the last entries are as they were written."""
    require(rules.may_read_audit(request.user))
    finding, after = actions.audit.verify(actor=request.user)
    return _page(request, AuditForm({}), finding=finding, after=after)


@require_POST
def audit_export(request):
    """The filter's rows as CSV or JSON, without reasons."""
    require(rules.may_read_audit(request.user))
    form = AuditForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    kind = "json" if request.POST.get("form") == "json" else "csv"
    rows = actions.audit.export(actor=request.user, asked=form.asked(), form=kind)
    body, content_type = (
        (_json(rows), "application/json") if kind == "json" else (_csv(rows), "text/csv; charset=utf-8")
    )
    return HttpResponse(
        body,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="audit.{kind}"'},
    )


def _json(rows):
    return json.dumps(rows, ensure_ascii=False)


def _csv(rows):
    out = io.StringIO()
    names = ["seq", "at", "actor", "role", "action", "subject_type", "subject_id", "facts", "hash"]
    writer = csv.DictWriter(out, names)
    writer.writeheader()
    writer.writerows({**row, "facts": json.dumps(row["facts"], ensure_ascii=False)} for row in rows)
    return out.getvalue()
