"""Writing down what is said, one note at a time or a whole wall at once.

The form carries a number. Whatever happens on the way, a note sent under that
number is kept once (``writing.write_down``); each answer brings a new number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from collaborative.paging import turn
from members.here import enter
from members.models import Membership
from prototypes import kinds, writing
from prototypes.errors import SessionIsClosed, TableIsFull
from prototypes.forms import CaptureForm, WallForm
from prototypes.models import Output, PrototypingSession, Table
from prototypes.views import coming
from prototypes.views.finding import session_to_work_on

FULL = "Very many notes came from this table. Wait an hour."


@require_http_methods(["GET", "POST"])
def capture(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """The page at the table; ``step`` in a POST says that a wall is being pasted."""
    me = enter(request, collaborative)
    at = At(request, me, session_to_work_on(me, key))
    if request.method != "POST":
        part = "prototypes/_fresh.html" if "since" in request.GET else ""
        return at.show(
            part=part, kept=request.GET.get("kept", ""), table=request.GET.get("table", "")
        )
    return keep_wall(at) if "step" in request.POST else keep_note(at)


def keep_note(at: At) -> HttpResponse:
    """One note; the answer is an empty form with the table remembered."""
    form = CaptureForm(at.request.POST, tables=at.tables)
    part = "prototypes/_capture.html"
    if not form.is_valid() or not at.write([form.said], form.cleaned_data["sent_as"]):
        return at.show(form=form, part=part, status=422)
    table = form.cleaned_data["table"]
    if not at.request.htmx:
        return at.back(1, table)
    return at.show(table=table.key if table else "", kept="1", part=part)


class Writes(Protocol):
    """Somebody who helps, or a table's phone: where notes are kept, and what is shown then."""

    @property
    def request(self) -> HttpRequest: ...

    @property
    def tables(self) -> Sequence[Table]: ...

    def write(self, said: list[writing.Said], sent_as: UUID) -> bool: ...

    def back(self, kept: int, table: Table | None) -> HttpResponse: ...

    def show(
        self,
        *,
        wall: WallForm | None = None,
        lines: list[writing.Said] | None = None,
        kept: str = "",
        part: str = "",
        status: int = 200,
    ) -> HttpResponse: ...


def keep_wall(at: Writes) -> HttpResponse:
    """A wall: ``step=look`` shows what would be kept, ``step=keep`` keeps it."""
    wall = WallForm(at.request.POST, tables=at.tables, auto_id="wall_%s")
    part = "prototypes/_wall.html"
    if not wall.is_valid():
        return at.show(wall=wall, part=part, status=422)
    said = wall.said
    if at.request.POST["step"] != "keep":
        return at.show(wall=wall, lines=said, part=part)
    try:
        kept = at.write(said, wall.cleaned_data["sent_as"])
    except TableIsFull:
        wall.add_error("wall", FULL)
        kept = False
    if not kept:
        return at.show(wall=wall, part=part, status=422)
    if not at.request.htmx:  # type: ignore[attr-defined]
        return at.back(len(said), wall.cleaned_data["table"])
    return at.show(kept=str(len(said)), part="prototypes/_wall_kept.html")


@dataclass
class At:
    """Somebody at the page of a session, with its tables fetched once."""

    request: MemberRequest
    me: Membership
    session: PrototypingSession

    def __post_init__(self) -> None:
        self.tables: Sequence[Table] = [
            t for t in Table.objects.standing_in(self.session) if not t.closed_at
        ]

    def write(self, said: list[writing.Said], sent_as: UUID) -> bool:
        """Whether it was kept; False when the session was closed while somebody typed."""
        try:
            writing.write_down(session=self.session, by=self.me, sent_as=sent_as, said=said)
        except SessionIsClosed:
            self.session.refresh_from_db(fields=["state"])
            return False
        return True

    @property
    def address(self) -> str:
        names = {"collaborative": self.session.collaborative.slug, "key": self.session.key}
        return reverse("prototypes:capture", kwargs=names)

    def back(self, kept: int, table: Table | None) -> HttpResponse:
        """To the page with a new form: loading it again sends nothing."""
        asked = {"kept": str(kept)} | ({"table": table.key} if table else {})
        return redirect(f"{self.address}?{urlencode(asked)}")

    def show(
        self,
        *,
        form: CaptureForm | None = None,
        wall: WallForm | None = None,
        lines: list[writing.Said] | None = None,
        table: str = "",
        kept: str = "",
        part: str = "",
        status: int = 200,
    ) -> HttpResponse:
        """The page, or the part of it that changed."""
        first = {"table": table, "consent": Output.Consent.NOT_ASKED}
        outputs = self.session.outputs.select_related("table")
        count = outputs.standing().count()
        after, seen = self.request.GET.get("after", ""), self.request.GET.get("since", "")
        notes = coming.since(outputs, seen, count) if seen else turn(outputs, "-pk", after=after)
        if notes is None:
            return HttpResponse(status=204)
        new = int(kept) if kept.isdecimal() and len(kept) < 5 else 0
        context = {
            "session": self.session,
            "address": self.address,
            "form": form or CaptureForm(tables=self.tables, initial=first),
            "wall": wall or WallForm(tables=self.tables, initial=first, auto_id="wall_%s"),
            "lines": lines,
            "quick": kinds.QUICK,
            "more": kinds.MORE,
            "kept": new,
            "asked": any(note.nudge for note in notes.rows[:new]),
            "count": count,
            "notes": notes,
            "since": "" if after else coming.mark(notes, count),
        }
        return page(self.request, "prototypes/capture.html", context, part=part, status=status)
