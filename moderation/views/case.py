"""The queue, one case with all that is asked about it, and deciding it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.verdicts import require
from groups.models import HelpCall
from moderation import actions, queue
from moderation.evidence import mark_of
from moderation.forms.case import DecisionForm
from moderation.models import Case, Decision
from moderation.reasons import draft, in_one_line
from moderation.rules import may_claim, may_confirm, may_decide, may_take_back, may_watch
from moderation.subjects import OF_PERSONS
from moderation.waiting import waiting_rooms

AT_A_TIME = 25
PRESSED = "pressed"  # in the session: the decision that can still be taken back


@require_GET
def case_queue(request):
    require(may_watch(request.user))
    show = request.GET.get("show") if request.GET.get("show") in queue.SHOWN else "open"
    counts = queue.counts_of(request.user)
    pages = Paginator(queue.cases_of(request.user, show), AT_A_TIME)
    pages.count = next(count for name, _label, count in counts if name == show)  # known: not asked for again
    page = pages.get_page(request.GET.get("page"))
    others = queue.for_others(page, request.user)
    for case in page:
        case.clock, case.is_mine = queue.Clock.of(case), case.is_claimed_by(request.user)
        case.is_for_others = case in others
    context = {
        "page": page,
        "pressed": _pressed(request),
        "show": show,
        "shown": counts,
        "calls": HelpCall.objects.open().count() + len(waiting_rooms(request.user)),
    }
    return render(request, "moderation/case/queue.html", context)


@require_GET
def case_next(request):
    """The most urgent case one may take now; back to the queue when nothing waits."""
    require(may_watch(request.user))
    case = queue.next_for(request.user, after=_key(request.GET.get("after", "")))
    if case is None:
        messages.success(request, _("Nothing more waits for you."))
        return redirect("moderation:queue")
    return redirect("moderation:case", pk=case.pk)


def _key(written):
    """The key that stands in an address; None where none does."""
    try:
        return UUID(written)
    except ValueError:
        return None


def found(request, pk):
    """A case this person may see, else 404 or the kind sentence."""
    require(may_watch(request.user))
    cases = Case.objects.visible_to(request.user).select_related(
        "message__room__group",
        "message__author",
        "reply__topic__group",
        "reply__author",
        "group__room",
        "person",
        "claimed_by",
        "proposed_by",
        "decision__made_by",
        "decision__second_by",
    )
    return get_object_or_404(cases.prefetch_related("group__texts", "reports"), pk=pk)


@require_GET
def case_detail(request, pk):
    return shown(request, found(request, pk))


def shown(request, case, form=None, status=200):
    """The case's page; that its sealed copy was opened is recorded each time."""
    lines = actions.case.look_at(case=case, actor=request.user)
    form = form or _form(case, initial={"rule": queue.likely_rule_of(case)})
    verdict = may_decide(request.user, case)
    context = {
        "case": case,
        "clock": queue.Clock.of(case),
        "lines": lines,
        "is_mine": case.is_claimed_by(request.user),
        "may_decide": verdict,
        "may_claim": may_claim(request.user, case),
        "may_confirm": may_confirm(request.user, case),
        "form": form,
        "measures": queue.grouped(form.measures),
        "likely": form["measure"].value() or queue.likely_measure_of(case),
        "concerns": queue.concerns_from(case, request.user),
        "why_held": queue.why_held(case),
        "danger": queue.danger_besides(case, request.user),
        "history": queue.history_of(case),
        "numbers": queue.numbers_of(case),
        "proposal": actions.decision.proposal_of(case=case) if case.proposed_by_id else None,
        "heavy": case.is_severe,
        "person_first": case.is_open and queue.is_about_safety(case),
    }
    return render(request, "moderation/case/detail.html", context, status=status)


@require_POST
def case_claim(request, pk):
    case = found(request, pk)
    actions.case.claim(case=case, actor=request.user)
    return redirect("moderation:case", pk=case.pk)


@require_POST
def case_release(request, pk):
    actions.case.release_claim(case=found(request, pk), actor=request.user)
    return redirect("moderation:queue")


