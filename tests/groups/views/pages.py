"""How view tests name an address and read a page."""

from django.urls import reverse


def address(name, thing):
    return reverse(f"groups:{name}", args=[thing.pk])


def page_of(response):
    return response.content.decode()
