"""Where something we try came from: ideas are for developing, and they have many parents.

An edge leads from a prototype to what it grew from: another prototype, a
theme, a note, or only words ("a talk on the radio"). Prototype upon prototype
makes a graph, and the database refuses an edge that would close a circle
(triggers in ``0004_prototypes``): it locks the row of the
collaborative first, or two people could each close half of one. Whatever is
deleted leaves its name in its place, so that no path ends in nothing. No edge
holds a person: whoever goes takes nothing of it along.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Func, Q

from members.models import Collaborative
from prototypes.models.output import Output
from prototypes.models.prototype import Prototype
from prototypes.models.theme import Theme


class GrewFrom(models.Model):
    """One prototype, and one thing it came from.

    ``DO_NOTHING``: the triggers keep the path whole before a row goes. Rejected:
    ``PROTECT``, which would let nobody ever remove a theme; and a table of all
    paths, which every merge would have to write anew.
    """

    class How(models.TextChoices):
        GREW = "grew", "grew from"
        MERGED = "merged", "put together from"
        SPLIT = "split", "branched off from"
        ECHO = "echo", "echoes"

    collaborative = models.ForeignKey(Collaborative, on_delete=models.PROTECT, related_name="+")
    # By the database: its triggers write edges, too.
    key = models.CharField(
        max_length=10, unique=True, editable=False, db_default=Func(function="new_key")
    )
    child = models.ForeignKey(Prototype, on_delete=models.DO_NOTHING, related_name="grew_from")
    parent = models.ForeignKey(
        Prototype, on_delete=models.DO_NOTHING, null=True, blank=True, related_name="grew_into"
    )
    theme = models.ForeignKey(
        Theme, on_delete=models.DO_NOTHING, null=True, blank=True, related_name="grew_into"
    )
    output = models.ForeignKey(
        Output, on_delete=models.DO_NOTHING, null=True, blank=True, related_name="grew_into"
    )
    words = models.CharField(max_length=300, blank=True)  # of something that stands nowhere here
    how = models.CharField(max_length=6, choices=How, default=How.GREW)
    unsure = models.BooleanField(default=False)  # "I may have borrowed this"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=False, theme=None, output=None, words="")
                | Q(parent=None, theme__isnull=False, output=None, words="")
                | Q(parent=None, theme=None, output__isnull=False, words="")
                | (Q(parent=None, theme=None, output=None) & ~Q(words="")),
                name="grew_from_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("child")), name="grew_not_from_itself"
            ),
            models.UniqueConstraint(
                fields=["child", "parent", "theme", "output", "words"],
                nulls_distinct=False,
                name="grew_from_it_once",
            ),
        ]

    def __str__(self) -> str:
        return f"edge {self.pk}"
