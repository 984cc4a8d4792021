"""A concern on its way to one named human, and what everybody must be told at once."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from collaborative.keys import new_key
from members.models.collaborative import Collaborative
from members.models.membership import Membership

KEPT = timedelta(days=30)
SOON = timedelta(hours=1)  # a letter that works goes within a minute


class ConcernQuerySet(models.QuerySet["Concern"]):
    def not_gone(self, raised_by: Membership) -> ConcernQuerySet:
        """Letters of this member's own that should have gone by now and did not, oldest first."""
        waiting = self.filter(
            raised_by=raised_by, handed_over_at=None, raised_at__lt=timezone.now() - SOON
        ).exclude(words="")
        return waiting.select_related("to").order_by("raised_at", "pk")


class Concern(models.Model):
    """Something that felt wrong, told to one person. Its words go with the letter.

    They stand here only until the letter has gone, so that a mail server that
    is down loses none. Who raised it is kept only if they said that they may
    be reached. ``state`` says what became of it.
    """

    class State(models.TextChoices):
        HEARD = "heard", "heard"
        LOOKED_AT = "looked_at", "looked at"
        ANSWERED = "answered", "answered"

    collaborative = models.ForeignKey(Collaborative, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    to = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    raised_by = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    words = models.TextField(blank=True)
    raised_at = models.DateTimeField(default=timezone.now)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=9, choices=State, blank=True, default="")

    objects = ConcernQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(handed_over_at=None) | Q(words=""), name="concern_keeps_no_words"
            ),
            models.CheckConstraint(
                condition=Q(state="") | Q(handed_over_at__isnull=False),
                name="concern_is_heard_once_handed_over",
            ),
        ]

    def __str__(self) -> str:
        return f"concern {self.pk}"


class Incident(models.Model):
    """Something that went wrong with what we keep about people, told to everybody concerned.

    A draft until it is sent, and then for good: people can ask what they were
    told. ``version`` is the text that somebody has read over; only that one goes.
    """

    collaborative = models.ForeignKey(Collaborative, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    happened = models.TextField()
    we_do = models.TextField()
    you_can = models.TextField(blank=True)
    whom_to_ring = models.CharField(max_length=160)
    version = models.PositiveIntegerField(default=1)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["collaborative"], condition=Q(sent_at=None), name="one_incident_draft"
            ),
            models.CheckConstraint(
                condition=~Q(happened="") & ~Q(we_do="") & ~Q(whom_to_ring=""),
                name="incident_says_what_it_must",
            ),
        ]

    def __str__(self) -> str:
        return f"incident {self.pk}"
