"""The word ticket: a slip that a table takes home, to see what became of its words."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

from members.models import Collaborative
from prototypes.models.session import PrototypingSession
from prototypes.models.table import Table

SALT = "prototypes.slip"


def mark_of(words: str) -> str:
    """What the table keeps of three words: without the secret key, a copy of it opens nothing."""
    return salted_hmac(SALT, words, algorithm="sha256").hexdigest()


class Slip(models.Model):
    """Three words, of which only a mark is kept. Whoever holds them sees that table's notes."""

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(PrototypingSession, on_delete=models.CASCADE, related_name="slips")
    table = models.ForeignKey(Table, on_delete=models.CASCADE, related_name="slips")
    mark = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"slip of table {self.table_id}"
