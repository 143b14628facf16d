"""A person’s own notebook, questions for the next meeting, and what staff were let read."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.verdicts import require
from groups import rules
from groups.actions import note as act
from groups.forms.note import FindForm, NoteForm, QuestionForm, ShareForm
from groups.models import Membership, Note, PeerGroup
from groups.models.note import MOST
from groups.views.carrying import carries, is_live, seat_in

ON_A_PAGE = 30
FOUND_AT_MOST = 50
ON_PAPER = 200


@sensitive_post_parameters("sought")
@require_http_methods(["GET", "POST"])
def notebook(request):
    """One’s own notes, newest first; a POST looks for words, so that they stand in no address."""
    own = Note.objects.visible_to(request.user).newest_first()
    if request.method == "POST":
        return _found(request, own)
    page = Paginator(own.select_related("seat"), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "groups/note/list.html", {"notes": page, "page": page, "form": FindForm()})


def _found(request, own):
    form = FindForm(request.POST)
    if not form.is_valid():
        return render(
            request, "groups/note/list.html", {"form": form, "notes": [], "is_search": True}, status=422
        )
    words = form.cleaned_data["sought"].casefold().split()
    # Sealed words are no database’s to search: one person’s are opened here, and there are a thousand at most.
    found = [note for note in own.select_related("seat")[:MOST] if _has(note, words)]
    context = {"form": form, "notes": found[:FOUND_AT_MOST], "count": len(found), "is_search": True}
    return render(request, "groups/note/list.html", context)


def _has(note, words):
    text = note.words.casefold()
    return all(word in text for word in words)


@sensitive_post_parameters("words")
@require_http_methods(["GET", "POST"])
def note_new(request):
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            act.write_note(account=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Your note is saved."))
            return redirect("groups:notebook")
    return render(request, "groups/note/new.html", {"form": form}, status=422 if form.errors else 200)


@sensitive_post_parameters("words")
@require_http_methods(["GET", "POST"])
def note(request, pk):
    """One note of one’s own, to read and to write anew."""
    note = _own(request, pk)
    form = NoteForm(request.POST or None, initial={"words": note.words})
    if request.method == "POST" and form.is_valid():
        act.change_note(note=note, **form.cleaned_data)
        messages.success(request, _("Your note is saved."))
        return redirect("groups:note", pk=pk)
    context = {
        "note": note,
        "form": form,
        "may_share": note.done_at is None and _seats(request, note).exists(),
    }
    return render(request, "groups/note/page.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def note_delete(request, pk):
    """Asks once more, then deletes."""
    note = _own(request, pk)
    if request.method == "GET":
        return render(request, "groups/note/delete.html", {"note": note})
    act.delete_note(note=note)
    messages.success(request, _("The note is gone."))
    return redirect("groups:notebook")


@require_http_methods(["GET", "POST"])
def note_share(request, pk):
    """Says who would read it and when, and asks once more."""
    note = _own(request, pk)
    seats = _seats(request, note)
    if note.done_at or not seats:
        raise Http404
    form = ShareForm(request.POST if request.method == "POST" else None, seats=seats)
    if request.method == "POST" and form.is_valid():
        act.share_note(note=note, seat=form.cleaned_data["seat"])
        messages.success(request, _("Staff of your group can read this note now. You can take that back."))
        return redirect("groups:note", pk=pk)
    context = {"note": note, "form": form, "only": seats[0] if len(seats) == 1 else None}
    return render(request, "groups/note/share.html", context, status=422 if form.errors else 200)


@require_POST
def note_unshare(request, pk):
    act.unshare_note(note=_own(request, pk))
    messages.success(request, _("Only you read this note now. What staff have read, they have read."))
    return redirect("groups:note", pk=pk)


@carries
def note_done(request, pk):
    """From the room, where a live page hears it, or from one’s own pages."""
    note = _own(request, pk)
    if not note.is_question:
        raise Http404
    act.settle_question(note=note)
    if request.POST.get("from") == "room" and note.seat:
        return reverse("groups:room", args=[note.seat.group.room.pk])
    if not is_live(request):
        messages.success(request, _("The question is put aside. It stays in your notebook."))
    return reverse("groups:notebook")


@require_GET
def notebook_on_paper(request):
    """The newest notes in full, to print."""
    notes = Note.objects.visible_to(request.user).newest_first()[: ON_PAPER + 1]
    return render(
        request,
        "groups/note/paper.html",
        {"notes": notes[:ON_PAPER], "has_more": len(notes) > ON_PAPER, "most": ON_PAPER},
    )


@sensitive_post_parameters("words")
@require_http_methods(["GET", "POST"])
def question(request, pk):
    """A question for the next meeting of a group one has a seat in."""
    group = get_object_or_404(
        PeerGroup.objects.small().visible_to(request.user).select_related("room"), pk=pk
    )
    seat = seat_in(group, request.user)
    require(rules.may_note_question(request.user, seat))
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            written = act.write_question(seat=seat, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Your question is kept. Only you see it, also in the room."))
            return redirect("groups:note", pk=written.pk)
    context = {"group": group, "form": form, "meeting": group.meetings.coming().first()}
    return render(request, "groups/note/question.html", context, status=422 if form.errors else 200)


@require_GET
def shared_notes(request, pk):
    """What members let those who lead their group read. Each look is recorded."""
    group = get_object_or_404(
        PeerGroup.objects.small().visible_to(request.user).select_related("room").prefetch_related("texts"),
        pk=pk,
    )
    seat = seat_in(group, request.user)
    notes = act.read_shared(group=group, actor=seat)
    return render(request, "groups/note/shared.html", {"group": group, "notes": notes})


def _own(request, pk):
    notes = Note.objects.visible_to(request.user).select_related("notebook", "seat__group__room")
    return get_object_or_404(notes, pk=pk)


def _seats(request, note):
    """The seats for whose group this note may be shared: those in running groups that the person does not lead."""
    seats = (
        Membership.objects.current()
        .in_groups()
        .filter(user=request.user, group__ended_at=None, part=Membership.Part.MEMBER)
    )
    if note.is_question:
        seats = seats.filter(pk=note.seat_id)
    return seats.select_related("group", "user").prefetch_related("group__texts").order_by("joined_at")
