"""One small go at something: what we asked, what we did, what happened and what surprised us."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from collaborative.keys import new_key
from members.models import Collaborative
from prototypes.models.edition import edition_of
from prototypes.models.prototype import Prototype


class CycleQuerySet(models.QuerySet["TestCycle"]):
    def newest_first(self) -> CycleQuerySet:
        return self.order_by("-n")

    def told(self) -> CycleQuerySet:
        """Those with a result, whatever it was."""
        return self.exclude(happened="")

    def silent(self, today: date) -> CycleQuerySet:
        """Over for a week, and nobody has said what happened."""
        over = Coalesce("to_on", "from_on")
        found = self.filter(happened="").annotate(over=over)
        return found.filter(over__lt=today - TestCycle.PATIENCE)


class TestCycle(models.Model):
    """A cycle. With how many is a band: at four people a number would point at them."""

    __test__ = False  # pytest takes the name for a test

    PATIENCE = timedelta(days=7)

    class Decision(models.TextChoices):
        NOT_YET = "", "Not decided yet"
        KEEP = "keep", "Keep going"
        CHANGE = "change", "Change it"
        PARK = "park", "Park it"
        LET_GO = "let_go", "Let it go"

    class HowMany(models.TextChoices):
        NOT_SAID = "", "I need not say"
        FEW = "few", "Fewer than eight"
        SOME = "some", "Eight to twenty"
        MANY = "many", "Twenty-one to fifty"
        CROWD = "crowd", "More than fifty"

    WORDS = (
        "tried",
        "happened",
        "decision",
        "question",
        "prediction",
        "surprised",
        "how_many",
        "where",
        "next",
    )

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    prototype = models.ForeignKey(Prototype, on_delete=models.CASCADE, related_name="cycles")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    n = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=300, blank=True)
    prediction = models.CharField(max_length=300, blank=True)
    tried = models.TextField(blank=True)
    how_many = models.CharField(max_length=6, choices=HowMany, blank=True, default="")
    where = models.CharField(max_length=160, blank=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    happened = models.TextField(blank=True)
    surprised = models.TextField(blank=True)
    decision = models.CharField(max_length=6, choices=Decision, blank=True, default="")
    next = models.CharField(max_length=300, blank=True)
    told_on = models.DateField(null=True, blank=True)  # the day somebody said what happened

    objects = CycleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["prototype", "n"], name="one_cycle_of_a_number"),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
                name="cycle_ends_after_it_begins",
                violation_error_message="It cannot end before it begins.",
            ),
            models.CheckConstraint(
                condition=~Q(question="", tried="", happened=""), name="cycle_says_something"
            ),
            models.CheckConstraint(
                condition=Q(happened="", told_on=None)
                | (~Q(happened="") & Q(told_on__isnull=False)),
                name="cycle_told_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"cycle {self.n}"

    def get_absolute_url(self) -> str:
        place = self.prototype.collaborative.slug
        kwargs = {"collaborative": place, "key": self.prototype.key, "cycle": self.key}
        return reverse("trying:cycle", kwargs=kwargs)

    @property
    def edition(self) -> str:
        """Of its words and days: a page says which one it was made from."""
        words = [getattr(self, name) for name in TestCycle.WORDS]
        return edition_of(*words, self.from_on, self.to_on)
