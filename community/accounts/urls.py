"""The account's own pages."""

from django.urls import path

from community.accounts.views import choices, devices, own_data, people, returning, you

app_name = "accounts"
urlpatterns = [
    path("", you.page, name="you"),
    path("mails/", choices.mails, name="mails"),
    path("devices/add/", devices.add, name="add_device"),
    path("devices/<uuid:pk>/remove/", devices.remove, name="remove_device"),
    path("screen/", choices.screen, name="screen"),
    path("open/", choices.still_open, name="still_open"),
    path("stay/", you.stay, name="stay"),
    path("sessions/<int:pk>/end/", you.end_one_session, name="end_session"),
    path("qr.svg", you.qr, name="qr"),
    path("return/", returning.page, name="return"),
    path("own-data/", own_data.page, name="own_data"),
    path("own-data/copy/", own_data.copy, name="own_copy"),
    path("own-data/words/<uuid:pk>/", own_data.words, name="own_words"),
    path("own-data/account/", own_data.account, name="own_account"),
    path("own-data/keep/", own_data.keep, name="keep_account"),
    path("own-data/receipts/<uuid:pk>/", own_data.own_receipt, name="own_receipt"),
    path("own-data/receipt/", own_data.receipt, name="receipt"),
    path("people/", people.everyone, name="people"),
    path("people/add/", people.add, name="add_person"),
    path("people/<uuid:pk>/", people.person, name="person"),
    path("people/<uuid:pk>/roles/", people.grant, name="grant_role"),
    path("people/<uuid:pk>/checks/", people.check, name="check_credential"),
    path("people/<uuid:pk>/return-code/", people.give_way_back, name="give_way_back"),
    path("roles/<uuid:pk>/end/", people.end, name="end_role"),
    path("checks/<uuid:pk>/revoke/", people.revoke, name="revoke_credential"),
]
