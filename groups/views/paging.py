"""Somebody who was asked to come says that they see to it."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from groups.actions.paging import see_to
from groups.models import Paging
from groups.views.carrying import carries


@carries
def take_page(request, pk):
    """Known to those who were asked, and to nobody else."""
    pagings = Paging.objects.visible_to(request.user).select_related("room__group")
    see_to(paging=get_object_or_404(pagings, pk=pk), actor=request.user)
    return reverse("groups:home")
