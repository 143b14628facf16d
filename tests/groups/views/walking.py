"""How a test takes the steps of the way in."""

from django.urls import reverse

from tests import cast


def promise(phone):
    return phone.post(reverse("groups:agreement"), {"q0": "1"})


def choose(phone, alias="Vaahtera"):
    return phone.post(reverse("groups:name"), {"alias": alias})


def take_seat(phone, **facts):
    form = phone.get(reverse("groups:seat")).context["form"]
    offer = form.fields["name"].choices[0][0] if form else ""
    facts = {"name": offer, "passphrase": cast.PASSPHRASE, "email": "", "own_name": ""} | facts
    return phone.post(reverse("groups:seat"), facts)