@require_http_methods(["GET", "POST"])
def case_decide(request, pk):
    """The press that decides; opened as an address it is where a sign-in leads back that was lost before the press."""
    case = found(request, pk)
    if request.method == "GET":
        messages.warning(
            request, _("Your sign-in had ended, so nothing is decided. What you wrote was not kept.")
        )
        return redirect("moderation:case", pk=case.pk)
    form = _form(case, request.POST)
    if not may_decide(request.user, case):
        return shown(request, case, form, status=403)
    if not form.is_valid():
        return shown(request, case, form, status=422)
    wish = form.wish()
    if form.cleaned_data["letter"]:
        return shown(request, case, with_letter(form, case, wish))
    try:
        decision = actions.decision.decide(case=case, actor=request.user, **wish)
    except ValidationError as refusal:
        case = found(request, pk)  # as it stands by now
        form = _form(case, request.POST)
        if not form.non_field_errors():
            form.add_error(None, refusal)
        return shown(request, case, form, status=422)
    if decision is None:
        messages.success(request, _("You proposed it. It takes force when a second person confirms it."))
    else:
        request.session[PRESSED] = str(decision.pk)
        messages.success(request, _said(decision))
    return redirect("moderation:queue")


def _said(decision):
    """What was decided; and that the words still stand, where they do."""
    said = _("Decided: %(measure)s.") % {"measure": in_one_line(decision)}
    words = decision.case.words
    stand = decision.measure in OF_PERSONS and words and words.state == "shown"
    stand = stand and not decision.takes_words
    return f"{said} {_('The words still stand in the group.')}" if stand else said


def _pressed(request):
    """What this person decided a moment ago, as long as they can take it back. One query, after a decision."""
    decision = _last(request)
    if decision is not None and may_take_back(request.user, decision):
        return {"case": decision.case_id, "line": in_one_line(decision), "is_shown": _stays(decision)}
    request.session.pop(PRESSED, None)
    return None


def _stays(decision):
    """Whether undoing it leaves words before the group that it let through: people may have read them."""
    words = decision.case.words
    return decision.measure == Decision.Measure.RELEASE and words is not None and words.state == "shown"


def _last(request):
    pressed = request.session.get(PRESSED)
    near = ("case__group", "case__message", "case__reply", "appeal")
    known = Decision.objects.filter(pk=pressed).select_related(*near).defer("facts", "reasons")
    return known.first() if pressed else None


@require_POST
def case_take_back(request, pk):
    """One's own press undone: back to the same, which waits again."""
    case = found(request, pk)
    decision = get_object_or_404(Decision.objects.select_related("appeal", "case"), case=case)
    again = actions.decision.take_back(decision=decision, actor=request.user)
    request.session.pop(PRESSED, None)
    said = _("Undone. It waits again, and you have it.")
    messages.success(
        request, f"{said} {_('The words still stand in the group.')}" if _stays(decision) else said
    )
    return redirect("moderation:case", pk=again.pk)


def _form(case, *data, **kwargs):
    language = actions.decision.language_of(case=case)
    kwargs |= {"measures": queue.choices_of(case), "in_danger": case.speaks_of_danger, "mark": mark_of(case)}
    return DecisionForm(*data, language=language, auto_id="decide_%s", **kwargs)


def with_letter(form, case, wish):
    """The same form with the letter written out, to be changed and sent."""
    facts = {
        name: wish[name] for name in ("measure", "rule", "ends_at", "facts", "takes_words", "legal_ground")
    }
    letter = draft(case=case, language=actions.decision.language_of(case=case), **facts)
    form.data = form.data.copy()
    form.data["reasons"], form.data["letter_for"] = letter, form.chosen()
    del form.data["letter"]  # it has been shown: the next press sends it
    return form


@require_POST
def case_confirm(request, pk):
    case = found(request, pk)
    try:
        seen = request.POST.get("seen", "")
        decision = actions.decision.confirm(case=case, actor=request.user, seen=seen)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("moderation:case", pk=case.pk)
    messages.success(request, _("Decided: %(measure)s.") % {"measure": in_one_line(decision)})
    return redirect("moderation:queue")


@require_POST
def case_turn_down(request, pk):
    actions.decision.turn_down(case=found(request, pk), actor=request.user)
    messages.success(request, _("You turned it down. The case waits again."))
    return redirect("moderation:queue")
