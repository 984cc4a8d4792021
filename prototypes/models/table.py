"""The tables in the room, and how a phone on one of them comes in."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from collaborative.keys import new_key
from meetings.models import Meeting
from members.models import Collaborative
from prototypes.models.session import PrototypingSession


class TableQuerySet(models.QuerySet["Table"]):
    def standing_in(self, session: PrototypingSession) -> TableQuerySet:
        """Tables of this session, and those that a gathering keeps all day; merged ones are one."""
        return self.filter(
            Q(session=session) | Q(session=None),
            meeting=session.meeting_id,
            collaborative=session.collaborative_id,
            merged_into=None,
        )


class Table(models.Model):
    """A table in the room. It has a name, a task and a size, and never a list of who sits there.

    A gathering keeps its tables all day: those belong to the meeting and to
    no single session.
    """

    ENOUGH = 8  # at a smaller table everybody knows whose words these are

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="tables")
    session = models.ForeignKey(
        PrototypingSession, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    name = models.CharField(max_length=40)
    task = models.CharField(max_length=200, blank=True, default="")
    size = models.PositiveSmallIntegerField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = TableQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "session", "name"],
                nulls_distinct=False,
                name="one_table_of_a_name",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None)
                | Q(closed_at__isnull=False) & ~Q(merged_into=F("id")),
                name="table_merged_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TableCodeQuerySet(models.QuerySet["TableCode"]):
    def open(self) -> TableCodeQuerySet:
        """Those that let a phone in: the session and the table are open, and nobody ended it."""
        return self.filter(
            ended_at=None, table__closed_at=None, session__state__in=PrototypingSession.OPEN
        )


class TableCode(models.Model):
    """What a phone types to write at one table in one session, without an account: ``lamp-27``."""

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(PrototypingSession, on_delete=models.CASCADE, related_name="codes")
    table = models.ForeignKey(Table, on_delete=models.CASCADE, related_name="codes")
    code = models.CharField(max_length=20)
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = TableCodeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(ended_at=None), name="one_open_code"
            ),
            models.CheckConstraint(condition=~Q(code=""), name="code_has_letters"),
        ]

    def __str__(self) -> str:
        return f"code of table {self.table_id}"

    def get_absolute_url(self) -> str:
        return reverse("tables:table", kwargs={"code": self.code})
