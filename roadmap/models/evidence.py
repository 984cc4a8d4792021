"""What stands under an item."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from meetings.models import Meeting
from members.models import Collaborative
from prototypes.models import Output, Prototype, Theme
from roadmap.models.item import RoadmapItem


class Evidence(models.Model):
    """What stands under an item: words, a theme, a meeting or what we try; one of them."""

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(RoadmapItem, on_delete=models.CASCADE, related_name="evidence")
    output = models.ForeignKey(
        Output, on_delete=models.CASCADE, null=True, blank=True, related_name="evidence"
    )
    theme = models.ForeignKey(
        Theme, on_delete=models.CASCADE, null=True, blank=True, related_name="evidence"
    )
    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )

    prototype = models.ForeignKey(
        Prototype, on_delete=models.CASCADE, null=True, blank=True, related_name="evidence"
    )

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=Q(output__isnull=False, theme=None, meeting=None, prototype=None)
                | Q(output=None, theme__isnull=False, meeting=None, prototype=None)
                | Q(output=None, theme=None, meeting__isnull=False, prototype=None)
                | Q(output=None, theme=None, meeting=None, prototype__isnull=False),
                name="evidence_is_one_thing",
            ),
            models.UniqueConstraint(
                fields=["item", "output", "theme", "meeting", "prototype"],
                nulls_distinct=False,
                name="evidence_once",
            ),
        ]

    def __str__(self) -> str:
        return f"evidence {self.pk}"
