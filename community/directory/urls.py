"""Where services are found, read and kept."""

from django.urls import path

from community.directory.views import keeping, kinds, search, service

app_name = "directory"
urlpatterns = [
    path("", search.services, name="services"),
    path("kinds/", kinds.kinds, name="kinds"),
    path("kinds/<slug:code>/", kinds.kind, name="kind"),
    path("kept/", keeping.kept, name="kept"),
    path("kept/<uuid:pk>/settled/", keeping.settled, name="settled"),
    path("<uuid:pk>/", service.service, name="service"),
    path("<uuid:pk>/wrong/", service.wrong, name="wrong"),
    path("<uuid:pk>/wrong/sent/", service.wrong_sent, name="wrong_sent"),
    path("<uuid:pk>/edit/", keeping.edit, name="edit"),
    path("<uuid:pk>/assure/", keeping.assure, name="assure"),
]
