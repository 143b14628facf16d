"""Removing a passkey: allauth's page, which by itself would let someone remove the last one they need."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.http import HttpResponseRedirect
from django.urls import reverse


class RemovePasskey(RemoveWebAuthnView):
    """As allauth's, and says why when the passkey has to stay."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"refusal": self.refusal()}

    def form_valid(self, form):
        if self.refusal():
            return HttpResponseRedirect(reverse("mfa_remove_webauthn", kwargs=self.kwargs))
        return super().form_valid(form)

    def refusal(self):
        adapter = get_adapter()
        return (
            ""
            if adapter.can_delete_authenticator(self.object)
            else adapter.error_messages["cannot_delete_authenticator"]
        )


remove = RemovePasskey.as_view()
