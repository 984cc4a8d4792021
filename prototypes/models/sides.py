"""Where we did not agree: both sides, and no winner."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from collaborative.keys import new_key
from members.models import Collaborative
from prototypes.models.session import PrototypingSession


class Tension(models.Model):
    """Two positions and what matters to each. Nobody's name stands on either side."""

    class State(models.TextChoices):
        OPEN = "open", "Still open"
        HELD = "held", "We hold both"
        EASED = "eased", "Eased"
        SETTLED = "settled", "Settled"

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(
        PrototypingSession, on_delete=models.CASCADE, related_name="tensions"
    )
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    one = models.CharField(max_length=300)
    other = models.CharField(max_length=300)
    matters_to_one = models.CharField(max_length=300, blank=True, default="")
    matters_to_other = models.CharField(max_length=300, blank=True, default="")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    eased_by = models.CharField(max_length=300, blank=True, default="")
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "one", "other"], name="tension_once"),
            models.CheckConstraint(
                condition=~Q(one="") & ~Q(other=""), name="tension_has_two_sides"
            ),
        ]

    def __str__(self) -> str:
        return f"tension {self.key}"
