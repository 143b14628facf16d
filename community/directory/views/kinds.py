"""The kinds of help there are, each in plain words."""

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.directory.models import Listing, Taxonomy, TaxonomyTerm


def _ours(user):
    return TaxonomyTerm.objects.visible_to(user).filter(taxonomy_detail=Taxonomy.OURS)


@login_not_required
@require_safe
def kinds(request):
    """All of them, those that belong together under their heading."""
    return render(request, "directory/kinds.html", {"kinds": _with_narrower(_ours(request.user))})


@login_not_required
@require_safe
def kind(request, code):
    """What it is, when people seek it, what to expect, and what is known about it."""
    term = _ours(request.user).filter(code=code).select_related("parent").first()
    if term is None:
        raise Http404
    context = {
        "term": term,
        "narrower": term.children.all(),
        "references": [
            one | {"seen": date.fromisoformat(one["seen_on"]) if one.get("seen_on") else None}
            for one in term.references
        ],
        "count": Listing.objects.filter(is_active=True, terms__contains=f"|{term.code}|").count(),
    }
    return render(request, "directory/kind.html", context)


def _with_narrower(terms):
    """(term, the narrower ones) in their order."""
    terms = list(terms)
    return [
        (term, [one for one in terms if one.parent_id == term.pk]) for term in terms if term.parent_id is None
    ]
