"""How one is, over time: the questions of WHO-5 for whoever wants them, and one’s own answers of the room’s checks."""

from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.directory.crisis import lines_for
from groups import rules, who5
from groups.actions import wellbeing as act
from groups.forms.wellbeing import Who5Form
from groups.models import CheckIn, Wellbeing
from groups.own_lines import line_of
from groups.questions import ASKED, SCALE

CHECKS = 120  # of one’s own, the newest, over all groups
NAMES = {"in": gettext_lazy("Check-in"), "out": gettext_lazy("Check-out")}
HELP = 2  # crisis lines beside the number; Help now has them all


@require_GET
def over_time(request):
    """One’s own lines, each with its table. Three queries, and one more where there are checks."""
    wellbeing = Wellbeing.objects.visible_to(request.user).first()
    answers = [row for row in wellbeing.answers.all() if row.numbers] if wellbeing else []
    last = answers[-1] if answers else None
    context = {
        "wellbeing": wellbeing,
        "who5": line_of("who5", "WHO-5", 100, [(row.answered_at, row.score) for row in answers]),
        "may_answer": rules.may_answer_wellbeing(wellbeing, last and last.answered_at),
        "is_low": bool(last) and who5.is_low(last.score),
        "is_very_low": bool(last) and who5.is_very_low(last.score),
        "changed": who5.changed(answers[-2].score, last.score) if len(answers) > 1 else "",
        "lines": _help(request.user) if last and who5.is_low(last.score) else [],
        "groups": _checks(request.user),
    }
    return render(request, "groups/wellbeing/page.html", context)


def _help(user):
    """The emergency number of the person’s country, and the lines most likely to help."""
    lines = lines_for(user.country, user.language)
    first = [line for line in lines if line.is_emergency][:1]
    return first + [line for line in lines if line.phone and not line.is_emergency][:HELP]


def _checks(user):
    """[{"group", "lines"}]: what somebody answered at meetings, each question a line of its own. Two queries."""
    own = CheckIn.objects.filter(seat__user=user).select_related("meeting__group", "seat__group")
    rows = own.prefetch_related("meeting__group__texts").order_by("-answered_at")[:CHECKS]
    rows = sorted(rows, key=lambda row: (row.meeting.group_id, row.answered_at))
    found = []
    for _group_id, of_group in groupby(rows, key=lambda row: row.meeting.group_id):
        of_group = list(of_group)
        if lines := _lines(of_group):
            found.append({"group": of_group[0].meeting.group, "lines": lines})
    return found


def _lines(rows):
    """Of one group. What was left out, or whose words are destroyed, is in none."""
    lines = []
    for kind, questions in ASKED.items():
        answered = [(row.answered_at, row.answers) for row in rows if row.kind == kind]
        for question in questions:
            numbers = [(at, answers[question.key]) for at, answers in answered if question.key in answers]
            title = f"{NAMES[kind]}: {question.words}"
            lines.append(line_of(f"{kind}-{question.key}", title, SCALE[-1], numbers))
    return [line for line in lines if line]


@require_POST
def begin(request):
    """Only ever by the person’s own press."""
    act.begin_wellbeing(account=request.user)
    return redirect("groups:answer_over_time")


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def answer(request):
    """The five statements. Their wording is shown in the language in which it is known as published."""
    wellbeing = Wellbeing.objects.visible_to(request.user).first()
    last_at = wellbeing and wellbeing.answers.values_list("answered_at", flat=True).last()
    if not (verdict := rules.may_answer_wellbeing(wellbeing, last_at)):
        messages.info(request, verdict.reason)
        return redirect("groups:over_time")
    language, words = who5.wording(get_language())
    form = Who5Form(request.POST or None, words=words)
    if request.method == "POST" and form.is_valid():
        try:
            act.answer_wellbeing(account=request.user, numbers=form.numbers())
        except PermissionDenied as refusal:  # answered on another page meanwhile
            messages.info(request, str(refusal))
        return redirect("groups:over_time")
    context = {
        "form": form,
        "words": words,
        "shown_in": language,
        "is_foreign": language != (get_language() or "").split("-")[0],
        "source": who5.SOURCE,
    }
    return render(request, "groups/wellbeing/answer.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def stop(request):
    """Asks whether what was answered stays or goes."""
    if request.method == "GET":
        return render(request, "groups/wellbeing/stop.html")
    if request.POST.get("how") == "erase":
        act.erase_wellbeing(account=request.user)
        messages.success(request, _("Your answers are erased, and nothing is asked any more."))
    else:
        act.stop_wellbeing(account=request.user)
        messages.success(request, _("Nothing is asked any more. Your answers stay with you."))
    return redirect("groups:over_time")
