"""The way back in with a code, for someone who lost their passphrase."""

from allauth.account.adapter import get_adapter
from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from community.accounts.actions.returning import use_return_code
from community.accounts.forms import ReturnForm


@login_not_required
@never_cache
@sensitive_post_parameters("code", "passphrase")
@require_http_methods(["GET", "POST"])
def page(request):
    """Enter the code and a new passphrase; sign in with it, second step included."""
    if request.user.is_authenticated:
        return redirect("accounts:you")
    form = ReturnForm(request.POST or None)
    if request.method == "POST":
        if refused := ratelimit.consume_or_429(request, action="return_code"):
            return refused
        if form.is_valid() and (person := _person_of(form)):
            get_adapter().send_notification_mail("account/email/password_reset", person)
            return perform_login(request, person)
    return render(request, "accounts/you/return.html", {"form": form})


def _person_of(form):
    """The code's owner with the new passphrase set, or None and the reason in the form."""
    try:
        return use_return_code(**form.cleaned_data)
    except ValidationError as refusal:
        form.add_error("code", refusal)
        return None
