"""The tables of a session and their codes: for those who help, and to print and put on tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from collaborative.square import Square, square
from members.here import enter
from members.models import Membership
from prototypes import heard, table_actions
from prototypes.errors import NameIsTaken
from prototypes.models import PrototypingSession, Table
from prototypes.plan_forms import TableForm
from prototypes.views import slip
from prototypes.views.finding import session_to_work_on


@require_http_methods(["GET", "POST"])
def tables(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """``do`` in a POST says what happens, ``table`` to which of them."""
    me = enter(request, collaborative)
    at = Room(request, me, session_to_work_on(me, key))
    if request.method != "POST":
        return at.show()
    return at.work(request.POST.get("do", ""))


@dataclass(frozen=True)
class Seen:
    """A table as the page shows it."""

    table: Table
    form: TableForm
    code: str
    address: str
    square: Square | None


@dataclass
class Room:
    """Somebody who helps, and the tables of one session."""

    request: MemberRequest
    me: Membership
    session: PrototypingSession

    def __post_init__(self) -> None:
        self.tables = list(Table.objects.standing_in(self.session))
        self.codes: dict[int, str] = {}
        live = self.session.codes.filter(ended_at=None).order_by("pk")
        for table, code in live.values_list("table", "code"):
            self.codes.setdefault(table, code)

    def work(self, do: str) -> HttpResponse:
        own: dict[str, Any] = {"session": self.session, "by": self.me}
        if do == "open":
            opened = table_actions.open_to_phones(tables=self.tables, **own)
            return self.done("Phones can come in." if opened else "Every open table has its code.")
        if do == "add":
            return self.keep(None)
        if do not in ("change", "merge", "code", "close", "again", "slip"):
            return self.show(status=422)
        table = self.named(self.request.POST.get("table", ""))
        if do == "change":
            return self.keep(table)
        if do == "merge":
            into = self.named(self.request.POST.get("into", ""))
            table_actions.merge(table=table, into=into, by=self.me)
            return self.done(f"{table} and {into} are one table now, called {into}.")
        if do == "code":
            table_actions.new_code(table=table, **own)
            return self.done(f"{table} has another code.")
        if do == "slip":
            words = heard.give_slip(table=table, **own)
            return slip.to_print(self.request, self.session, table, words)
        if do == "again":
            table_actions.open_again(table=table, by=self.me)
            return self.done(f"{table} is open again.")
        table_actions.close_table(table=table, by=self.me)
        words = heard.give_slip(table=table, **own)
        return slip.to_print(self.request, self.session, table, words)

    def named(self, key: str) -> Table:
        found = next((row for row in self.tables if row.key == key), None)
        if found is None:
            raise Http404
        return found

    def keep(self, table: Table | None) -> HttpResponse:
        """A new table, or one that is called otherwise now."""
        form = TableForm(self.request.POST, prefix=table.key if table else "new")
        if form.is_valid():
            said = form.cleaned_data
            try:
                if table:
                    table_actions.change_table(table=table, by=self.me, **said)
                else:
                    size = said.pop("size")
                    made = table_actions.add_table(session=self.session, by=self.me, **said)
                    if size:
                        table_actions.change_table(table=made, by=self.me, size=size, **said)
            except NameIsTaken:
                form.add_error("name", "Another table here is called that.")
            else:
                return self.done("Kept.")
        return self.show(form=form, table=table, status=422)

    def done(self, words: str) -> HttpResponse:
        messages.success(self.request, words)
        slug, key = self.session.collaborative.slug, self.session.key
        return redirect("prototypes:tables", collaborative=slug, key=key)

    def show(
        self, *, form: TableForm | None = None, table: Table | None = None, status: int = 200
    ) -> HttpResponse:
        seen = [self.seen(row, form if row == table else None) for row in self.tables]
        context = {
            "session": self.session,
            "tables": seen,
            "form": form,
            "new": form if form and table is None else TableForm(prefix="new"),
            "all_open": all(each.code or each.table.closed_at for each in seen),
            "door": settings.SITE_URL + reverse("tables:door"),
        }
        return page(self.request, "prototypes/tables.html", context, status=status)

    def seen(self, row: Table, form: TableForm | None) -> Seen:
        code = self.codes.get(row.pk, "") if self.session.is_open and not row.closed_at else ""
        address = settings.SITE_URL + reverse("tables:table", args=[code]) if code else ""
        first = {"name": row.name, "task": row.task, "size": row.size}
        return Seen(
            row,
            form or TableForm(prefix=row.key, initial=first),
            code,
            address,
            square(address) if code else None,
        )
