"""What others did, and might be borrowed. The questions it leaves us with are ``Question``."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from collaborative.keys import new_key
from members.models import Collaborative


class Inspiration(models.Model):
    """A card: something read, heard or seen elsewhere. Who brought it stands nowhere."""

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    title = models.CharField(max_length=160)
    says = models.TextField()
    borrow = models.TextField(blank=True)
    place = models.CharField(max_length=120, blank=True)
    reframed = models.TextField(blank=True)
    five_minutes = models.CharField(max_length=300, blank=True)
    content_note = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=400, blank=True)
    pinned_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(says=""), name="inspiration_says"),
        ]

    def __str__(self) -> str:
        return self.title
