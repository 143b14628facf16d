"""Searching one group's forum. What is asked for is in no address, since addresses stay in browsers."""

from allauth.core import ratelimit
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.text import Truncator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from community.forum.finding import find
from community.forum.forms.search import SearchForm
from community.forum.models import ContentNote, Reply
from community.forum.reading import page_of
from community.forum.views.topics import found as group_of

ON_A_PAGE = 20
SHOWN = 160  # signs of each reply


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def search(request, pk):
    """The box; and what this person may read that has the words."""
    group, seat = group_of(request, pk)
    form = SearchForm(request.POST or None)
    context = {"group": group, "form": form}
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="forum_search", user=request.user):
            context["is_too_fast"] = True
        else:
            context |= _results(group, seat, form.cleaned_data)
    return render(request, "forum/search/page.html", context)


def _results(group, seat, asked):
    outcome = find(group, seat, asked["words"])
    page = Paginator(outcome.ids, ON_A_PAGE).get_page(asked["page"])
    known = Reply.objects.select_related("author", "topic").in_bulk(list(page))
    rows = [_row(known[pk]) for pk in page if pk in known]
    return {"rows": rows, "page": page, "words": asked["words"], "is_cut": outcome.is_cut}


def _row(reply):
    """One reply as the list shows it: not its words where somebody might meet them unprepared."""
    note = ContentNote.words(reply.content_note)
    at = f"?page={page_of(reply.position)}#reply-{reply.pk}" if reply.position else ""
    return {
        "reply": reply,
        "title": reply.topic.title if reply.topic.is_shown or reply.opens else "",
        "note": note,
        "words": "" if note else Truncator(" ".join(reply.body.split())).chars(SHOWN),
        "at": at,
    }
