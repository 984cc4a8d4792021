"""Who comes to help a session without belonging here: an actor, somebody who draws, interprets."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from collaborative.keys import new_key
from members.models import Collaborative
from prototypes.models.session import PrototypingSession


class VisitingHelp(models.Model):
    """How many came to do what, and that each said yes to keep what they hear. Nobody's name."""

    class Kind(models.TextChoices):
        ACTOR = "actor", "Acts with us"
        ILLUSTRATOR = "illustrator", "Draws what is said"
        INTERPRETER = "interpreter", "Interprets"
        CAMERA = "camera", "Films, with everybody’s yes"
        LISTENER = "listener", "Is there for whoever needs a break"

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(
        PrototypingSession, on_delete=models.CASCADE, related_name="visiting"
    )
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    kind = models.CharField(max_length=11, choices=Kind)
    how_many = models.PositiveSmallIntegerField(default=1)
    said_yes_at = models.DateTimeField(default=timezone.now)  # to keep what they hear

    class Meta:
        ordering = ["kind"]
        constraints = [
            models.UniqueConstraint(fields=["session", "kind"], name="visiting_help_once"),
            models.CheckConstraint(condition=Q(how_many__gte=1), name="visiting_help_is_somebody"),
        ]

    def __str__(self) -> str:
        return f"visiting help {self.key}"
