"""The live line of every page of those on watch. It brings alarms; what is pressed goes by forms."""

from community.accounts.lines import person_in, session_of, signed_in
from community.accounts.models import User
from community.live.consumer import LiveConsumer
from community.live.seats import Seat
from moderation.alarms import alarms_html
from moderation.rules import may_watch

WATCH = "5f6d0d8e-6b51-5b0b-9d0b-6a4f6f1a7c11"  # no room: the one place in the hub where all on watch sit


class WatchConsumer(LiveConsumer):
    """Frames in: `since`, once; frames out: `watch.alarm`, whenever the alarms before this person change."""

    def seat(self):
        """The place of somebody with the duty and its proof, or None. Four queries."""
        person = self._person()
        if person is None:
            return None
        line, user = person
        return Seat(
            room_id=WATCH,
            user_id=user.pk,
            audiences=(user.audience, line.audience),
            expires=line.expires_at,
            language=user.language,
        )

    def greeting(self, since):
        """The alarms as they stand, for a page that has just come or has missed some."""
        user = User.objects.filter(pk=self.place.user_id).first()
        return {"html": alarms_html(user) if user and may_watch(user) else ""}

    def carry_out(self, content):
        """Nothing is asked here."""

    def _person(self):
        session = session_of(self.scope.get("session_key"))
        user = session and User.objects.filter(pk=person_in(session)).first()
        line = user and signed_in(session, user)
        return (line, user) if line and may_watch(user) else None
