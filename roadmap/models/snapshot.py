"""The board at a moment, frozen: facts with a hash over them, and the words beside them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from collaborative.keys import new_key
from meetings.models import Meeting
from members.models import Collaborative


class Snapshot(models.Model):
    """What stood where at the end of a day, for good. Holds no person.

    ``facts`` is canonical JSON; ``seal`` is the hash over day, label and facts.
    The facts hold a digest of each card's words, so that words can be struck
    out and the rest still verifies.
    """

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    label = models.CharField(max_length=120)
    as_at = models.DateField()
    taken_at = models.DateTimeField(default=timezone.now)
    facts = models.TextField()
    seal = models.CharField(max_length=64)

    class Meta:
        ordering = ["-as_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(label=""), name="snapshot_has_a_label")]
        indexes = [models.Index(fields=["collaborative", "-as_at"], name="snapshot_by_day")]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse(
            "roadmap:snapshot", kwargs={"collaborative": self.collaborative.slug, "key": self.key}
        )


class SnapshotWords(models.Model):
    """What one card said then. ``erasure.strike`` may empty it; its digest stays in the facts."""

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="words")
    number = models.PositiveIntegerField()  # of the item
    texts = models.TextField(blank=True)
    struck_at = models.DateTimeField(null=True, blank=True)
    ground = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name_plural = "snapshot words"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "number"], name="snapshot_card_once"),
            models.CheckConstraint(
                condition=Q(struck_at=None, ground="") & ~Q(texts="")
                | Q(struck_at__isnull=False, texts="") & ~Q(ground=""),
                name="snapshot_words_stand_or_are_struck",
            ),
        ]

    def __str__(self) -> str:
        return f"words of snapshot {self.snapshot_id}"
