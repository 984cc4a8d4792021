"""What was last heard of an item."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from members.models import Collaborative
from roadmap.models.item import RoadmapItem, StuckOn


class Update(models.Model):
    """What was last heard of an item, dated, in a sentence; and what changed with it.

    What changed is kept here too, blank where nothing did: the item shows only
    how it stands today, and nothing that people wrote is lost.
    """

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(RoadmapItem, on_delete=models.CASCADE, related_name="updates")
    on = models.DateField()
    text = models.TextField()
    state = models.CharField(max_length=12, choices=RoadmapItem.State, blank=True)
    stuck_on = models.CharField(max_length=10, choices=StuckOn, blank=True)
    stuck_because = models.TextField(blank=True)
    next_step = models.TextField(blank=True)
    carried_by = models.CharField(max_length=120, blank=True)
    waiting_for = models.TextField(blank=True)
    written_at = models.DateTimeField(null=True, blank=True)  # None: brought in from old notes

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="stuck") | ~Q(stuck_because="") | ~Q(stuck_on=""),
                name="update_stuck_says_why",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="update_has_words"),
        ]

    def __str__(self) -> str:
        return f"update {self.pk}"

    @property
    def stuck_words(self) -> str:
        """What it was stuck on: the kind, the words, or both."""
        kind = str(self.get_stuck_on_display()) if self.stuck_on else ""
        return ": ".join(words for words in (kind, self.stuck_because) if words)

    @property
    def says_more(self) -> bool:
        """Whether something changed with it."""
        changed = (self.state, self.next_step, self.carried_by, self.waiting_for)
        return any(changed)
