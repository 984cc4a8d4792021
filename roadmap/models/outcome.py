"""What all of it is for, in a place's own words."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from collaborative.keys import new_key
from members.models import Collaborative
from roadmap.models.item import RoadmapItem


class Outcome(models.Model):
    """Something that is different in people's lives. Retired ones keep what was linked to them."""

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    label = models.CharField(max_length=120)
    easy_read = models.CharField(max_length=160, blank=True)
    for_whom = models.CharField(max_length=40, blank=True)  # "carers"; blank: for anybody
    order = models.PositiveSmallIntegerField(default=0)
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint("collaborative", Lower("label"), name="one_outcome_of_a_name"),
            models.CheckConstraint(condition=~Q(label=""), name="outcome_has_a_label"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def line(self) -> str:
        """As it is typed: "A night off (for carers)"."""
        return f"{self.label} (for {self.for_whom})" if self.for_whom else self.label


class ItemOutcome(models.Model):
    """An item that leads towards an outcome."""

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(RoadmapItem, on_delete=models.CASCADE, related_name="towards")
    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="items")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "outcome"], name="item_outcome_once"),
        ]

    def __str__(self) -> str:
        return f"item outcome {self.pk}"
