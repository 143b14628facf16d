"""The project's addresses as they are when the demo is on."""

from django.urls import include, path

from community.urls import urlpatterns as everyday

urlpatterns = [*everyday, path("demo/", include("community.demo.urls"))]
