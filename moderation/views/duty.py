"""One's own duty: coming, promises, handing over, and how one is at the end of it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.accounts.models import Role
from community.verdicts import require
from moderation import actions, evening, exposure, rules
from moderation.forms.shift import HandOverForm, HoursForm, HowAreYouForm, PromiseForm
from moderation.models import HandOver, Promise, Shift

COMING = 8  # of one's own


@require_GET
def duty(request):
    """What somebody on watch begins and ends with."""
    require(rules.may_watch(request.user))
    return render(request, "moderation/duty/page.html", _context(request))


def _context(request, **forms):
    user = request.user
    mine = user.shifts.filter(ended_at=None, ends_at__gt=timezone.now() - Shift.LATE).order_by("starts_at")
    mine = [shift for shift in mine if not shift.is_over or shift.can_be_handed_over][:COMING]
    current = next((shift for shift in mine if shift.is_now and shift.begun_at), None)
    is_quiet = "quiet" in request.GET  # a page that asks again by itself shows no promises: nobody reads them
    return {
        "mine": mine,
        "current": current,
        "may_start": not any(shift.is_now for shift in mine),
        "unread": HandOver.objects.visible_to(user).unread_by(user).select_related("shift__person")[:10],
        "promises": [] if is_quiet else actions.shift.look_at_promises(actor=user),
        "seen": exposure.of_oneself(user, current),
        "hours_form": HoursForm(),
        "promise_form": PromiseForm(),
        "may_see_loads": rules.may_see_loads(user),
    } | forms


@require_POST
def duty_start(request):
    """Come on duty without a plan."""
    require(rules.may_watch(request.user))
    form = HoursForm(request.POST)
    if not form.is_valid():
        return render(request, "moderation/duty/page.html", _context(request, hours_form=form), status=422)
    actions.shift.begin_unplanned(actor=request.user, hours=form.cleaned_data["hours"])
    return redirect("moderation:duty")


@require_POST
def shift_begin(request, pk):
    actions.shift.begin(shift=_own(request, pk), actor=request.user)
    return redirect("moderation:duty")


def _own(request, pk):
    require(rules.may_watch(request.user))
    shifts = Shift.objects.visible_to(request.user).filter(person=request.user)
    return get_object_or_404(shifts.select_related("person"), pk=pk)


# --- Handing over --------------------------------------------------------------
@require_http_methods(["GET", "POST"])
def shift_end(request, pk):
    """What stands now, composed from the records, with room for one's own words; then the shift is over."""
    shift = _own(request, pk)
    require(rules.may_hand_over(request.user, shift))
    form = HandOverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.shift.hand_over(shift=shift, actor=request.user, words=form.cleaned_data["words"])
        messages.success(request, _("Your duty has ended. Thank you."))
        return redirect("moderation:how_are_you")
    counts = evening.counts_of(shift)
    context = {
        "shift": shift,
        "form": form,
        "counts": counts,
        "done": evening.done_words(counts),
        "leaving": evening.before_leaving(shift),
        "cases": evening.open_cases(request.user),
        "promises": actions.shift.look_at_promises(actor=request.user),
    }
    return render(request, "moderation/duty/end.html", context)


@require_GET
def hand_over(request, pk):
    """What a colleague left, and how it stands now."""
    require(rules.may_watch(request.user))
    made = _left(request, pk)
    actions.shift.look_at(hand_over=made, actor=request.user)
    context = {
        "made": made,
        "counts": made.counts,
        "done": evening.done_words(made.counts),
        "cases": evening.open_cases(request.user),
        "promises": actions.shift.look_at_promises(actor=request.user),
        "may_confirm": rules.may_read_hand_over(request.user, made) and made.read_at is None,
    }
    return render(request, "moderation/duty/hand_over.html", context)


@require_POST
def hand_over_read(request, pk):
    require(rules.may_watch(request.user))
    actions.shift.confirm_read(hand_over=_left(request, pk), actor=request.user)
    return redirect("moderation:duty")


def _left(request, pk):
    known = HandOver.objects.visible_to(request.user).select_related("shift__person", "read_by")
    return get_object_or_404(known, pk=pk)


# --- Promises ------------------------------------------------------------------
@require_POST
def promise(request):
    require(rules.may_watch(request.user))
    form = PromiseForm(request.POST)
    if not form.is_valid():
        return render(request, "moderation/duty/page.html", _context(request, promise_form=form), status=422)
    actions.shift.promise(actor=request.user, words=form.cleaned_data["words"])
    return redirect("moderation:duty")


@require_POST
def promise_kept(request, pk):
    require(rules.may_watch(request.user))
    made = get_object_or_404(Promise.objects.visible_to(request.user), pk=pk)
    actions.shift.keep(promise=made, actor=request.user)
    return redirect("moderation:duty")


# --- How one is ----------------------------------------------------------------
@require_http_methods(["GET", "POST"])
def how_are_you(request):
    """Three questions at the end of a duty. The answers make the page and are kept nowhere."""
    require(rules.may_watch(request.user))
    form = HowAreYouForm(request.POST or None)
    is_answered = request.method == "POST" and form.is_valid()
    context = {
        "form": form,
        "is_answered": is_answered,
        "is_heavy": is_answered and form.is_heavy,
        "leads": _leads(request.user) if is_answered else [],
        "seen": exposure.of_oneself(request.user),
    }
    return render(request, "moderation/duty/how_are_you.html", context)


def _leads(user):
    """Safeguarding leads one can talk with. One query."""
    roles = Role.objects.current().filter(kind=Role.Kind.SAFEGUARDING).exclude(user=user)
    found = [role.user for role in roles.select_related("user").order_by("user__display_name")]
    return [lead for lead in found if lead.in_good_standing and lead.display_name]
