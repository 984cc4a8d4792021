"""In the room: who says that they were here, whose turn it could be, and the worry box."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from collaborative.keys import new_key
from meetings.models.meeting import Meeting
from members.models import Collaborative, Hat, Membership


class Attendance(models.Model):
    """ "I was here", said by the person and by nobody else. The head count has no names."""

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="here_once")]

    def __str__(self) -> str:
        return f"attendance {self.pk}"


class TurnOffer(models.Model):
    """ "I could do that": an offer to help at one meeting, until somebody says yes to it."""

    KINDS = (Hat.Kind.FACILITATOR, Hat.Kind.SCRIBE, Hat.Kind.TIMEKEEPER)

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="turn_offers")
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=[(kind, kind.label) for kind in KINDS])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member", "kind"], name="turn_offered_once")
        ]

    def __str__(self) -> str:
        return f"offer {self.pk}"


class Worry(models.Model):
    """A slip from the worry box before a gathering: no person, no hour, in no order.

    Read out when we meet. Three months on somebody says what became of it.
    """

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="worries")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    sent_as = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    words = models.TextField()
    read_out = models.BooleanField(default=False)
    did_we = models.TextField(blank=True)
    did_we_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "worries"
        ordering = ["key"]  # keys are random: who wrote first, nobody can tell
        constraints = [
            models.CheckConstraint(
                condition=Q(did_we="", did_we_on=None) | ~Q(did_we="") & Q(did_we_on__isnull=False),
                name="worry_answered_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"worry {self.pk}"
