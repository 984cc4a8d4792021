"""The monthly heartbeat: meetings, what we will do there, and who comes."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Left, Now
from django.utils import timezone

from collaborative.folding import folded
from collaborative.http import address
from collaborative.keys import new_key
from meetings.models.place import MeetingSeries, Venue
from members.access import HELPS_ON_THE_DAY, helps
from members.models import Collaborative, Hat, Membership, User, places_of, within
from members.models.collaborative import check_zone

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

ENOUGH_TO_BEGIN = 600  # letters
SAID = {"yes": "yes", "maybe": "maybe", "no": "not this time", "online": "online"}


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, viewer: User | AnonymousUser | Membership) -> MeetingQuerySet:
        """Meetings of the viewer's collaboratives; drafts to those who help today."""
        if isinstance(viewer, Membership):
            here = within(self, viewer).select_related("venue")
            return here if helps(viewer) else here.announced()
        if not isinstance(viewer, User):
            return self.none()
        worn = Hat.objects.worn(by=viewer, on=timezone.localdate(), kinds=HELPS_ON_THE_DAY)
        helping = worn.values("collaborative")
        return self.filter(
            ~Q(state=Meeting.State.DRAFT) | Q(collaborative__in=helping),
            collaborative__in=places_of(viewer),
        ).select_related("collaborative", "venue")

    def told_to(self, viewer: User | AnonymousUser | Membership) -> MeetingQuerySet:
        """What all members see alike, drafts to nobody: cheaper than ``visible_to``."""
        if isinstance(viewer, Membership):
            return within(self.announced(), viewer).select_related("venue")
        if not isinstance(viewer, User):
            return self.none()
        here = self.announced().filter(collaborative__in=places_of(viewer))
        return here.select_related("collaborative", "venue")

    def upcoming(self, now: datetime | None = None) -> MeetingQuerySet:
        """Not over yet, soonest first: a meeting is still "next" while people sit in it."""
        return self.filter(ends_at__gt=now or timezone.now()).order_by("starts_at", "pk")

    def past(self, now: datetime | None = None) -> MeetingQuerySet:
        return self.filter(ends_at__lte=now or timezone.now()).order_by("-starts_at", "-pk")

    def happening(self) -> MeetingQuerySet:
        """Neither a draft nor called off."""
        return self.filter(state=Meeting.State.PUBLISHED)

    def announced(self) -> MeetingQuerySet:
        """What members have heard of: a meeting that was called off, too."""
        return self.exclude(state=Meeting.State.DRAFT)

    def before(self, meeting: Meeting) -> MeetingQuerySet:
        """Those that stand below this one in a list with the newest first."""
        earlier = Q(starts_at__lt=meeting.starts_at)
        return self.filter(earlier | Q(starts_at=meeting.starts_at, pk__lt=meeting.pk))

    def after(self, meeting: Meeting) -> MeetingQuerySet:
        later = Q(starts_at__gt=meeting.starts_at)
        return self.filter(later | Q(starts_at=meeting.starts_at, pk__gt=meeting.pk))

    def with_answers(self, me: Membership) -> MeetingQuerySet:
        """``my_answer`` ("" for none yet), ``said_yes`` and ``said_maybe``: numbers, no names."""
        here = Reply.objects.of_people_here().filter(meeting=OuterRef("pk"))
        of_mine = Reply.objects.filter(meeting=OuterRef("pk"), member=me)
        mine, waits = of_mine.values("answer"), of_mine.exclude(waiting_since=None)
        return self.annotate(
            my_answer=Coalesce(Subquery(mine), Value("")),
            i_wait=Exists(waits),
            said_yes=here.number_of(Reply.Answer.YES, Reply.Answer.ONLINE),
            said_maybe=here.number_of(Reply.Answer.MAYBE),
        )

    def with_beginning(self) -> MeetingQuerySet:
        """With the first words of each write-up (``beginning``): one may be as long as a novel.

        And of meeting and write-up only what a list says of them.
        """
        short = self.select_related(None).select_related("write_up").only(*Meeting.IN_A_LIST)
        return short.annotate(beginning=Left("write_up__body", ENOUGH_TO_BEGIN))


