"""What was decided about me: the statement of reasons, and objecting to it."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from community.accounts import closed
from groups.caring import help_lines
from moderation.actions import appeal as act
from moderation.forms.appeal import AppealForm
from moderation.house_rules import RULES, rule
from moderation.models import Decision
from moderation.reasons import FOUND_NOTHING
from moderation.rules import may_appeal


def of_oneself(view):
    """For a page about oneself: hands over who that is, signed in or with an account that was just found closed."""

    @login_not_required
    @wraps(view)
    def found(request, **kwargs):
        person = request.user if request.user.is_authenticated else closed.who(request)
        return view(request, person, **kwargs) if person else redirect_to_login(request.get_full_path())

    return found


def own(person):
    """The decisions about this person of which they have been told, newest first."""
    told = Decision.objects.about(person).exclude(told_at=None)
    known = told.select_related("case__group", "case__message", "case__reply", "appeal", "sanction")
    return known.prefetch_related("case__group__texts").order_by("-told_at")


@of_oneself
@require_GET
def own_decisions(request, person):
    """All of them in a row, each with its reason in one line."""
    decisions = [_with_rule(decision) for decision in own(person)]
    return render(request, "moderation/decision/mine.html", {"decisions": decisions})


@of_oneself
@require_http_methods(["GET", "POST"])
def own_decision(request, person, pk):
    """One statement of reasons, and the form to object."""
    decision = _with_rule(get_object_or_404(own(person), pk=pk))
    until = act.ends_at(decision=decision)
    verdict = may_appeal(person, decision, until=until)
    form = AppealForm(request.POST or None)
    if request.method == "POST" and (form.is_valid() or not verdict):
        act.appeal(decision=decision, actor=person, words=form.cleaned_data.get("words", ""))
        messages.success(
            request, _("Your objection has come in. Somebody who took no part in the decision reads it.")
        )
        return redirect("moderation:own_decision", pk=pk)
    case = decision.case
    context = {
        "decision": decision,
        "lines": help_lines(case.group.room) if case.speaks_of_danger and case.group else [],
        "sanction": getattr(decision, "sanction", None),
        "appeal": getattr(decision, "appeal", None),
        "until": until,
        "may_appeal": verdict,
        "form": form,
    }
    return render(request, "moderation/decision/statement.html", context)


def _with_rule(decision):
    """Gives it `cited`: the house rule as its reader reads it; None where nothing was found, or the ground is a law."""
    is_cited = decision.rule in RULES and decision.measure not in FOUND_NOTHING
    decision.cited = rule(decision.rule, get_language()) if is_cited else None
    return decision
