"""Tells what fits: as a page, or as a stream of lines."""

import json
from hashlib import sha256
from itertools import islice

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.db.models import Count, Max
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from community.directory.exchange.shape import KINDS
from community.directory.exchange.telling import nested
from community.directory.models import Listing, Metadata, Service

JSON, LINES = "application/json", "application/x-ndjson"
LINES_AT_ONCE = 200
BRIEF, ORGANIZATION = tuple(KINDS), ("service",)


def as_json(tree, status=200):
    return HttpResponse(json.dumps(tree, ensure_ascii=False), content_type=JSON, status=status)


def one(found, kind, ident, **how):
    """The one with that id, whole. Raises Http404."""
    known = found.filter(pk=ident).values_list("pk", flat=True)
    for tree in nested(kind, known, public=True, **how):
        return as_json(tree)
    raise Http404(_("Nothing here has this id."))


def listed(request, found, kind, asked, **how):
    """Those that fit, in the order of their ids: a Page of the standard, or all of them as lines."""
    ids = found.order_by("pk").values_list("pk", flat=True)
    if asked.format == "ndjson":
        answer = streamed(request, nested(kind, ids.iterator(), public=True, **how))
        if kind in ("service", "service_at_location", "organization"):
            answer["ETag"] = _etag_of_all(request)
        return answer
    return _page(ids, asked.page, asked.per_page, lambda some: list(nested(kind, some, public=True, **how)))


def minimal(request, found, asked):
    """Ids and when each was modified; all on one page, unless a size was asked for."""
    rows = found.order_by("pk").values_list("pk", "last_modified")
    if asked.format == "ndjson":
        return streamed(request, map(_short, rows.iterator()))
    size = asked.per_page if "per_page" in asked.model_fields_set else 0
    return _page(rows, asked.page, size, lambda some: [_short(row) for row in some])


def _short(row):
    ident, modified = row
    return {"id": str(ident), "modified_date": modified and modified.isoformat().replace("+00:00", "Z")}


def _page(found, number, size, tell):
    """One page; `size` 0: everything on the first."""
    total = found.count()
    size = size or max(total, 1)
    pages = -(-total // size)
    first = (number - 1) * size
    contents = tell(found[first : first + size]) if first < total else []
    return as_json(
        {
            "total_items": total,
            "total_pages": pages,
            "page_number": number,
            "size": len(contents),
            "first_page": number == 1,
            "last_page": number >= pages,
            "empty": not contents,
            "contents": contents,
        }
    )


def streamed(request, trees):
    """One object a line, sent as it is told: a few hundred are in memory at a time."""
    chunks = _chunks(trees)
    if isinstance(request, ASGIRequest):  # which would gather a plain iterator first
        chunks = _apart(chunks)
    return StreamingHttpResponse(chunks, content_type=LINES)


def _chunks(trees):
    while some := list(islice(trees, LINES_AT_ONCE)):
        yield "".join(json.dumps(tree, ensure_ascii=False) + "\n" for tree in some).encode()


async def _apart(chunks):
    while (chunk := await sync_to_async(next)(chunks, None)) is not None:
        yield chunk


def _etag_of_all(request):
    """Another one after every change: listings are made anew by imports, and the history grows with every edit."""
    listings = Listing.objects.aggregate(Max("pk"), Count("pk"))
    services = Service.objects.aggregate(Max("last_modified"), Count("pk"))
    history = Metadata.objects.aggregate(Max("written_at"))
    said = repr([request.get_full_path(), listings, services, history])
    return f'W/"{sha256(said.encode()).hexdigest()[:32]}"'
