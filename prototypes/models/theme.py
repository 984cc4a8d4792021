"""What several notes say together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from collaborative.http import address
from collaborative.keys import new_key
from members.models import Collaborative, Membership, User, places_of, within
from prototypes.models.edition import edition_of
from prototypes.models.output import Output
from prototypes.models.session import PrototypingSession

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class ThemeQuerySet(models.QuerySet["Theme"]):
    def visible_to(self, viewer: User | AnonymousUser | Membership) -> ThemeQuerySet:
        """All themes of the viewer's collaboratives."""
        if isinstance(viewer, Membership):
            return within(self, viewer)
        if not isinstance(viewer, User):
            return self.none()
        return self.filter(collaborative__in=places_of(viewer)).select_related("collaborative")


class Theme(models.Model):
    """What several notes say together, named in members' words; a theme may sit under another."""

    class State(models.TextChoices):
        EMERGING = "emerging", "Emerging"
        AGREED = "agreed", "Agreed"
        IN_THE_ROADMAP = "in_the_roadmap", "On the roadmap"
        RESTING = "resting", "Resting"

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    name = models.CharField(max_length=120)
    parent = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="children"
    )
    named_in = models.ForeignKey(
        PrototypingSession, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    challenged = models.CharField(max_length=60, blank=True, default="")  # a word we question
    promise = models.TextField(blank=True)
    difficulty = models.TextField(blank=True)
    state = models.CharField(max_length=14, choices=State, default=State.EMERGING)
    named_at = models.DateTimeField()
    outputs = models.ManyToManyField(Output, through="ThemeOutput", related_name="themes")

    objects = ThemeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("collaborative", Lower("name"), name="one_theme_of_a_name"),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")), name="theme_is_not_under_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("prototypes:theme", collaborative=self.collaborative.slug, key=self.key)

    @property
    def edition(self) -> str:
        return edition_of(self.name, self.challenged, self.promise, self.difficulty, self.parent_id)


class ThemeOutput(models.Model):
    """A note under a theme. One note may stand under several."""

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="+")
    output = models.ForeignKey(Output, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["theme", "output"], name="one_output_in_a_theme"),
        ]

    def __str__(self) -> str:
        return f"output in theme {self.pk}"
