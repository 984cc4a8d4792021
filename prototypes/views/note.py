"""One note again: other words or another kind; taken back, and put back."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from members.guard import without
from members.here import enter
from members.models import Membership
from prototypes import kinds, note_actions
from prototypes.errors import ChangedMeanwhile, TheirOwnWords
from prototypes.forms import ChangeForm
from prototypes.models import Output, PrototypingSession, Table, TableCode
from prototypes.views.finding import session_to_work_on

DEEDS = {
    "take_back": note_actions.take_back,
    "put_back": note_actions.put_back,
    "keep": note_actions.keep_as_said,
    "hold": note_actions.hold_back,
    "needs_person": note_actions.needs_person,
}
THEIRS = (
    "Somebody said yes to these words, so they stay as they were said. "
    "Is a letter wrong? Take the note back, and write it down anew."
)
OF_A_TABLE = ("take_back", "put_back", "keep")


@require_http_methods(["GET", "POST"])
def note(request: MemberRequest, collaborative: str, key: str, note: str) -> HttpResponse:
    """For those who help. A closed session is no reason: somebody may take their yes back."""
    me = enter(request, collaborative)
    session = session_to_work_on(me, key)
    output = get_object_or_404(session.outputs.select_related("table"), key=note)
    names = {"collaborative": collaborative, "key": key}
    back = reverse("prototypes:capture", kwargs=names)
    address = reverse("prototypes:note", kwargs={**names, "note": output.key})
    return Desk(request, me, session, output, back, address).answer()


def of_table(request: HttpRequest, code: TableCode, output: Output) -> HttpResponse:
    """The same for a table's phone: of its own notes, and it holds nothing back."""
    address = reverse("tables:note", args=[code.code, output.key])
    desk = Desk(request, None, code.session, output, code.get_absolute_url(), address, code)
    return desk.answer()


@dataclass
class Desk:
    """One note, and whoever has it before them; ``me`` None is the phone of the table ``code``."""

    request: HttpRequest
    me: Membership | None
    session: PrototypingSession
    output: Output
    back: str
    address: str
    code: TableCode | None = None

    def answer(self) -> HttpResponse:
        do = self.request.POST.get("do", "")
        if do in (DEEDS if self.me else OF_A_TABLE):
            DEEDS[do](output=self.output, by=self.me)
            self.output.refresh_from_db()
            if do == "needs_person":  # whom to ring stands there
                return redirect(self.address)
            return self.done(self.output, answered=do == "keep")
        return self.change()

    def change(self) -> HttpResponse:
        output = self.output
        posted = self.request.POST.copy() if self.request.method == "POST" else None
        first = {
            "words": without(output.words) if "without" in self.request.GET else output.words,
            "kind": output.kind,
            "table": output.table.key if output.table else "",
            "consent": output.consent or Output.Consent.NOT_ASKED,
            "held": output.held,
            "seen": output.edition,
        }
        tables = Table.objects.standing_in(self.session) if self.me else ()
        form = ChangeForm(posted, tables=tables, initial=first)
        theirs, status = None, 422 if form.is_bound else 200
        if posted is not None and form.is_valid():
            try:
                return self.done(self.keep(form))
            except TheirOwnWords:
                form.add_error("words", THEIRS)
            except ChangedMeanwhile:
                # Keeping it once more means: yes, put mine over theirs, which I have now seen.
                output.refresh_from_db()
                posted["seen"] = output.edition
                theirs, status = output, 409
        context = {
            "session": self.session,
            "output": output,
            "form": form,
            "theirs": theirs,
            "quick": kinds.QUICK,
            "more": kinds.MORE,
            "back": self.back,
            "address": self.address,
            "code": self.code,
        }
        return page(self.request, "prototypes/note.html", context, status=status)

    def keep(self, form: ChangeForm) -> Output:
        said, held = form.said, form.cleaned_data["held"]
        if self.me is None:
            said, held = said.at(self.output.table), self.output.held
        return note_actions.change_note(
            output=self.output, by=self.me, said=said, held=held, seen=form.cleaned_data["seen"]
        )

    def done(self, output: Output, *, answered: bool = False) -> HttpResponse:
        """The note in its list, or the list around it; ``answered``: its question is gone."""
        if self.request.htmx:  # type: ignore[attr-defined]
            context = {
                "session": self.session,
                "note": output,
                "answered": answered,
                "code": self.code,
            }
            part = "prototypes/_written.html"
            return page(self.request, "prototypes/note.html", context, part=part)
        return redirect(f"{self.back}#note-{output.key}")
