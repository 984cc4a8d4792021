"""Whose yes an item needs: bodies, never people."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from members.models import Collaborative
from prototypes.models import Body
from roadmap.models.item import RoadmapItem


class BodyNeeded(models.Model):
    """A body without whose yes it cannot be done, and what it said.

    There is one list of bodies, with what each was called before. ``name`` is
    what it was called when this was written: an answer stands under the name of
    its day.
    """

    class Answer(models.TextChoices):
        YES = "yes", "Yes"
        ASKED = "asked", "Asked"
        NOT_YET = "not_yet", "Not asked yet"

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(RoadmapItem, on_delete=models.CASCADE, related_name="bodies")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)
    answer = models.CharField(max_length=8, choices=Answer, default=Answer.NOT_YET)

    class Meta:
        verbose_name_plural = "bodies needed"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "body"], name="body_needed_once"),
            models.CheckConstraint(condition=~Q(name=""), name="body_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
