"""What somebody said they would do: by a person, a group or a body, and how it stands."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from collaborative.http import address
from collaborative.keys import new_key
from meetings.models.held import Held
from meetings.models.meeting import Meeting
from members.models import Collaborative, Membership, User, places_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def visible_to(self, viewer: User | AnonymousUser) -> CommitmentQuerySet:
        """Said in the room, so for everybody in it."""
        if not isinstance(viewer, User):
            return self.none()
        here = self.filter(collaborative__in=places_of(viewer))
        return here.select_related("collaborative", "member", "meeting__collaborative")

    def shown(self) -> CommitmentQuerySet:
        return self.filter(held=False)

    def soonest(self) -> CommitmentQuerySet:
        """Open ones, with ``hoped`` to order them by: the day hoped for, never whose it is."""
        day = Coalesce("hoped_for", Value(date.max))
        return self.filter(state__in=Commitment.OPEN).annotate(hoped=day).order_by("hoped", "key")

    def settled(self) -> CommitmentQuerySet:
        return self.exclude(state__in=Commitment.OPEN)


class Commitment(Held):
    """Who says so, what, and by when they hope to. Changing one's mind is an answer, too."""

    WORDS = "text"

    class Size(models.TextChoices):
        WEEK = "week", "This week"
        SEASON = "season", "This season"

    class State(models.TextChoices):
        OFFERED = "offered", "Offered"
        DOING = "doing", "On the way"
        DONE = "done", "Done"
        STUCK = "stuck", "Stuck"
        CHANGED_MY_MIND = "changed_my_mind", "Changed my mind"
        HANDED_ON = "handed_on", "Handed on"

    OPEN = (State.OFFERED, State.DOING, State.STUCK)

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="commitments"
    )
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    member = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    group = models.CharField(max_length=120, blank=True)  # or a body: whoever is no single person
    text = models.CharField(max_length=300)
    hoped_for = models.DateField(null=True, blank=True)
    size = models.CharField(max_length=6, choices=Size, blank=True)
    state = models.CharField(max_length=16, choices=State, default=State.OFFERED)
    made_on = models.DateField()

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(member=None) | Q(group=""), name="commitment_is_one_s"
            ),
        ]

    def __str__(self) -> str:
        return f"commitment {self.pk}"

    def get_absolute_url(self) -> str:
        return address("commitments:one", collaborative=self.collaborative.slug, key=self.key)

    @property
    def whose(self) -> str:
        """Who said it: a name, a group, or "a member" for somebody who has gone."""
        return self.member.shown_name if self.member else self.group or "a member"

    @property
    def is_open(self) -> bool:
        return self.state in Commitment.OPEN


class CommitmentStep(models.Model):
    """How it stood from a day on: each change dated, with a few words."""

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=16, choices=Commitment.State)
    on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="stuck") | ~Q(note=""),
                name="commitment_stuck_says_why",
                violation_error_message="Say what it is stuck on.",
            ),
        ]

    def __str__(self) -> str:
        return f"step {self.pk}"
