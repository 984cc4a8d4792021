"""A session of a meeting: how it is done, and how it stands."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from collaborative.http import address
from collaborative.keys import new_key
from meetings.models import Meeting
from members.models import Collaborative, User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class SessionQuerySet(models.QuerySet["PrototypingSession"]):
    def visible_to(self, viewer: User | AnonymousUser) -> SessionQuerySet:
        """Sessions of the meetings that the viewer sees."""
        return self.filter(meeting__in=Meeting.objects.visible_to(viewer)).select_related(
            "collaborative", "meeting"
        )


class PrototypingSession(models.Model):
    """A part of a meeting in which people try something by acting it out, and say what they saw."""

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        RUNNING = "running", "Running"
        THEMES_SHOWN = "themes_shown", "Themes shown to the room"
        TYPED_UP = "typed_up", "Typed up"
        CLOSED = "closed", "Closed"

    OPEN = (State.PLANNED, State.RUNNING, State.THEMES_SHOWN, State.TYPED_UP)

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="sessions")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    title = models.CharField(max_length=120)
    purpose = models.TextField(blank=True)
    method = models.CharField(max_length=60, blank=True)
    lens = models.CharField(max_length=120, blank=True)  # a standpoint of the answer, not a person
    how_we_worked = models.TextField(blank=True)  # the how, not only the what
    room = models.CharField(max_length=80, blank=True, default="")
    question = models.ForeignKey(  # one that stays: this session sits with it
        "prototypes.Question",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="sessions",
    )
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    projector_open = models.BooleanField(default=False)  # it starts held
    heard_at = models.DateTimeField(null=True, blank=True)  # what we heard is out
    heard_in_short = models.TextField(blank=True, default="")  # its easy-read twin
    content_note = models.CharField(max_length=200, blank=True, default="")  # before you read on
    state = models.CharField(max_length=12, choices=State, default=State.PLANNED)

    objects = SessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("meeting", Lower("title"), name="one_session_of_a_title"),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="session_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("prototypes:session", collaborative=self.collaborative.slug, key=self.key)

    @property
    def is_open(self) -> bool:
        """Whether words can still be written down."""
        return self.state in PrototypingSession.OPEN

    @property
    def local_hours(self) -> str:
        """ "10:00 to 11:30" on the clock of the room; "" while nobody said when."""
        zone = ZoneInfo(self.meeting.time_zone)
        hours = [at.astimezone(zone) for at in (self.starts_at, self.ends_at) if at]
        return " to ".join(f"{at:%H:%M}" for at in hours)

    @property
    def day(self) -> date:
        """On the calendar of the room: a gathering has several days."""
        start = self.starts_at or self.meeting.starts_at
        return start.astimezone(ZoneInfo(self.meeting.time_zone)).date()
