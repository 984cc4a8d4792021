"""What is acted out: a scenario, what a table did with it, and what was put on the shelf."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from collaborative.keys import new_key
from members.models import Collaborative
from prototypes.models.session import PrototypingSession
from prototypes.models.table import Table


class Scenario(models.Model):
    """A place, a moment and invented people in it; their hopes come before their trouble."""

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(
        PrototypingSession, on_delete=models.CASCADE, related_name="scenarios"
    )
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    place = models.CharField(max_length=120)
    who = models.CharField(max_length=300)
    gifts = models.CharField(max_length=300, blank=True, default="")  # of head, hand and heart
    hopes_first = models.CharField(max_length=300, blank=True, default="")
    moment = models.CharField(max_length=120, blank=True, default="")
    stakes = models.CharField(max_length=300, blank=True, default="")
    how_soon = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(place="") & ~Q(who=""), name="scenario_has_a_place_and_people"
            )
        ]

    def __str__(self) -> str:
        return self.place


class Scene(models.Model):
    """One table plays a scenario once; the next round plays it again, otherwise."""

    class Film(models.TextChoices):
        NOT = "not", "Not filmed"
        FILMED = "filmed", "Filmed: everybody in it said yes"
        NEVER = "never", "Do not film"

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    scenario = models.ForeignKey(Scenario, on_delete=models.CASCADE, related_name="scenes")
    table = models.ForeignKey(Table, on_delete=models.CASCADE, null=True, blank=True)
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    round = models.PositiveSmallIntegerField(default=1)
    film = models.CharField(max_length=6, choices=Film, default=Film.NOT)
    what_happened = models.TextField()

    class Meta:
        ordering = ["scenario", "table__name", "round", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scenario", "table", "round"],
                nulls_distinct=False,
                name="one_scene_a_round",
            ),
            models.CheckConstraint(condition=Q(round__gte=1), name="scene_has_a_round"),
            models.CheckConstraint(condition=~Q(what_happened=""), name="scene_has_words"),
        ]

    def __str__(self) -> str:
        return f"scene {self.key}"


class Parked(models.Model):
    """An objection on the shelf: kept for later, so that the room can go on; and read back."""

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(PrototypingSession, on_delete=models.CASCADE, related_name="shelf")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    words = models.CharField(max_length=300)
    read_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "words"], name="parked_once"),
            models.CheckConstraint(condition=~Q(words=""), name="parked_has_words"),
        ]

    def __str__(self) -> str:
        return f"parked {self.key}"
