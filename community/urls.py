"""The HTTP map."""

from django.conf import settings
from django.urls import include, path

from community import views
from community.accounts.views import devices, passkeys

urlpatterns = [
    path("", views.front, name="front"),
    path("help/", views.help_now, name="help"),
    path("safety/", views.safety, name="safety"),
    path("exit/", views.exit_page, name="exit"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("worker.js", devices.worker, name="worker"),
    path("language/", views.set_language, name="set_language"),
    path(
        "account/2fa/webauthn/keys/<int:pk>/remove/", passkeys.remove, name="mfa_remove_webauthn"
    ),  # before allauth's
    path("account/", include("allauth.urls")),
    path("you/", include("community.accounts.urls")),
    path("services/", include("community.directory.urls")),
    path("hsds/", include("community.directory.api.urls")),
    path("", include("community.directory.helping_urls")),
    path("", include("groups.urls")),
    path("", include("community.forum.urls")),
    path("", include("moderation.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("community.demo.urls")))
