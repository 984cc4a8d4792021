"""Floor 0: letters, who did what, and private files. People are named only by the setting."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from collaborative.keys import new_key


class LetterQuerySet(models.QuerySet["Letter"]):
    def due(self) -> LetterQuerySet:
        """Waiting letters whose hour has come, oldest first."""
        return self.filter(state=Letter.State.WAITING, not_before__lte=timezone.now()).order_by(
            "not_before", "pk"
        )


class Letter(models.Model):
    """One message to one person.

    Planned in SQL from the rows it follows from, so every column that the plan
    does not name has a ``db_default``. Sent inside the transaction that marks
    it sent. Rejected: a queue in the broker, which forgets when it stops.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        REFUSED = "refused"  # the other server will never take it
        EXPIRED = "expired"  # too late to be of use
        WITHDRAWN = "withdrawn"  # no longer true

    key = models.CharField(max_length=200, unique=True)  # reminder:<meeting>:<person>:<edition>
    kind = models.CharField(max_length=40)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    about = models.BigIntegerField()  # a primary key; only the kind knows of which table
    edition = models.CharField(max_length=40, blank=True, db_default="")
    place = models.BigIntegerField(null=True, blank=True)  # of a collaborative; codes have none
    version = models.PositiveIntegerField(null=True, blank=True)  # of what it tells of, as sent
    not_before = models.DateTimeField()
    not_after = models.DateTimeField()
    state = models.CharField(max_length=9, choices=State, db_default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(db_default=0)
    trouble = models.CharField(max_length=10, blank=True, db_default="")  # collaborative.trouble
    subject = models.TextField(blank=True, db_default="")
    body = models.TextField(blank=True, db_default="")
    sent_at = models.DateTimeField(null=True, blank=True)
    mark = models.UUIDField(db_default=models.Func(function="gen_random_uuid"))

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(not_after__gt=F("not_before")) | ~Q(state="waiting"),
                name="letter_has_time_to_go",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at=None)),
                name="letter_sent_at_a_moment",
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before", "id"], condition=Q(state="waiting"), name="letter_waiting"
            ),
            models.Index(fields=["place", "not_before"], name="letter_by_place"),
        ]

    def __str__(self) -> str:
        return f"letter {self.pk}"

    @property
    def message_id(self) -> str:
        """The same at every try, so a mail server or reader can drop a repeat."""
        return f"<{self.mark}@{settings.LETTERS_HOST}>"


class AuditEntry(models.Model):
    """Who did what to which row. Never the words, so it can stay when they are struck out.

    The row is named by label and primary key, without a foreign key: the entry
    outlives it.
    """

    at = models.DateTimeField(db_default=Now())
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    verb = models.CharField(max_length=40)
    target = models.CharField(max_length=80)  # members.membership:12

    class Meta:
        indexes = [models.Index(fields=["target"], name="audit_by_target")]

    def __str__(self) -> str:
        return f"{self.verb} {self.target}"


class StoredFile(models.Model):
    """A private upload or export: bytes under a random name, outside of what the web serves.

    The name people gave the file is not kept ("consultant_rota.jpg" is a lanyard).
    """

    key = models.CharField(max_length=10, unique=True, default=new_key, editable=False)
    file = models.FileField(upload_to="stored")
    content_type = models.CharField(max_length=80)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(db_default=Now())
    not_after = models.DateTimeField(null=True, blank=True)  # then tidy removes it

    class Meta:
        indexes = [models.Index(fields=["not_after"], name="stored_file_by_end")]

    def __str__(self) -> str:
        return f"file {self.key}"
