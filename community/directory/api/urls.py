"""Where the API answers; everything else below is nothing, and says so in JSON."""

from django.urls import path

from community.directory.api.door import door, nothing
from community.directory.api.endpoints import api

entries, _app, app_name = api.urls
urlpatterns = [
    *(path(str(entry.pattern), door(entry.callback), name=entry.name) for entry in entries),
    path("<path:rest>", door(nothing), name="nothing"),
]
