"""Asking for a yes: of which body, for what, when, and what they said. And rules that may be none.

The group asks, never one person: no row here holds anybody. A body keeps its
names: a yes given by a body that is called something else today stands under
the name of that day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse

from collaborative.keys import new_key
from members.models import Collaborative, User, places_of
from prototypes.models.edition import edition_of
from prototypes.models.prototype import Prototype

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class Body(models.Model):
    """An organisation that can say yes. Public, and never beside a person."""

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    name = models.CharField(max_length=160)

    class Meta:
        constraints = [
            models.UniqueConstraint("collaborative", Lower("name"), name="one_body_of_a_name"),
            models.CheckConstraint(condition=~Q(name=""), name="body_is_called_something"),
        ]

    def __str__(self) -> str:
        return self.name


class BodyName(models.Model):
    """What a body was called until a day."""

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="earlier")
    name = models.CharField(max_length=160)
    until = models.DateField(null=True, blank=True)  # not known: long ago

    class Meta:
        ordering = [F("until").asc(nulls_first=True), "pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "name"], name="one_earlier_name"),
        ]

    def __str__(self) -> str:
        return self.name


class PermissionQuerySet(models.QuerySet["Permission"]):
    def visible_to(self, viewer: User | AnonymousUser) -> PermissionQuerySet:
        """All of the viewer's collaboratives."""
        if not isinstance(viewer, User):
            return self.none()
        here = self.filter(collaborative__in=places_of(viewer))
        return here.select_related("collaborative", "body", "prototype")


class Permission(models.Model):
    """A yes that something needs. No answer is an answer worth showing, kindly."""

    class State(models.TextChoices):
        NOT_YET = "not_yet", "Not asked yet"
        ASKED = "asked", "Asked"
        GIVEN = "given", "Given"
        CONDITIONS = "conditions", "Given, with conditions"
        REFUSED = "refused", "Not this time"
        NO_ANSWER = "no_answer", "No answer yet"

    ANSWERED = (State.GIVEN, State.CONDITIONS, State.REFUSED)

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    asked_as = models.CharField(max_length=160)  # what the body was called when this was written
    prototype = models.ForeignKey(
        Prototype, on_delete=models.SET_NULL, null=True, blank=True, related_name="permissions"
    )
    text = models.CharField(max_length=300)
    about = models.CharField(max_length=200, blank=True)  # what it is for, if no prototype
    state = models.CharField(max_length=10, choices=State, default=State.NOT_YET)
    asked_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    conditions = models.CharField(max_length=400, blank=True)
    reason = models.CharField(max_length=400, blank=True)
    expires_on = models.DateField(null=True, blank=True)

    objects = PermissionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="permission_says_for_what"),
            models.CheckConstraint(
                condition=Q(state="not_yet", asked_on=None)
                | (~Q(state="not_yet") & Q(asked_on__isnull=False)),
                name="permission_asked_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["given", "conditions", "refused"], answered_on__isnull=False)
                | (~Q(state__in=["given", "conditions", "refused"]) & Q(answered_on=None)),
                name="permission_answered_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=F("asked_on")),
                name="permission_answered_after_it_was_asked",
                violation_error_message="An answer cannot come before the question.",
            ),
            models.CheckConstraint(
                condition=(Q(state="conditions") & ~Q(conditions=""))
                | (~Q(state="conditions") & Q(conditions="")),
                name="permission_with_conditions_says_which",
            ),
            models.CheckConstraint(
                condition=(Q(state="refused") & ~Q(reason=""))
                | (~Q(state="refused") & Q(reason="")),
                name="permission_refused_says_why",
            ),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(state__in=["given", "conditions"]),
                name="permission_expires_when_given",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        kwargs = {"collaborative": self.collaborative.slug, "key": self.key}
        return reverse("trying:permission", kwargs=kwargs)

    @property
    def edition(self) -> str:
        return edition_of(self.state, self.asked_on, self.answered_on, self.conditions, self.reason)


class PermissionStep(models.Model):
    """How it stood from a day on: asked, asked again, answered."""

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    permission = models.ForeignKey(Permission, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=10, choices=Permission.State)
    on = models.DateField()
    words = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"step {self.pk}"


class RedTape(models.Model):
    """A rule that stands in the way: who says so, and is it really one?"""

    class Really(models.TextChoices):
        UNCLEAR = "unclear", "Nobody knows yet"
        YES = "yes", "Yes"
        NO = "no", "No"
        PARTLY = "partly", "Partly"

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    rule = models.CharField(max_length=300)
    who_says_so = models.CharField(max_length=300, blank=True)
    really = models.CharField(max_length=8, choices=Really, default=Really.UNCLEAR)
    answer = models.TextField(blank=True)
    noted_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(rule=""), name="red_tape_says_the_rule"),
        ]

    def __str__(self) -> str:
        return self.rule

    @property
    def edition(self) -> str:
        return edition_of(self.rule, self.who_says_so, str(self.really), self.answer)