class Meeting(models.Model):
    """One time that we meet. Its own row, so that one can be moved or called off by itself."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"
        CALLED_OFF = "called_off", "Called off"

    class Kind(models.TextChoices):
        BREAKFAST = "breakfast", "Breakfast"
        DESIGN_TEAM = "design_team", "Design team"
        PROTOTYPE_CHECK = "prototype_check", "Looking at a prototype"
        GATHERING = "gathering", "Gathering"
        SOCIAL = "social", "Social"
        REVIEW = "review", "Review"
        VISIT = "visit", "Visit"
        LEARNING_EVENT = "learning_event", "Learning event"
        OTHER = "other", "Meeting"

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    series = models.ForeignKey(
        MeetingSeries, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    series_day = models.DateField(null=True, blank=True)  # the day the rule gave; it never moves
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.BREAKFAST)
    title = models.CharField(max_length=120)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    time_zone = models.CharField(max_length=40, default="Europe/London", validators=[check_zone])
    venue = models.ForeignKey(
        Venue, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    purpose = models.TextField(blank=True)
    can_change = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    called_off_because = models.TextField(blank=True)
    online_link = models.URLField(max_length=300, blank=True)
    # Both are written by a trigger, whatever changes the row (``CountChanges``): so often has
    # the time, the place or the state changed, and when.
    sequence = models.PositiveIntegerField(db_default=0, editable=False)
    changed_at = models.DateTimeField(db_default=Now(), editable=False)
    moved_from = models.DateTimeField(null=True, blank=True)  # when it was to be at first
    by_hand = models.BooleanField(default=False)  # somebody changed this date: rules leave it alone
    places = models.PositiveSmallIntegerField(null=True, blank=True)  # chairs; None: enough
    came = models.PositiveSmallIntegerField(null=True, blank=True)  # a head count, no names
    came_online = models.PositiveSmallIntegerField(default=0)  # so many of them
    came_by_phone = models.PositiveSmallIntegerField(default=0)
    invited_at = models.DateTimeField(null=True, blank=True)  # everybody, by one press
    told_at = models.DateTimeField(null=True, blank=True)  # what was written up of it

    IN_A_LIST = (
        *("collaborative", "key", "kind", "title", "starts_at", "ends_at", "time_zone", "state"),
        *("called_off_because", "came"),
        *("write_up__state", "write_up__written_on", "write_up__published_at"),
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_it_starts",
                violation_error_message="A meeting ends after it starts.",
            ),
            models.UniqueConstraint(fields=["series", "series_day"], name="one_meeting_of_a_day"),
            models.CheckConstraint(
                condition=Q(places=None) | Q(places__gt=0), name="meeting_has_a_place"
            ),
            models.CheckConstraint(
                condition=Q(invited_at=None) | ~Q(state="draft"),
                name="meeting_invited_to_is_announced",
            ),
            models.CheckConstraint(
                condition=Q(told_at=None) | Q(told_at__gt=F("starts_at")),
                name="meeting_told_of_has_begun",
            ),
        ]
        indexes = [models.Index(fields=["collaborative", "starts_at"], name="meeting_by_start")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("meetings:meeting", collaborative=self.collaborative.slug, key=self.key)

    @property
    def local_start(self) -> datetime:
        """On the clock of the room, whatever the clock of the server."""
        return self.starts_at.astimezone(ZoneInfo(self.time_zone))

    @property
    def local_end(self) -> datetime:
        return self.ends_at.astimezone(ZoneInfo(self.time_zone))

    @property
    def was_to_be(self) -> datetime | None:
        """When it was to be before it was moved, on the clock of the room."""
        return self.moved_from.astimezone(ZoneInfo(self.time_zone)) if self.moved_from else None

    @property
    def days(self) -> tuple[date, date]:
        """First and last day on the calendar of the room."""
        return self.local_start.date(), self.local_end.date()

    @property
    def i_said(self) -> str:
        """The viewer's answer as a word in a sentence; "" for none, or without ``with_answers``."""
        return SAID.get(getattr(self, "my_answer", ""), "")

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= timezone.now()

    @property
    def is_over(self) -> bool:
        return self.ends_at <= timezone.now()

    @property
    def took_place(self) -> bool:
        """It has begun and was not called off: heads can be counted, words written up."""
        return self.state == Meeting.State.PUBLISHED and self.has_begun

    @property
    def takes_replies(self) -> bool:
        return self.state == Meeting.State.PUBLISHED and not self.is_over


class ReplyQuerySet(models.QuerySet["Reply"]):
    def coming(self) -> ReplyQuerySet:
        """A yes of somebody who takes part now, to a meeting that will happen."""
        return self.filter(
            answer__in=(Reply.Answer.YES, Reply.Answer.ONLINE),
            waiting_since=None,
            member__state__in=Membership.TAKING_PART,
            meeting__state=Meeting.State.PUBLISHED,
            meeting__starts_at__gt=timezone.now(),
        )

    def of_people_here(self) -> ReplyQuerySet:
        """Not of those who have left since."""
        return self.filter(member__left_on=None)

    def number_of(self, *answers: str) -> Coalesce:
        """For an annotation: how many of these say one of ``answers``, and need not wait."""
        rows = self.filter(answer__in=answers, waiting_since=None).order_by().values("meeting")
        counted = rows.annotate(number=Count("pk")).values("number")
        return Coalesce(Subquery(counted), 0, output_field=models.IntegerField())

    def by_name(self) -> ReplyQuerySet:
        """By the chosen name: never by who answered first."""
        by_name = self.select_related("member").alias(name=folded("member__chosen_name"))
        return by_name.order_by("name", "member__key")


class Reply(models.Model):
    """One member's answer to one meeting; changed any time, no reason asked."""

    class Answer(models.TextChoices):
        YES = "yes", "Yes, I’ll come"
        MAYBE = "maybe", "Maybe"
        NO = "no", "Not this time"
        ONLINE = "online", "Online"

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="replies")
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    answer = models.CharField(max_length=6, choices=Answer)
    # All chairs were taken when they said yes: since then they wait for one (``meetings.waiting``).
    waiting_since = models.DateTimeField(null=True, blank=True)
    chair_since = models.DateTimeField(null=True, blank=True)  # one was free again, for them
    heard = models.PositiveIntegerField(null=True, blank=True)  # which sequence of it

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "replies"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="one_reply"),
            models.CheckConstraint(
                condition=Q(waiting_since=None) | Q(answer="yes"), name="who_waits_said_yes"
            ),
            models.CheckConstraint(
                condition=Q(chair_since=None) | Q(answer="yes", waiting_since=None),
                name="who_has_a_chair_waits_no_more",
            ),
        ]

    def __str__(self) -> str:
        return f"reply {self.pk}"

    @property
    def in_words(self) -> str:
        """As a word in a sentence."""
        return SAID[self.answer]
