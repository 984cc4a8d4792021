"""Reports that were issued: one frozen snapshot each, and the files made from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from collaborative.keys import new_key
from members.models import Collaborative, User, places_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, viewer: User | AnonymousUser) -> ReportQuerySet:
        """The same register for every member."""
        if not isinstance(viewer, User):
            return self.none()
        return self.filter(collaborative__in=places_of(viewer)).select_related("collaborative")


class Report(models.Model):
    """One issued report. ``tree`` is all it says; every format is made from it alone.

    It names nobody as its maker (AuditEntry knows). One that is withdrawn
    says nothing any more: number, day and check code stay, so that a copy on
    somebody's desk can still be told from the others.
    """

    class Audience(models.TextChoices):
        MEMBERS = "members", "Us, the members"
        COMMISSIONERS = "commissioners", "Commissioners"
        PUBLIC = "public", "Anybody"
        EASY = "easy", "Easy read"

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting for its turn"
        MAKING = "making", "Being made"
        READY = "ready", "Ready"
        NOT_MADE = "not_made", "Not made"
        CANCELLED = "cancelled", "Stopped"
        WITHDRAWN = "withdrawn", "Withdrawn"

    class Trouble(models.TextChoices):
        DISK = "disk", "There was no room left on the disk."
        TOO_LONG = "too_long", "It took too long."
        OTHER = "other", "Something went wrong while it was made."

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    number = models.PositiveIntegerField()
    audience = models.CharField(max_length=14, choices=Audience)
    since = models.DateField()
    on = models.DateField()
    tree = models.JSONField(default=dict)
    check_code = models.CharField(max_length=14)
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    step = models.PositiveSmallIntegerField(default=0)  # files made so far
    trouble = models.CharField(max_length=8, choices=Trouble, blank=True)
    asked_at = models.DateTimeField(db_default=Now())
    made_at = models.DateTimeField(null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["collaborative", "number"], name="one_report_of_a_number"
            ),
            models.CheckConstraint(
                condition=Q(since__lte=F("on")),
                name="report_since_before_until",
                violation_error_message="It begins after it ends.",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", tree={}) | ~Q(state="withdrawn") & ~Q(tree={}),
                name="report_withdrawn_says_nothing",
            ),
            models.CheckConstraint(
                condition=~Q(state="not_made") | ~Q(trouble=""), name="report_not_made_says_why"
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=Q(state__in=["waiting", "making"]), name="report_to_make"
            )
        ]

    def __str__(self) -> str:
        return f"report {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse(
            "roadmap:issued", kwargs={"collaborative": self.collaborative.slug, "key": self.key}
        )

    @property
    def is_at_work(self) -> bool:
        return self.state in (Report.State.WAITING, Report.State.MAKING)


class ReportFile(models.Model):
    """One whole file of a report. The row comes after the last byte, so half a file has none."""

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="files")
    format = models.CharField(max_length=8)
    file = models.FileField(upload_to="reports")
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)  # SHA-256: made again, it is the same

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "format"], name="one_file_of_a_format"),
        ]

    def __str__(self) -> str:
        return f"report file {self.pk}"
