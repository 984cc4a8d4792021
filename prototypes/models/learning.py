"""What we learned: what, so what, now what. That nothing big came of it is worth knowing, too."""

from __future__ import annotations

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.functions import JSONObject
from django.urls import reverse

from collaborative.keys import new_key
from meetings.models import Meeting
from members.models import Collaborative
from prototypes.models.cycle import TestCycle
from prototypes.models.edition import edition_of
from prototypes.models.prototype import Prototype


class LearningQuerySet(models.QuerySet["Learning"]):
    def with_evidence(self) -> LearningQuerySet:
        """Adds ``stands_on``: number and key of its cycles; and the meeting where it came up."""
        rows = LearningEvidence.objects.filter(learning=OuterRef("pk")).order_by("cycle__n")
        row = JSONObject(n="cycle__n", key="cycle__key")
        return self.annotate(
            stands_on=ArraySubquery(rows.values(row=row)),
            meeting_key=F("surfaced_at__key"),
            meeting_title=F("surfaced_at__title"),
        )


class Learning(models.Model):
    """One thing learned. It belongs to what was tried, and to nobody in particular."""

    class Kind(models.TextChoices):
        NONE = "", "I need not say"
        PRACTICE = "practice", "How we do things changed"
        PEOPLE = "people", "About people"
        SYSTEM = "system", "About the system"
        WORK = "work", "About how we work together"
        CAPACITY = "capacity", "What we are able to do now"

    WORDS = (
        "what",
        "so_what",
        "now_what",
        "kind",
        "no_big_result",
        "did_not",
        "effect_on_workers",
        "how_we_worked",
        "value",
    )

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    prototype = models.ForeignKey(Prototype, on_delete=models.CASCADE, related_name="learnings")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    what = models.TextField()
    so_what = models.TextField(blank=True)
    now_what = models.TextField(blank=True)
    kind = models.CharField(max_length=8, choices=Kind, blank=True, default="")
    no_big_result = models.BooleanField(default=False)
    did_not = models.TextField(blank=True)
    effect_on_workers = models.TextField(blank=True)
    how_we_worked = models.TextField(blank=True)
    value = models.CharField(max_length=120, blank=True)  # one of the collaborative's, seen there
    surfaced_at = models.ForeignKey(
        Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    came_from = models.CharField(max_length=120, blank=True)  # a place that tried it, too
    learned_on = models.DateField()

    objects = LearningQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="learning_says_what"),
        ]

    def __str__(self) -> str:
        return f"learning {self.key}"

    def get_absolute_url(self) -> str:
        place = self.prototype.collaborative.slug
        kwargs = {"collaborative": place, "key": self.prototype.key, "learning": self.key}
        return reverse("trying:learning", kwargs=kwargs)

    @property
    def edition(self) -> str:
        return edition_of(*[getattr(self, name) for name in Learning.WORDS])


class LearningEvidence(models.Model):
    """A cycle in which it was learned."""

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    learning = models.ForeignKey(Learning, on_delete=models.CASCADE, related_name="evidence")
    cycle = models.ForeignKey(TestCycle, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learning", "cycle"], name="learned_in_it_once"),
        ]

    def __str__(self) -> str:
        return f"evidence {self.pk}"
