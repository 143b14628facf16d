"""The demo door."""

from django.urls import path

from community.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.door, name="door"),
    path("in/<str:username>/", views.walk_in, name="walk_in"),
]
