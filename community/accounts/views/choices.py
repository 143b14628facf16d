"""The pages on which a person chooses whether mails come, and what others may see on this screen."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.accounts import limits
from community.accounts.actions.choices import choose_mails, choose_screen
from community.accounts.choosing import MailsForm, ScreenForm
from community.accounts.views.devices import told_devices


@require_http_methods(["GET", "POST"])
def mails(request):
    """Whether and when we write, and which devices are told."""
    return _chosen(request, MailsForm, choose_mails, "mails", about=told_devices)


@require_http_methods(["GET", "POST"])
def screen(request):
    """The tab, the way out, and what happens when the last page is closed."""
    return _chosen(request, ScreenForm, choose_screen, "screen")


def _chosen(request, form_class, choose, name, about=lambda request: {}):
    form = form_class(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        choose(person=request.user, **form.cleaned_data)
        if not request.user.ends_with_tab:
            limits.forget_open(request.session)
        messages.success(request, _("Saved."))
        return redirect(f"accounts:{name}")
    return render(request, f"accounts/choices/{name}.html", {"form": form, **about(request)})


@require_POST
def still_open(request):
    """A page of somebody who wants to be signed out with the last one says that it is open. No act of a person."""
    if request.user.ends_with_tab:
        limits.note_open(request.session)
    return HttpResponse(status=204)
