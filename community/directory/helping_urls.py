"""Addresses of cards one keeps, of referrals, and of “Need help?”."""

from django.urls import path

from community.directory.views import answer, contact, kept, referral

app_name = "helping"
urlpatterns = [
    path("my-cards/", kept.my_cards, name="my_cards"),
    path("my-cards/keep/<str:key>/", kept.keep, name="keep"),
    path("my-cards/<uuid:pk>/note/", kept.note, name="note"),
    path("my-cards/<uuid:pk>/drop/", kept.drop, name="drop"),
    path("my-cards/<uuid:pk>/ask/", kept.ask_referral, name="ask"),
    path("referrals/", referral.followed, name="followed"),
    path("referrals/<uuid:pk>/", referral.referral, name="referral"),
    path("referral/", answer.enter, name="pass"),
    path("referral/code/", answer.open_code, name="open_code"),
    path("referral/desk/", answer.desk, name="desk"),
    path("r/<str:token>/", answer.open_link, name="open"),
    path("contact/", contact.need_help, name="need_help"),
    path("contact/sent/", contact.contact_sent, name="contact_sent"),
    path("contact-requests/", contact.contacts, name="contacts"),
    path("contact-requests/<uuid:pk>/", contact.contact, name="contact"),
]
