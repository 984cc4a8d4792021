"""Copies that were asked for: of all that is held about a person, or of a collaborative."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from collaborative.keys import new_key
from collaborative.models import StoredFile
from members.models.collaborative import Collaborative
from members.models.person import User


class Copy(models.Model):
    """One file for one person. The row is the place in the queue; the file comes when it is whole.

    Without a collaborative it holds what is held about its owner. With one, what
    every member of it may read.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting for its turn"
        READY = "ready", "Ready"
        NOT_MADE = "not_made", "Not made"

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    collaborative = models.ForeignKey(
        Collaborative, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField(db_default=Now())
    made_at = models.DateTimeField(null=True, blank=True)
    file = models.ForeignKey(
        StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "collaborative"],
                condition=Q(state="waiting"),
                nulls_distinct=False,
                name="one_copy_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="ready", made_at__isnull=False)
                | ~Q(state="ready") & Q(made_at=None, file=None),
                name="copy_ready_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"copy {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("members:copy", kwargs={"key": self.key})

    @property
    def is_at_work(self) -> bool:
        return self.state == Copy.State.WAITING
