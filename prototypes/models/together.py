"""Small things that belong together: each is tried by itself, and all of them make one service."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from collaborative.keys import new_key
from members.models import Collaborative
from prototypes.models.edition import edition_of


class ServiceModel(models.Model):
    """What it would be, if all that stands under it were there. Nobody is in charge of it."""

    WORDS = ("name", "would_be", "still_missing")

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    name = models.CharField(max_length=160)
    would_be = models.TextField(blank=True)
    still_missing = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="service_model_has_a_name"),
            models.UniqueConstraint(
                fields=["collaborative", "name"], name="one_service_model_of_a_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def edition(self) -> str:
        return edition_of(*[getattr(self, name) for name in ServiceModel.WORDS])
