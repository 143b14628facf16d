"""The draft of a notice to an authority, to print and to read out; nothing is sent."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from community.verdicts import require
from moderation import actions
from moderation.authorities import COUNTRIES, compose
from moderation.models import Concern
from moderation.rules import may_lead_concerns


@require_GET
def notice_draft(request, pk, country):
    require(may_lead_concerns(request.user))
    known = Concern.objects.visible_to(request.user).select_related("group", "seat")
    concern = get_object_or_404(known, pk=pk)
    if country not in COUNTRIES:
        raise Http404
    actions.authority.draft(concern=concern, actor=request.user, country=country)
    draft = compose(concern, country, by=request.user)
    return render(request, "moderation/authority/draft.html", {"concern": concern, "draft": draft})
