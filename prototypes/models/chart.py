"""A flip chart as a picture: a stop-gap, which asks to be typed up before the session closes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from collaborative.keys import new_key
from collaborative.models import StoredFile
from members.models import Collaborative
from prototypes.models.session import PrototypingSession


class FlipChart(models.Model):
    """Drawn anew when it came, so that it says neither where nor when nor by what it was taken.

    Once its words are typed in they are notes, and the picture goes.
    """

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(PrototypingSession, on_delete=models.CASCADE, related_name="charts")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    photo = models.OneToOneField(
        StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    words = models.TextField(blank=True, default="")
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(photo=None) | Q(words=""), name="chart_is_a_picture_or_words"
            ),
        ]

    def __str__(self) -> str:
        return f"flip chart {self.key}"
