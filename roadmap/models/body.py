"""Whose yes an item needs: bodies, never people."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from members.models import Collaborative
from roadmap.models.item import RoadmapItem


class BodyNeeded(models.Model):
    """A body without whose yes it cannot be done, and what it said."""

    class Answer(models.TextChoices):
        YES = "yes", "Yes"
        ASKED = "asked", "Asked"
        NOT_YET = "not_yet", "Not asked yet"

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(RoadmapItem, on_delete=models.CASCADE, related_name="bodies")
    name = models.CharField(max_length=120)
    answer = models.CharField(max_length=8, choices=Answer, default=Answer.NOT_YET)

    class Meta:
        verbose_name_plural = "bodies needed"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("item", Lower("name"), name="body_needed_once"),
            models.CheckConstraint(condition=~Q(name=""), name="body_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
