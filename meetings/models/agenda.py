"""What we will do: put forward by anyone, in an order that anyone may change."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from collaborative.keys import new_key
from meetings.models.held import Held
from meetings.models.meeting import Meeting
from members.models import Collaborative, Membership


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def shown(self) -> AgendaItemQuerySet:
        """Without those that wait for somebody to choose "keep" or "say it without the job"."""
        return self.filter(held=False)

    def waiting_to_be_heard(self, collaborative: Collaborative | int) -> AgendaItemQuerySet:
        """What a meeting had no room for, and what was never taken up; the oldest first."""
        never_taken_up = Q(state=AgendaItem.State.OFFERED) & (
            Q(meeting__ends_at__lt=timezone.now()) | Q(meeting__state=Meeting.State.CALLED_OFF)
        )
        waits = Q(state=AgendaItem.State.WAITING) | never_taken_up
        here = self.shown().filter(waits, collaborative=collaborative)
        return here.order_by("offered_at", "pk")


class AgendaItem(Held):
    """Something to do or talk about, put forward by anyone."""

    WORDS = "title"

    class Kind(models.TextChoices):
        CHECK_IN = "check_in", "Hello round"
        REFLECT = "reflect", "Looking back"
        COMMITMENTS = "commitments", "What we said we would do"
        DISCUSS = "discuss", "Talk"
        DEBATE = "debate", "Debate"
        LEARN = "learn", "Learn"
        IMAGINE = "imagine", "Imagine"
        DECIDE = "decide", "Decide"
        PUSH = "push", "Push for change"
        OFFERS = "offers", "Offers and asks"
        CHECK_OUT = "check_out", "One word before we go"

    class State(models.TextChoices):
        OFFERED = "offered"
        ON_AGENDA = "on_agenda"
        HAD = "had"
        CARRIED_OVER = "carried_over"
        WAITING = "waiting_to_be_heard"

    ON_IT = (State.ON_AGENDA, State.HAD)

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=Kind, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=20, choices=State, default=State.OFFERED)
    put_forward_by = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    named = models.BooleanField(default=False)  # their name stands beside it, as they wished
    offered_at = models.DateTimeField(default=timezone.now)
    about_money = models.BooleanField(default=False)  # or about a service: asked aloud who gains
    asked_at = models.DateTimeField(null=True, blank=True)  # when that was asked

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def asks_who_gains(self) -> bool:
        """A decision about money or a service: *who can say yes, does anyone stand to gain?*"""
        return self.kind == AgendaItem.Kind.DECIDE and self.about_money

    @property
    def from_whom(self) -> str:
        """The name beside it, of somebody who wished it; "" otherwise."""
        return self.put_forward_by.shown_name if self.named and self.put_forward_by else ""


class ItemNote(models.Model):
    """What was said to an item, typed in the room: for the write-up. Nobody's name is on it."""

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="notes")
    sent_as = models.UUIDField(default=uuid.uuid4, editable=False)
    words = models.TextField()
    stop = models.BooleanField(default=False)  # somebody said stop: a turning point, not a fault
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["item", "sent_as"], name="one_note_sent")]

    def __str__(self) -> str:
        return f"note {self.pk}"


class Interest(models.Model):
    """Who stands to gain from a decision: a body, and a person only by their own hand."""

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="interests")
    body = models.CharField(max_length=120)
    member = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["body", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "body", "member"], nulls_distinct=False, name="interest_once"
            ),
        ]

    def __str__(self) -> str:
        return f"interest {self.pk}"
