"""PeerGroup, what is told about it in each language, and who has a seat in it."""

import uuid
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class PeerGroupQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The groups and boards in which this person has a seat now, as member or as staff."""
        return self.filter(memberships__user=user, memberships__left_at=None)

    def running(self):
        return self.filter(ended_at=None)

    def small(self):
        """Those that meet: all but the boards."""
        return self.filter(kind=PeerGroup.Kind.GROUP)

    def wide(self):
        """The boards."""
        return self.filter(kind=PeerGroup.Kind.BOARD)

    def open_to(self, user):
        """Boards for the audience, language and country of a group in which this person is a member now.

        Only while they run, and somebody leads them.
        """
        led = Membership.objects.current().filter(group=OuterRef("pk"), part=Membership.Part.FACILITATOR)
        opening = Membership.objects.opening().filter(user=user)
        return self.wide().running().filter(Exists(led), Exists(opening))

    def with_seats(self):
        """Adds `taken`: seats in use, facilitators counted."""
        return self.annotate(taken=Count("memberships", filter=Q(memberships__left_at=None)))


class PeerGroup(models.Model):
    """A small group that meets weekly in local time; its words lie under its own data key.

    Or a board: a forum alone, for the members of all groups of one audience, language and country
    (docs/decisions/0015). It has no meetings and no invitations; of a room it has the row alone, because that is the
    lock under which seats are taken and left.
    """

    class Kind(models.TextChoices):
        GROUP = "group", _("group")
        BOARD = "board", _("board")

    class Shape(models.TextChoices):
        CLOSED = "closed", _("starts and ends together")
        SLOW_OPEN = "slow_open", _("someone new joins when someone leaves")
        OPEN = "open", _("drop in")

    class Audience(models.TextChoices):
        ADULTS = "adults", _("adults")
        YOUNG = "young", _("young people")
        FAMILIES = "families", _("families")

    BOARD_SEATS = 1000  # more people than that are two boards

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=5, choices=Kind, default=Kind.GROUP)
    shape = models.CharField(max_length=9, choices=Shape, default=Shape.SLOW_OPEN)
    audience = models.CharField(max_length=8, choices=Audience, default=Audience.ADULTS)
    language = models.CharField(max_length=7, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    country = models.CharField(max_length=2, choices=settings.COUNTRIES, default=settings.COUNTRY)
    # Facilitators counted; nine is the field's usual size (Norwegian group psychotherapy association).
    capacity = models.PositiveSmallIntegerField(
        default=9, validators=[MinValueValidator(2), MaxValueValidator(1000)]
    )
    is_read_first = models.BooleanField(default=False)  # every message is read by staff before others see it
    staff_needed = models.PositiveSmallIntegerField(default=1)
    # The weekly rule, in local wall time; instants are worked out per meeting so that daylight saving changes nothing.
    time_zone = models.CharField(max_length=40, default=settings.TIME_ZONE)
    first_on = models.DateField(null=True)  # this and the next: empty for boards alone
    meets_at = models.TimeField(null=True)
    minutes = models.PositiveSmallIntegerField(default=90)
    every_weeks = models.PositiveSmallIntegerField(default=1)
    meetings_planned = models.PositiveSmallIntegerField(null=True, blank=True)  # empty: goes on until ended
    skips_holidays = models.BooleanField(default=True)
    agreement_version = models.PositiveSmallIntegerField(default=1)  # the version in force
    data_key = models.OneToOneField("community.DataKey", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PeerGroupQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="board") | Q(first_on__isnull=False, meets_at__isnull=False),
                name="groups_have_their_times",
            ),
            models.CheckConstraint(
                condition=~Q(kind="board") | Q(audience="adults") | Q(is_read_first=True),
                name="boards_with_minors_are_read_first",
            ),
        ]

    def __str__(self):
        return str(self.pk)

    @property
    def is_board(self):
        return self.kind == self.Kind.BOARD

    @property
    def vault_key_id(self):
        return self.data_key_id

    @property
    def zone(self):
        return ZoneInfo(self.time_zone)

    def text(self, language=None):
        """Name and description in that language (default: the page's), else in the group's own. Prefetch `texts`."""
        texts = {text.language: text for text in self.texts.all()}
        wanted = (language or get_language() or self.language).split("-")[0]
        return texts.get(wanted) or texts.get(self.language) or next(iter(texts.values()))

    @property
    def name(self):
        return self.text().name


class GroupText(models.Model):
    """What is told about a group in one language, to anyone. `about` is light markup (`community.text`)."""

    group = models.ForeignKey(PeerGroup, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=7, choices=settings.LANGUAGES)
    name = models.CharField(max_length=60)  # neutral: it may stand on a shared screen ("Thursday group")
    for_whom = models.CharField(max_length=160)
    about = models.TextField(max_length=4000)

    class Meta:
        constraints = [models.UniqueConstraint("group", "language", name="one_text_per_language")]

    def __str__(self):
        return f"{self.group_id} {self.language}"


class MembershipQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The seats of the groups this person leads now. Members meet each other in the room only."""
        led = Membership.objects.current().leading().filter(user=user)
        return self.filter(group__in=led.values("group"))

    def beside(self, user):
        """The seats of the groups in which this person has one now, as the room shows them."""
        return self.filter(group__memberships__user=user, group__memberships__left_at=None)

    def current(self):
        return self.filter(left_at=None)

    def leading(self):
        return self.filter(part__in=Membership.STAFF)

    def in_groups(self):
        """The seats in groups that meet: all but those on boards."""
        return self.filter(group__kind=PeerGroup.Kind.GROUP)

    def on_boards(self):
        return self.filter(group__kind=PeerGroup.Kind.BOARD)

    def opening(self, board=None):
        """Members' seats in groups that open this board to them. Without it, of each board in a query around this."""
        same = {
            f"group__{name}": getattr(board, name) if board else OuterRef(name)
            for name in ("audience", "language", "country")
        }
        return self.current().in_groups().filter(part=Membership.Part.MEMBER, **same)


class Membership(models.Model):
    """A seat: one person's place and alias in one group. Facilitators have one too, and count."""

    class Part(models.TextChoices):
        MEMBER = "member", _("member")
        FACILITATOR = "facilitator", _("facilitator")
        PEER = "peer", _("trained peer")

    class End(models.TextChoices):
        LEFT = "left", _("left")
        REMOVED = "removed", _("was asked to leave")
        GROUP_ENDED = "ended", _("the group ended")

    STAFF = frozenset({Part.FACILITATOR, Part.PEER})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(PeerGroup, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="memberships"
    )
    part = models.CharField(max_length=11, choices=Part, default=Part.MEMBER)
    alias = models.CharField(max_length=24)
    seat_number = models.PositiveSmallIntegerField()
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)
    end = models.CharField(max_length=7, choices=End, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_version = models.PositiveSmallIntegerField(default=0)
    is_read_first = models.BooleanField(default=False)
    muted_until = models.DateTimeField(null=True, blank=True)
    # The same two, as decided above the group: whoever leads it cannot end them, and they end by the clock.
    read_first_until = models.DateTimeField(null=True, blank=True)
    listens_until = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("group", "user", condition=Q(left_at=None), name="one_seat_per_person"),
            models.UniqueConstraint(
                "group", "seat_number", condition=Q(left_at=None), name="one_person_per_seat"
            ),
            models.UniqueConstraint(
                "group", Lower("alias"), condition=Q(left_at=None), name="one_alias_per_group"
            ),
            models.CheckConstraint(condition=Q(seat_number__gte=1), name="seats_count_from_one"),
        ]

    def __str__(self):
        return str(self.pk)

    @property
    def is_staff(self):
        return self.part in self.STAFF

    @property
    def is_current(self):
        return self.left_at is None

    @property
    def has_agreed(self):
        """Whether the agreement in force was signed. Needs `group`."""
        return self.agreed_at is not None and self.agreed_version == self.group.agreement_version

    @property
    def is_muted(self):
        return self.silent_until is not None

    @property
    def listens(self):
        """Whether it was decided above the group that this person listens only, for now."""
        return self.listens_until is not None and self.listens_until > timezone.now()

    @property
    def silent_until(self):
        """Until when this person listens only, whoever decided it; None when they may speak."""
        now = timezone.now()
        return max(
            (until for until in (self.muted_until, self.listens_until) if until and until > now), default=None
        )

    @property
    def waits_to_be_read(self):
        """Whether staff read this person's words before others do."""
        if self.is_read_first:
            return True
        return self.read_first_until is not None and self.read_first_until > timezone.now()


def free_seats(group):
    """Seats nobody sits in, lowest first. Call with the group's row locked."""
    taken = set(group.memberships.current().values_list("seat_number", flat=True))
    return [number for number in range(1, group.capacity + 1) if number not in taken]
