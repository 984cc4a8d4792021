"""What stands under an item."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from meetings.models import Commitment, Meeting
from members.models import Collaborative
from prototypes.models import Output, Permission, Prototype, Theme
from roadmap.models.item import RoadmapItem

THINGS = ("output", "theme", "meeting", "prototype", "permission", "commitment")


def one_of_them() -> Q:
    """Exactly one of the links is there."""
    found = Q()
    for thing in THINGS:
        others = {other: None for other in THINGS if other != thing}
        found |= Q(**{f"{thing}__isnull": False}, **others)
    return found


class Evidence(models.Model):
    """What is tied to an item: words, a theme, a meeting, what we try, a yes, a promise; one."""

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

    permission = models.ForeignKey(
        Permission, on_delete=models.CASCADE, null=True, blank=True, related_name="evidence"
    )
    commitment = models.ForeignKey(
        Commitment, on_delete=models.CASCADE, null=True, blank=True, related_name="evidence"
    )

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(condition=one_of_them(), name="evidence_is_one_thing"),
            models.UniqueConstraint(
                fields=["item", *THINGS],
                nulls_distinct=False,
                name="evidence_once",
            ),
        ]

    def __str__(self) -> str:
        return f"evidence {self.pk}"
