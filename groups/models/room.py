"""Room: the place where a group meets, with the one counter that orders all that happens in it."""

import uuid

from django.conf import settings
from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import vault
from groups.models.group import PeerGroup
from groups.models.round import Turn


class RoomQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The rooms of groups in which this person has a seat now; nobody enters the room of a board."""
        there = {"group__memberships__user": user, "group__memberships__left_at": None}
        return self.filter(group__kind=PeerGroup.Kind.GROUP, **there)

    def locked(self, room):
        """That room as it stands now, its row locked until the transaction ends. One query."""
        # NO KEY: two whose rows already name the room, as on duty in it, would wait for one another.
        return self.select_for_update(of=("self",), no_key=True).select_related("group").get(pk=room.pk)


class Room(models.Model):
    """A group's live room. `revision` goes up by one, in the same transaction and with the row locked, for every
    change of the transcript; `scene_revision` counts what else everybody sees, `staff_revision` what staff alone see.
    The database is the order."""

    class Mode(models.TextChoices):
        OPEN_TALK = "open", _("open talk")
        ROUND = "round", _("round")
        QUIET = "quiet", _("quiet")
        READ_FIRST = "read", _("every message read first")
        STAFF_ONLY = "staff", _("only staff speak")

    class Asks(models.TextChoices):
        NOTHING = "", _("nothing")
        CHECK_IN = "in", _("check-in")
        CHECK_OUT = "out", _("check-out")

    class Status(models.TextChoices):
        BEFORE = "before", _("not open yet")
        OPEN = "open", _("open")
        PAUSED = "paused", _("paused")
        UNSTAFFED = "unstaffed", _("waiting for staff")
        CLOSED = "closed", _("closed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.OneToOneField("groups.PeerGroup", on_delete=models.CASCADE, related_name="room")
    revision = models.PositiveBigIntegerField(default=0)
    scene_revision = models.PositiveBigIntegerField(default=0)
    staff_revision = models.PositiveBigIntegerField(default=0)
    mode = models.CharField(max_length=5, choices=Mode, default=Mode.OPEN_TALK)
    mode_after = models.CharField(
        max_length=5, choices=Mode, default=Mode.OPEN_TALK
    )  # what a round or quiet time goes back to; read first meanwhile, if that is what it was
    paused_at = models.DateTimeField(null=True, blank=True)
    pause_text = vault.SealedText(max_length=300, blank=True)
    slow_seconds = models.PositiveSmallIntegerField(
        default=0
    )  # between two messages of one member; 0: as they come
    quiet_until = models.DateTimeField(
        null=True, blank=True
    )  # when the quiet time is over; empty: until ended by hand
    exercise = models.CharField(
        max_length=40, blank=True
    )  # what is being done together, by its key in the catalogue
    asks = models.CharField(
        max_length=3, choices=Asks, default=Asks.NOTHING, blank=True
    )  # which check is open
    # Who is here from outside the group: shown to all in the room until that time, and kept with the room's row so
    # that coming in asks nothing more. What it was for and when it ended is in `Visit`.
    visitor = models.CharField(max_length=60, blank=True)
    visited_until = models.DateTimeField(null=True, blank=True)

    SLOW = (0, 30, 60, 120)  # seconds; what slow mode offers
    QUIET_MINUTES = (1, 30)  # the shortest and the longest quiet time

    objects = RoomQuerySet.as_manager()

    def __str__(self):
        return str(self.pk)

    @property
    def vault_key_id(self):
        return self.group.data_key_id

    @property
    def audience(self):
        return f"room.{self.pk}"

    @property
    def staff_audience(self):
        return f"room.{self.pk}.staff"

    @property
    def is_quiet(self):
        """Whether the quiet time goes on: until the clock, or somebody by hand, ends it."""
        return self.mode == self.Mode.QUIET and (
            self.quiet_until is None or self.quiet_until > timezone.now()
        )

    @property
    def mode_now(self):
        """The mode by the clock: a quiet time that is over has gone back to what was before, and no job did it."""
        is_over = self.mode == self.Mode.QUIET and not self.is_quiet
        return self.mode_after if is_over else self.mode

    @property
    def reads_first(self):
        """Whether every member's words are read first; a round or quiet time changes nothing in that."""
        is_for_a_while = self.mode in {self.Mode.ROUND, self.Mode.QUIET}
        return (self.mode_after if is_for_a_while else self.mode) == self.Mode.READ_FIRST

    @property
    def visitor_now(self):
        """The name of whoever is here from outside, by the clock; "" when nobody is."""
        is_here = self.visited_until is not None and self.visited_until > timezone.now()
        return self.visitor if is_here else ""

    def change_to(self, mode):
        """Take up a mode; a round and a quiet time remember what they go back to. Saves nothing."""
        for_a_while = {self.Mode.ROUND, self.Mode.QUIET}
        if mode not in for_a_while:
            self.mode_after = self.Mode.OPEN_TALK
        elif self.mode not in for_a_while:
            self.mode_after = self.mode
        self.mode = self.Mode(mode)
        self.quiet_until = None

    def turn_now(self):
        """The turn that is on in the round going on, with its seat, or None. One query."""
        return (
            Turn.objects.now().filter(round__room=self, round__ended_at=None).select_related("seat").first()
        )

    def advance(self):
        """Take the next number. Call inside a transaction: the row stays locked until it commits."""
        return self._count("revision")

    def advance_scene(self):
        """Say that something everybody sees beside the transcript has changed. Call inside a transaction."""
        return self._count("scene_revision")

    def advance_staff(self):
        """Say that something only staff see has changed. Call inside a transaction."""
        return self._count("staff_revision")

    def _count(self, counter):
        # One statement: the ORM's way costs 2.5 times as much, and max+1 collapses in one busy room.
        column = connection.ops.quote_name(counter)
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE groups_room SET {column} = {column} + 1 WHERE id = %s RETURNING {column}",  # noqa: S608
                [self._meta.pk.get_db_prep_value(self.pk, connection)],
            )
            number = cursor.fetchone()[0]
        setattr(self, counter, number)
        return number

    def meeting(self, now=None):
        """The meeting whose time it is (from a little before to a little after), or None. One query."""
        return self.group.meetings.around(now or timezone.now()).order_by("starts_at").first()

    def status_of(self, meeting, staff_count):
        """What the clock and the staffing say. Derived, so that no job has to open or close anything."""
        if meeting is None:
            return self.Status.CLOSED
        if staff_count < self.group.staff_needed:
            return self.Status.BEFORE if meeting.opened_at is None else self.Status.UNSTAFFED
        return self.Status.PAUSED if self.paused_at else self.Status.OPEN

    @property
    def staff_here(self):
        """How many of the group's staff are in the room now. One query."""
        return self.on_duty.now().count()


class OnDutyQuerySet(models.QuerySet):
    def now(self):
        return self.filter(until__gt=timezone.now())


class OnDuty(models.Model):
    """A staff member is in the room until that instant, renewed by their open page; members are never stored."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="on_duty")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField()

    objects = OnDutyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("room", "user", name="on_duty_once_per_room")]
        indexes = [models.Index(fields=["until"])]

    def __str__(self):
        return f"{self.room_id} {self.user_id}"
