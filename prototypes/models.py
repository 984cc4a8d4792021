"""What a session brought out: outputs as they were said, and the themes they grew into."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

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
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.PLANNED)

    objects = SessionQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse(
            "prototypes:session",
            kwargs={"collaborative": self.collaborative.slug, "key": self.key},
        )

    @property
    def is_open(self) -> bool:
        """Whether words can still be written down."""
        return self.state in PrototypingSession.OPEN


class Table(models.Model):
    """A table in the room. It has a name and a size, and never a list of who sits there.

    A gathering keeps its tables all day: those belong to the meeting and to
    no single session.
    """

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="tables")
    session = models.ForeignKey(
        PrototypingSession, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    name = models.CharField(max_length=40)
    size = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "session", "name"],
                nulls_distinct=False,
                name="one_table_of_a_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OutputQuerySet(models.QuerySet["Output"]):
    def visible_to(self, viewer: User | AnonymousUser) -> OutputQuerySet:
        """What every member reads: not held back, and quotes only with their yes."""
        return self.filter(
            session__in=PrototypingSession.objects.visible_to(viewer).values("pk")
        ).cleared()

    def cleared(self) -> OutputQuerySet:
        """Fit to be read by others: no hint is open, and a quote has its yes."""
        return self.filter(held=False, taken_back_at=None).exclude(
            ~Q(consent=Output.Consent.GIVEN), kind=Output.Kind.QUOTE
        )

    def standing(self) -> OutputQuerySet:
        """All that facilitators see: everything but what was taken back."""
        return self.filter(taken_back_at=None)

    def in_order(self) -> OutputQuerySet:
        return self.order_by("pk")


class Output(models.Model):
    """Something a table said, in its own words. Holds no person: nobody's name is on a note."""

    class Kind(models.TextChoices):
        NONE = "", "No kind"
        MIGHT_WORK = "might_work", "Might work"
        STEER_CLEAR = "steer_clear", "Steer clear"
        WORRY = "worry", "Worry"
        QUOTE = "quote", "Their words"
        IDEA = "idea", "Idea"
        HOPE = "hope", "Hope"
        TENSION = "tension", "Where we did not agree"
        STRENGTH = "strength", "Strength"
        POSSIBLE_OUTCOME = "possible_outcome", "Possible outcome"
        RELATIONSHIP = "relationship", "Relationship"
        RED_TAPE = "red_tape", "Red tape"
        QUESTION = "question", "Question"
        ASSUMPTION = "assumption", "Taken for granted"
        CHALLENGE = "challenge", "Challenge"
        OPPORTUNITY = "opportunity", "Opportunity"
        STOP = "stop", "Stop"

    class Consent(models.TextChoices):
        NOT_ASKED = "not_asked", "Not asked yet"
        GIVEN = "given", "They said yes"
        REFUSED = "refused", "They said no"
        WITHDRAWN = "withdrawn", "They took it back"

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(
        PrototypingSession, on_delete=models.PROTECT, related_name="outputs"
    )
    table = models.ForeignKey(
        Table, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    client_id = models.UUIDField(unique=True, default=uuid4)  # made where it was typed: sent once
    kind = models.CharField(max_length=20, choices=Kind, blank=True, default=Kind.NONE)
    words = models.TextField()
    consent = models.CharField(max_length=10, choices=Consent, blank=True, default="")
    held = models.BooleanField(default=False)  # a hint is open: saved, and kept off public pages
    taken_back_at = models.DateTimeField(null=True, blank=True)
    written_at = models.DateTimeField()

    objects = OutputQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="output_has_words"),
            models.CheckConstraint(
                condition=Q(kind="quote") & ~Q(consent="") | ~Q(kind="quote") & Q(consent=""),
                name="output_quote_has_an_answer",
                violation_error_message="Somebody's own words need their yes or no.",
            ),
        ]
        indexes = [models.Index(fields=["session", "id"], name="output_by_session")]

    def __str__(self) -> str:
        return f"output {self.key}"


class ThemeQuerySet(models.QuerySet["Theme"]):
    def visible_to(self, viewer: User | AnonymousUser) -> ThemeQuerySet:
        """All themes of the viewer's collaboratives."""
        if not isinstance(viewer, User):
            return self.none()
        return self.filter(
            collaborative__in=Collaborative.objects.visible_to(viewer)
        ).select_related("collaborative")


class Theme(models.Model):
    """What several notes say together, named in members' words; a theme may sit under another."""

    class State(models.TextChoices):
        EMERGING = "emerging", "Emerging"
        AGREED = "agreed", "Agreed"
        IN_THE_ROADMAP = "in_the_roadmap", "On the roadmap"
        RESTING = "resting", "Resting"

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    name = models.CharField(max_length=120)
    parent = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="children"
    )
    named_in = models.ForeignKey(
        PrototypingSession, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    promise = models.TextField(blank=True)
    difficulty = models.TextField(blank=True)
    state = models.CharField(max_length=14, choices=State, default=State.EMERGING)
    named_at = models.DateTimeField()
    outputs = models.ManyToManyField(Output, through="ThemeOutput", related_name="themes")

    objects = ThemeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["collaborative", "name"], name="one_theme_of_a_name"),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")), name="theme_is_not_under_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse(
            "prototypes:theme", kwargs={"collaborative": self.collaborative.slug, "key": self.key}
        )


class ThemeOutput(models.Model):
    """A note under a theme. One note may stand under several."""

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="+")
    output = models.ForeignKey(Output, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["theme", "output"], name="one_output_in_a_theme"),
        ]

    def __str__(self) -> str:
        return f"output in theme {self.pk}"
