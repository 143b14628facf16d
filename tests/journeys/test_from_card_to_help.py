"""A facilitator shares a card in a live room; a member keeps it, asks to be referred, and somebody receives them."""

import datetime
import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.audit.models import Entry
from community.directory.actions.listing import relist
from community.directory.actions.referral import remind_of_late
from community.directory.models import Kept, Referral, Service
from groups.models import Message
from tests.community.directory.entries import make_phone, make_service
from tests.community.directory.referring import letters_sent

pytestmark = pytest.mark.django_db
TICKED = {"give_name": "on", "give_reach": "on", "give_times": "on", "give_message": "on"}
HANDED = {
    "name": "Kaisa",
    "reach": "040 123 4567",
    "times": "weekdays from 9 to 11",
    "message": "no",
    "language": "en",
    "words": "I have not slept for weeks.",
}


@pytest.fixture
def service(db):
    service = make_service(
        "Infant family work",
        description="Talks and home visits.",
        email="desk@example.org",
        written_in="en",
        assured_date=timezone.localdate(),
    )
    make_phone(service=service)
    relist(services=Service.objects.all())
    return service


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def page(client, route, /, *args, **data):
    answer = client.get(reverse(route, args=args), data)
    assert answer.status_code == 200, (route, answer.status_code)
    return answer.content.decode()


def press(client, route, /, *args, **data):
    answer = client.post(reverse(route, args=args), data)
    assert answer.status_code == 302, (route, answer.status_code)
    return answer


class Story:
    """Who takes part, and what has come about so far."""

    def __init__(self, meeting, facilitator, member, service, on_commit):
        self.group, self.room, self.alias = meeting.group, meeting.group.room, member.alias
        self.service, self.on_commit = service, on_commit
        self.addresses = []
        for person in (facilitator.user, member.user):
            type(person).objects.filter(pk=person.pk).update(email=f"{person.pk}@example.org")
            self.addresses.append(f"{person.pk}@example.org")
        self.leader, self.parent, self.desk = client_of(facilitator.user), client_of(member.user), Client()

    def share(self):
        """Found by words, shared, and it stays as it was when the service changes."""
        key = f"service:{self.service.pk}"
        assert key in page(self.leader, "groups:card", self.room.pk, q="infant")
        press(self.leader, "groups:card", self.room.pk, key=key, client_id=uuid.uuid4())
        Service.objects.filter(pk=self.service.pk).update(name="Renamed")
        seen = page(self.parent, "groups:room", self.room.pk)
        assert "Infant family work" in seen
        assert "Renamed" not in seen
        Service.objects.filter(pk=self.service.pk).update(name="Infant family work")

    def keep(self, other):
        """The member keeps it, with a note; nobody else reaches either."""
        shared = Message.objects.get(card__startswith="service:")
        assert "Infant family work" in page(self.parent, "groups:keep", shared.pk)
        press(self.parent, "groups:keep", shared.pk)
        kept = Kept.objects.get()
        press(self.parent, "helping:note", kept.pk, note="Ask about home visits.")
        assert "Ask about home visits." in page(self.parent, "helping:my_cards")
        assert client_of(other).post(reverse("helping:drop", args=[kept.pk])).status_code == 404

    def ask(self):
        """They fill in, and tick exactly what is handed over; the mail says nothing of it."""
        press(self.parent, "helping:ask", Kept.objects.get().pk)
        self.referral = Referral.objects.get().pk
        assert self.service.name not in page(self.leader, "helping:followed")
        own = reverse("helping:referral", args=[self.referral])
        assert "Tick what the service may read" in self.parent.post(own, HANDED).content.decode()
        assert self.parent.post(own, HANDED | {"act": "send", "give_reach": "on"}).status_code == 422
        sent = {"act": "send", "consent": "on", "is_followed": "on"} | HANDED | TICKED
        with self.on_commit(execute=True):
            press(self.parent, "helping:referral", self.referral, **sent)
        (letter,) = letters_sent()
        assert letter.to == ["desk@example.org"]
        for word in ("Kaisa", "040", "Infant", self.group.name, "slept"):
            assert word not in letter.subject + letter.body
        return re.search(r"/r/[\w-]+/", letter.body)[0]

    def open(self, path):
        """Fetching the link uses nothing up; a press opens it, once, and it holds what was ticked and no more."""
        for _scanner in range(3):
            assert "Kaisa" not in Client().get(path).content.decode()
        opened = self.desk.post(path).content.decode()
        assert "Kaisa" in opened
        assert "040 123 4567" in opened
        for word in ("slept", self.group.name, self.alias):
            assert word not in opened
        assert Client().post(path).status_code == 404
        return re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", opened)[0]

    def accept(self, code):
        """The service comes back with its code, from another browser."""
        self.desk = Client()
        press(self.desk, "helping:pass", code=code)
        day = timezone.localdate() + datetime.timedelta(days=3)
        with self.on_commit(execute=True):
            press(
                self.desk,
                "helping:desk",
                act="accept",
                first_contact=day.isoformat(),
                answer="We call on Tuesday.",
            )

    def look(self):
        """Everyone sees where it stands; the facilitator nothing of the words."""
        assert "We call on Tuesday." in page(self.parent, "helping:referral", self.referral)
        assert "the service has said yes" in page(self.desk, "helping:desk")
        followed = page(self.leader, "helping:followed")
        assert "the service has said yes" in followed
        assert self.alias in followed
        for word in ("Kaisa", "040 123", "We call on Tuesday"):
            assert word not in followed

    def lapse(self):
        """The promised day passes: both are told that there is something to read, once."""
        letters_sent().clear()
        Referral.objects.update(due_at=timezone.now() - datetime.timedelta(minutes=1))
        for _run in range(2):
            with self.on_commit(execute=True):
                remind_of_late()
        assert sorted(letter.to[0] for letter in letters_sent()) == sorted(self.addresses)
        assert "The day that was promised has passed." in page(self.leader, "helping:followed")


def test_from_a_shared_card_to_somebody_who_receives(
    meeting, facilitator, member, other_member, service, django_capture_on_commit_callbacks
):
    story = Story(meeting, facilitator, member, service, django_capture_on_commit_callbacks)

    story.share()
    story.keep(other_member.user)
    code = story.open(story.ask())
    story.accept(code)
    story.look()
    story.lapse()
    press(story.desk, "helping:desk", act="complete")

    assert Referral.objects.get().state == "completed"
    facts = " ".join(f"{entry.facts_json} {entry.reason}" for entry in Entry.objects.all())
    for word in ("Kaisa", "040 123", "slept", "Tuesday"):
        assert word not in facts


def test_what_is_taken_back_is_gone_for_the_service_at_once(
    meeting, facilitator, member, other_member, service, django_capture_on_commit_callbacks
):
    story = Story(meeting, facilitator, member, service, django_capture_on_commit_callbacks)
    story.share()
    story.keep(other_member.user)
    story.open(story.ask())

    press(story.parent, "helping:referral", story.referral, act="withdraw")

    seen = page(story.desk, "helping:desk")
    assert "The person has taken this back" in seen
    assert "Kaisa" not in seen
    late = story.desk.post(
        reverse("helping:desk"), {"act": "decline", "reason": "full", "answer": "Elsewhere."}
    )
    assert late.status_code == 403
