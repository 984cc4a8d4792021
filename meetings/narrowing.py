"""Finding among all meetings: by a word, by the year, by what the words said there became.

Topics live on floors above: an app that knows some announces them here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from collaborative.forms import Plain
from collaborative.registry import Registry
from collaborative.text import LineField
from meetings.models import AgendaItem, MeetingQuerySet, WriteUp
from members.models import Membership

EARLIEST, LATEST = 1900, 2200


@dataclass(frozen=True)
class Topic:
    """``choices``: key and name of each. ``meetings``: primary keys of those it came up at."""

    label: str
    choices: Callable[[Membership], list[tuple[str, str]]]
    meetings: Callable[[Membership, str], QuerySet[Any, Any]]


topics: Registry[Topic] = Registry()


class FindForm(Plain, forms.Form):
    """Boxes that are all optional; once something is looked for, also the topics of other apps."""

    q = LineField(label="A word", required=False, max_length=100)
    year = forms.IntegerField(
        label="Year",
        required=False,
        min_value=EARLIEST,
        max_value=LATEST,
        widget=forms.TextInput(attrs={"class": "fit", "inputmode": "numeric", "size": "4"}),
    )

    def __init__(self, data: Any, me: Membership) -> None:
        super().__init__(data)
        self.me = me
        for name, topic in topics.items() if data else ():  # asked of once somebody looks for one
            choices = [("", "Any"), *topic.choices(me)]
            self.fields[name] = forms.ChoiceField(
                label=topic.label, required=False, choices=choices
            )

    @property
    def asks(self) -> bool:
        """Whether anything was asked for, and could be understood."""
        return self.is_valid() and any(self.cleaned_data.values())

    def narrowed(self, rows: MeetingQuerySet) -> MeetingQuerySet:
        """Those of ``rows`` that were asked for."""
        asked = self.cleaned_data
        if asked["q"]:
            rows = rows.filter(_says(asked["q"]))
        if asked["year"]:
            zone, year = self.me.collaborative.zone, asked["year"]
            begins, ends = (datetime(each, 1, 1, tzinfo=zone) for each in (year, year + 1))
            rows = rows.filter(starts_at__gte=begins, starts_at__lt=ends)
        for name, topic in topics.items():
            if asked.get(name):
                rows = rows.filter(pk__in=topic.meetings(self.me, asked[name]))
        return rows


def _says(words: str) -> Q:
    """In its title, what it is for, its agenda or what was published of it; never in a draft."""
    items = AgendaItem.objects.filter(title__icontains=words, held=False).values("meeting")
    published = WriteUp.objects.filter(state=WriteUp.State.PUBLISHED)
    body = Q(body__icontains=words) | Q(easy_read__icontains=words)
    told = published.filter(body).values("meeting")
    named = Q(title__icontains=words) | Q(purpose__icontains=words)
    return named | Q(pk__in=items) | Q(pk__in=told)
