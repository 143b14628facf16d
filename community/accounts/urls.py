"""The account's own pages."""

from django.urls import path

from community.accounts.views import people, returning, you

app_name = "accounts"
urlpatterns = [
    path("", you.page, name="you"),
    path("stay/", you.stay, name="stay"),
    path("sessions/<int:pk>/end/", you.end_one_session, name="end_session"),
    path("qr.svg", you.qr, name="qr"),
    path("return/", returning.page, name="return"),
    path("people/", people.everyone, name="people"),
    path("people/add/", people.add, name="add_person"),
    path("people/<uuid:pk>/", people.person, name="person"),
    path("people/<uuid:pk>/roles/", people.grant, name="grant_role"),
    path("people/<uuid:pk>/checks/", people.check, name="check_credential"),
    path("people/<uuid:pk>/return-code/", people.give_way_back, name="give_way_back"),
    path("roles/<uuid:pk>/end/", people.end, name="end_role"),
    path("checks/<uuid:pk>/revoke/", people.revoke, name="revoke_credential"),
]
