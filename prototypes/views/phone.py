"""A table's phone: no account, one session, one table. It sees what was written there, no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from collaborative.http import page
from collaborative.paging import turn
from prototypes import door as doors
from prototypes import kinds, writing
from prototypes.errors import SessionIsClosed, TableIsFull
from prototypes.forms import CaptureForm, WallForm
from prototypes.heard_forms import PairForm
from prototypes.models import Output, Table, TableCode
from prototypes.plain_words import as_typed
from prototypes.plan_forms import CodeForm
from prototypes.views import coming
from prototypes.views import note as notes
from prototypes.views.capture import FULL, keep_wall


@login_not_required
@require_http_methods(["GET", "POST"])
def door(request: HttpRequest) -> HttpResponse:
    """Type the code that stands on the table."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        typed = as_typed(form.cleaned_data["code"])
        if typed.count("-") == 2:  # three words: the slip of a table
            return redirect("slip", words=typed)
        try:
            found = doors.find(request, typed)
        except doors.TooManyTries:
            return page(request, "prototypes/many_tries.html", status=429)
        if found:
            return doors.let_in(redirect(found.get_absolute_url()), found)
        form.add_error("code", "This code is not open. Look at it again, or ask who helps today.")
    status = 422 if form.errors else 200
    return page(request, "prototypes/door.html", {"form": form}, status=status)


@login_not_required
@require_http_methods(["GET", "POST"])
def table(request: HttpRequest, code: str) -> HttpResponse:
    """The page at the table: the words, the kinds, and what this table has written so far."""
    at = come_to(request, code)
    if isinstance(at, HttpResponse):
        return at
    if request.method == "POST":
        return keep_wall(at) if "step" in request.POST else at.keep()
    part = "prototypes/_fresh.html" if "since" in request.GET else ""
    return at.show(part=part, kept=request.GET.get("kept", ""))


@login_not_required
@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, code: str, note: str) -> HttpResponse:
    """One note of this table again: other words, another kind, taken back, put back."""
    at = come_to(request, code)
    if isinstance(at, HttpResponse):
        return at
    output = get_object_or_404(at.outputs, key=note)
    return notes.of_table(request, at.code, output)


@login_not_required
@require_http_methods(["GET", "POST"])
def pair(request: HttpRequest, code: str) -> HttpResponse:
    """A challenge and the opportunity in it, from this table."""
    at = come_to(request, code)
    if isinstance(at, HttpResponse):
        return at
    first = {"sent_as": uuid4()}
    form = PairForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_valid():
        try:
            writing.write_pair(
                session=at.code.session, by=None, table=at.code.table, **form.cleaned_data
            )
        except SessionIsClosed:
            return page(request, "prototypes/not_open.html", status=404)
        except TableIsFull:
            form.add_error(None, FULL)
        else:
            return redirect(f"{at.code.get_absolute_url()}?kept=2")
    context = {"session": at.code.session, "code": at.code, "form": form}
    status = 422 if form.errors else 200
    return doors.let_in(page(request, "prototypes/pair.html", context, status=status), at.code)


def come_to(request: HttpRequest, code: str) -> At | HttpResponse:
    """The table, or a page that says why not."""
    try:
        found = doors.find(request, as_typed(code))
    except doors.TooManyTries:
        return page(request, "prototypes/many_tries.html", status=429)
    if found is None:
        return page(request, "prototypes/not_open.html", status=404)
    request.place = found.session.collaborative  # type: ignore[attr-defined]  # for the frame
    return At(request, found)


@dataclass
class At:
    """A phone at its table."""

    request: HttpRequest
    code: TableCode

    @property
    def tables(self) -> Sequence[Table]:
        """None to choose from: whatever is written here was said here."""
        return ()

    def write(self, said: list[writing.Said], sent_as: UUID) -> bool:
        """Whether it was kept; False when the session was closed while somebody typed.

        Raises:
            TableIsFull: so many notes in an hour are no talk any more.
        """
        here = [each.at(self.code.table) for each in said]
        try:
            writing.write_down(session=self.code.session, by=None, sent_as=sent_as, said=here)
        except SessionIsClosed:
            self.code.session.refresh_from_db(fields=["state"])
            return False
        return True

    def back(self, kept: int, table: Table | None) -> HttpResponse:
        """To the page with new forms: loading it again sends nothing."""
        return redirect(f"{self.code.get_absolute_url()}?kept={kept}")

    @property
    def outputs(self) -> Any:
        return self.code.session.outputs.filter(table=self.code.table).select_related("table")

    def keep(self) -> HttpResponse:
        form = CaptureForm(self.request.POST, tables=())
        part = "prototypes/_capture.html"
        if form.is_valid():
            try:
                if not self.write([form.said], form.cleaned_data["sent_as"]):
                    return page(self.request, "prototypes/not_open.html", status=404)
            except TableIsFull:
                form.add_error("words", FULL)
            else:
                if self.request.htmx:  # type: ignore[attr-defined]
                    return self.show(kept="1", part=part)
                return self.back(1, None)
        return self.show(form=form, part=part, status=422)

    def show(
        self,
        *,
        form: CaptureForm | None = None,
        wall: WallForm | None = None,
        lines: list[writing.Said] | None = None,
        kept: str = "",
        part: str = "",
        status: int = 200,
    ) -> HttpResponse:
        first = {"consent": Output.Consent.NOT_ASKED}
        count = self.outputs.standing().count()
        after, seen = self.request.GET.get("after", ""), self.request.GET.get("since", "")
        rows = (
            coming.since(self.outputs, seen, count)
            if seen
            else turn(self.outputs, "-pk", after=after)
        )
        if rows is None:
            return HttpResponse(status=204)
        new = int(kept) if kept.isdecimal() and len(kept) < 5 else 0
        context = {
            "session": self.code.session,
            "table": self.code.table,
            "code": self.code,
            "address": reverse("tables:table", args=[self.code.code]),
            "form": form or CaptureForm(tables=(), initial=first),
            "wall": wall or WallForm(tables=(), auto_id="wall_%s"),
            "lines": lines,
            "quick": kinds.QUICK,
            "more": kinds.MORE,
            "kept": new,
            "asked": any(row.nudge for row in rows.rows[:new]),
            "count": count,
            "notes": rows,
            "since": "" if after else coming.mark(rows, count),
        }
        response = page(self.request, "prototypes/table.html", context, part=part, status=status)
        return doors.let_in(response, self.code)
