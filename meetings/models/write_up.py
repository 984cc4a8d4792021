"""What we said and decided, for those who could not be there."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone

from collaborative.keys import new_key
from meetings.models.held import Held
from meetings.models.meeting import Meeting
from members.models import Collaborative, Membership, User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


NOON = time(12)


class WriteUpQuerySet(models.QuerySet["WriteUp"]):
    def published(self) -> WriteUpQuerySet:
        return self.filter(state=WriteUp.State.PUBLISHED)

    def open_to_all(self, collaborative: Collaborative | int) -> WriteUpQuerySet:
        """Those that somebody has opened to anybody, newest meeting first; each by one tick."""
        here = self.published().filter(collaborative=collaborative, outside=True)
        rows = here.filter(meeting__state=Meeting.State.PUBLISHED).select_related("meeting")
        return rows.order_by("-meeting__starts_at", "-meeting__pk")

    def visible_to(self, viewer: User | AnonymousUser) -> WriteUpQuerySet:
        """Published ones. A draft is reached from its meeting, by those who hold that meeting."""
        return self.published().filter(meeting__in=Meeting.objects.visible_to(viewer))


class WriteUp(models.Model):
    """What we said, for those who could not be there: written days later, not months."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        CHECKING = "checking", "With the people who were there"
        PUBLISHED = "published", "Published"

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="write_up")
    body = models.TextField()
    easy_read = models.TextField(blank=True)
    written_on = models.DateField()
    published_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)  # what an editor's page was made from
    check_until = models.DateField(null=True, blank=True)  # the last day of the seven
    corrected_on = models.DateField(null=True, blank=True)  # when it last changed once published
    signature = models.CharField(max_length=120, blank=True)  # as they like, for this one
    outside = models.BooleanField(default=False)  # once published, anybody may read it
    signed_by = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = WriteUpQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="published", published_at__isnull=False) | ~Q(state="published"),
                name="write_up_published_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state="checking") | Q(check_until__isnull=False),
                name="write_up_checked_until_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"write-up {self.pk}"

    @property
    def is_published(self) -> bool:
        return self.state == WriteUp.State.PUBLISHED

    @property
    def is_checking(self) -> bool:
        return self.state == WriteUp.State.CHECKING

    @property
    def changed_at(self) -> datetime | None:
        """When it was published, or the noon of the day on which it was put right since."""
        if self.corrected_on is None or self.published_at is None:
            return self.published_at
        return max(self.published_at, datetime.combine(self.corrected_on, NOON, tzinfo=UTC))

    @property
    def days_after(self) -> int:
        """Days from the last day of the meeting to the writing."""
        return (self.written_on - self.meeting.days[1]).days

    @property
    def how_soon(self) -> str:
        """ "2 days after"; nothing when it began before the meeting's last day."""
        days = self.days_after
        if days < 0:
            return ""
        return {0: "the same day", 1: "the day after"}.get(days, f"{days:,} days after")


class Version(models.Model):
    """That the text was another one: a fact, for good. Holds no person and no words."""

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    write_up = models.ForeignKey(WriteUp, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=WriteUp.State)
    kept_at = models.DateTimeField(default=timezone.now)
    digest = models.CharField(max_length=64)  # stays when the words are struck

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["write_up", "number"], name="one_version_of_a_number"),
        ]

    def __str__(self) -> str:
        return f"version {self.pk}"


class VersionWords(models.Model):
    """What stood there. ``erasure.strike`` may empty it: when, which ground, never the words.

    Body and easy words are one column, so that one strike takes both.
    """

    BETWEEN = "\n\f\n"  # nobody types it: control characters are taken out of what comes in

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    version = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="words")
    texts = models.TextField(blank=True)
    struck_at = models.DateTimeField(null=True, blank=True)
    ground = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name_plural = "version words"
        constraints = [
            models.CheckConstraint(
                condition=Q(struck_at=None, ground="") & ~Q(texts="")
                | Q(struck_at__isnull=False, texts="") & ~Q(ground=""),
                name="version_words_stand_or_are_struck",
            ),
        ]

    def __str__(self) -> str:
        return f"words of version {self.version_id}"

    @property
    def body(self) -> str:
        return self.texts.partition(VersionWords.BETWEEN)[0]

    @property
    def easy_read(self) -> str:
        return self.texts.partition(VersionWords.BETWEEN)[2]


class Response(Held):
    """What somebody says to a write-up; answered once, and not further down than that."""

    WORDS = "words"

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    write_up = models.ForeignKey(WriteUp, on_delete=models.CASCADE, related_name="responses")
    to = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="answers"
    )
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    member = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    words = models.TextField()
    said_at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["said_at", "pk"]

    def __str__(self) -> str:
        return f"response {self.pk}"

    @property
    def from_whom(self) -> str:
        return self.member.shown_name if self.member else "a member"
