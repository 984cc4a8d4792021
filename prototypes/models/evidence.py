"""What others measured, apart from stories: what it says, of how many, and with which caution."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from collaborative.keys import new_key
from members.models import Collaborative
from prototypes.models.edition import edition_of
from prototypes.models.prototype import Prototype


class EvidenceCard(models.Model):
    """A study or a count. It speaks of numbers of people, never of anybody here."""

    WORDS = ("title", "says", "size", "caution", "content_note", "link")

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    title = models.CharField(max_length=160)
    says = models.TextField()
    size = models.CharField(max_length=160, blank=True)  # of how many people, and where
    caution = models.TextField(blank=True)  # what it cannot tell
    content_note = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=400, blank=True)
    pinned_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(says=""), name="evidence_card_says_something"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def edition(self) -> str:
        return edition_of(*[getattr(self, name) for name in EvidenceCard.WORDS])


class EvidenceFor(models.Model):
    """Something we try, of which a card speaks."""

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    card = models.ForeignKey(EvidenceCard, on_delete=models.CASCADE, related_name="speaks_of")
    prototype = models.ForeignKey(Prototype, on_delete=models.CASCADE, related_name="evidence_for")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["card", "prototype"], name="evidence_for_it_once"),
        ]

    def __str__(self) -> str:
        return f"evidence for {self.pk}"
