"""The people who work here: duties, registrations, ways back. For coordinators and administrators."""

from functools import wraps

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.accounts import rules
from community.accounts.actions.credential import check_credential, revoke_credential
from community.accounts.actions.person import create_staff, look_at_person
from community.accounts.actions.returning import make_return_code
from community.accounts.actions.role import end_role, grant_role
from community.accounts.forms import CheckForm, GrantForm, NewColleagueForm, ReasonForm
from community.accounts.models import Credential, Role, User
from community.verdicts import require


def for_managers(view):
    """Only those who may manage people, and only within minutes of proving who they are.

    A form sent too late is not kept for later, since it may name a register number.
    """

    @wraps(view)
    def guarded(request, *args, **kwargs):
        require(rules.may_manage_people(request.user))
        if is_reauthentication_required(request, app="allauth.account"):
            if request.method == "POST":
                messages.warning(
                    request, _("That was not saved: confirm first that it is you, then do it again.")
                )
                return redirect("accounts:people")
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return guarded


def kinds_for(user):
    """The duties this manager may give to others."""
    return [kind for kind, givers in rules.GIVEN_BY.items() if user.holds(*givers)]


def seen_person(request, pk):
    return get_object_or_404(User.objects.visible_to(request.user).with_duties(), pk=pk)


@require_safe
def everyone(request):
    """All colleagues, what they may do, and whose registration is due."""
    require(rules.may_manage_people(request.user))
    people = User.objects.visible_to(request.user).with_duties().order_by("display_name", "pk")
    return render(request, "accounts/people/list.html", {"people": people, "today": timezone.localdate()})


@require_http_methods(["GET", "POST"])
@for_managers
def add(request):
    """Open an account for a colleague; their return code is shown once."""
    form = NewColleagueForm(request.POST or None, kinds=kinds_for(request.user))
    if request.method == "POST" and form.is_valid():
        person = create_staff(actor=request.user, **form.cleaned_data)
        return _show_code(request, person)
    return render(request, "accounts/people/add.html", {"form": form})


@require_safe
@for_managers
def person(request, pk):
    """One colleague: duties, registration, way back. Each look is recorded."""
    colleague = seen_person(request, pk)
    look_at_person(person=colleague, actor=request.user)
    return _page(request, colleague)


def _page(request, colleague, **forms):
    duties = [(role, rules.may_end_role(request.user, role)) for role in colleague.duties]
    held = {role.kind for role in colleague.duties if role.ended_at is None}
    kinds = [kind for kind in kinds_for(request.user) if kind not in held]
    context = {
        "person": colleague,
        "duties": duties,
        "kinds": kinds,
        "may_grant": rules.may_grant(request.user, colleague, kinds[0]) if kinds else None,
        "may_check": rules.may_check_credential(request.user, colleague),
        "may_revoke": rules.may_revoke_credential(request.user, colleague),
        "may_give_way_back": rules.may_give_way_back(request.user, colleague),
        "grant_form": GrantForm(kinds=kinds),
        "check_form": CheckForm(),
        "today": timezone.localdate(),
    }
    return render(request, "accounts/people/person.html", context | forms)


@require_POST
@for_managers
def grant(request, pk):
    """Give a colleague another duty."""
    colleague = seen_person(request, pk)
    form = GrantForm(request.POST, kinds=kinds_for(request.user))
    if not form.is_valid():
        return _page(request, colleague, grant_form=form)
    grant_role(person=colleague, actor=request.user, **form.cleaned_data)
    return redirect("accounts:person", pk=pk)


@require_POST
@for_managers
def end(request, pk):
    """Take a duty back."""
    role = get_object_or_404(Role.objects.filter(user__in=User.objects.visible_to(request.user)), pk=pk)
    end_role(role=role, actor=request.user)
    return redirect("accounts:person", pk=role.user_id)


@require_POST
@for_managers
def check(request, pk):
    """Record what the register says about a colleague."""
    colleague = seen_person(request, pk)
    form = CheckForm(request.POST)
    if form.is_valid():
        try:
            check_credential(person=colleague, actor=request.user, **form.cleaned_data)
            return redirect("accounts:person", pk=pk)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    return _page(request, colleague, check_form=form)


@require_POST
@for_managers
def revoke(request, pk):
    """Take a registration back."""
    seen = Credential.objects.filter(user__in=User.objects.visible_to(request.user))
    credential = get_object_or_404(seen.select_related("user"), pk=pk)
    form = ReasonForm(request.POST)
    if form.is_valid():
        revoke_credential(credential=credential, actor=request.user, **form.cleaned_data)
    else:
        messages.error(request, _("Write down what the register says now, then try again."))
    return redirect("accounts:person", pk=credential.user_id)


@require_POST
@for_managers
def give_way_back(request, pk):
    """Make a return code for a colleague and show it, this once."""
    colleague = seen_person(request, pk)
    require(rules.may_give_way_back(request.user, colleague))
    return _show_code(request, colleague)


def _show_code(request, colleague):
    code = make_return_code(user=colleague, actor=request.user)
    return render(request, "accounts/people/code.html", {"person": colleague, "code": code})
