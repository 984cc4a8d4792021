"""What was decided, with the meeting it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from collaborative.keys import new_key
from meetings.models.agenda import AgendaItem
from meetings.models.held import Held
from meetings.models.meeting import Meeting
from members.models import Collaborative, User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class DecisionQuerySet(models.QuerySet["Decision"]):
    def shown(self) -> DecisionQuerySet:
        return self.filter(held=False)

    def visible_to(self, viewer: User | AnonymousUser) -> DecisionQuerySet:
        """Those of meetings that ``viewer`` can see, with the meeting."""
        seen = self.filter(meeting__in=Meeting.objects.visible_to(viewer))
        return seen.select_related("meeting__collaborative", "item")


class Decision(Held):
    """What was decided, with the meeting it came from and the item it was decided under."""

    WORDS = "text"

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="decisions"
    )
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    order = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"decision {self.pk}"
