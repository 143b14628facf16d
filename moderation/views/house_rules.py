"""The house rules, for everybody to read."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from moderation.house_rules import rules_in


@login_not_required
@require_safe
def house_rules(request):
    return render(request, "moderation/house_rules/page.html", {"rules": rules_in(get_language())})
