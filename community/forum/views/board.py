"""Boards: which ones are open to a person, joining one, and how coordinators make and close them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from community.forum.forms.board import BoardAliasForm, BoardForm
from community.verdicts import require
from groups import aliases, rules
from groups.actions.group import create_group, end_group
from groups.actions.seat import join_board
from groups.forms.agreement import AgreementForm
from groups.models import PeerGroup
from groups.views.way_in import wording_in_force


@require_GET
def boards(request):
    """Those one has a seat on, and those a seat in a group opens. Four queries, whatever their number."""
    running = PeerGroup.objects.wide().running().prefetch_related("texts").order_by("created_at", "pk")
    own = list(running.visible_to(request.user))
    offered = running.open_to(request.user).exclude(pk__in=[board.pk for board in own])
    context = {"own": own, "offered": offered, "may_plan": rules.may_plan(request.user)}
    return render(request, "forum/board/list.html", context)


# --- Joining one ------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
def board(request, pk):
    """What a board is, who reads it, and the way in: a name and the promise, on one page. Others find nothing here."""
    open_to = PeerGroup.objects.open_to(request.user).prefetch_related("texts")
    board = get_object_or_404(open_to, pk=pk)
    had = list(board.memberships.filter(user=request.user))
    if any(seat.is_current for seat in had):
        return redirect("forum:topics", pk=pk)
    require(rules.may_join(request.user, board, had=had, is_open=True))
    text = wording_in_force(board)
    name, promise = _forms(request, board, had, text)
    is_filled = request.method == "POST" and name.is_valid() & promise.is_valid()
    if is_filled and _joined(request, board, name, text):
        return redirect("forum:topics", pk=pk)
    context = {
        "group": board,
        "about": board.text(),
        "text": text,
        "name": name,
        "form": promise,
        "suggestions": aliases.suggest(key=f"{board.pk} {request.user.pk}", language=get_language()),
        "leaders": [seat.alias for seat in board.memberships.current().leading().order_by("seat_number")],
    }
    status = 422 if name.errors or promise.errors else 200
    return render(request, "forum/board/page.html", context, status=status)


def _forms(request, board, had, text):
    """A name, with the one they had there before in the box, and the promise’s questions."""
    last = max(had, key=lambda seat: seat.left_at, default=None)
    known = {"alias": last.alias if last else ""}
    name = BoardAliasForm(request.POST or None, user=request.user, board=board, initial=known)
    return name, AgreementForm(request.POST or None, questions=text.questions)


def _joined(request, board, name, text):
    """Whether the seat was taken; if not, the form says why, and what was typed stays in it."""
    try:
        join_board(board=board, user=request.user, alias=name.cleaned_data["alias"], text=text)
    except ValidationError as refusal:
        name.add_error("alias" if refusal.code == "taken" else None, refusal)
        return False
    messages.success(request, _("You are in. You can read first; nobody waits for you to write."))
    return True


# --- Making and closing them ---------------------------------------------------------------
@require_http_methods(["GET", "POST"])
def plan(request):
    """For coordinators: the running boards, and a new one. They never read what is written there."""
    require(rules.may_plan(request.user))
    form = BoardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = create_group(actor=request.user, **form.facts())
        messages.success(request, _("The board is made. Give its staff their seats next."))
        return redirect("groups:planned", pk=made.pk)
    running = PeerGroup.objects.wide().running().prefetch_related("texts").order_by("created_at")
    context = {"form": form, "boards": running}
    return render(request, "forum/board/plan.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def close(request, pk):
    """Closing a board: asked once more, since nobody can open it again."""
    require(rules.may_plan(request.user))
    boards = PeerGroup.objects.wide().running().prefetch_related("texts")
    board = get_object_or_404(boards, pk=pk)
    if request.method == "GET":
        return render(request, "forum/board/close.html", {"group": board})
    end_group(group=board, actor=request.user)
    messages.success(request, _("The board is closed. Nobody reads it any more."))
    return redirect("forum:plan_board")
