"""Between two meetings: an exercise done alone, a note, a question, and one of them shared on purpose."""

import pytest
from django.test import Client
from django.utils import timezone

from community.audit.models import Entry
from groups.actions.exercise import show_exercise
from groups.actions.room import close_meeting
from groups.models import Meeting
from tests import cast

pytestmark = pytest.mark.django_db


def signed_in(seat):
    client = Client()
    client.force_login(seat.user)
    return client


def page_of(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_from_the_last_meeting_to_the_next(group, meeting, facilitator, member, other_member):
    show_exercise(room=group.room, actor=facilitator, key="hands")
    close_meeting(meeting=meeting, actor=facilitator)
    coming = cast.make_meeting(group, starts_in=7 * 24 * 60)
    wren = signed_in(member)

    lately = page_of(wren.get("/exercises/")).partition('id="others"')[0]
    assert "Warm hands" in lately
    for number in range(1, 5):
        page = page_of(wren.get(f"/exercises/hands/{number}/"))
    assert "/notebook/new/" in page
    wren.post("/notebook/new/", {"words": "My shoulders came down."})
    page = page_of(wren.post(f"/groups/{group.pk}/question/", {"words": "May one cry here?"}, follow=True))
    address = f"/notes/{page.partition('/notes/')[2].partition('/')[0]}/"

    anna = signed_in(facilitator)
    assert "Nothing is shared" in page_of(anna.get(f"/groups/{group.pk}/shared/"))
    wren.post(f"{address}share/", {"seat": str(member.pk)})
    shared = page_of(anna.get(f"/groups/{group.pk}/shared/"))
    assert "May one cry here?" in shared
    assert "My shoulders came down." not in shared
    assert Entry.objects.filter(action="notes.looked", actor_id=facilitator.user.pk).count() == 1

    Meeting.objects.filter(pk=coming.pk).update(starts_at=timezone.now(), opened_at=timezone.now())
    room = f"/rooms/{group.room.pk}/"
    assert "May one cry here?" in page_of(wren.get(room))
    assert "May one cry here?" not in page_of(signed_in(other_member).get(room))
    wren.post(f"{address}done/", {"from": "room"})
    assert "May one cry here?" not in page_of(wren.get(room))
    assert "Nothing is shared" in page_of(anna.get(f"/groups/{group.pk}/shared/"))
    assert "May one cry here?" in page_of(wren.get("/notebook/paper/"))
    assert "cry" not in str(list(Entry.objects.values()))
