"""One note again: other words or another kind; taken back, and put back."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from members.guard import without
from members.here import enter
from members.models import Membership
from prototypes import actions, kinds
from prototypes.errors import ChangedMeanwhile
from prototypes.forms import ChangeForm
from prototypes.models import Output, PrototypingSession, Table
from prototypes.views.finding import session_to_work_on

DEEDS = {
    "take_back": actions.take_back,
    "put_back": actions.put_back,
    "keep": actions.keep_as_said,
}


@require_http_methods(["GET", "POST"])
def note(request: MemberRequest, collaborative: str, key: str, note: str) -> HttpResponse:
    """For those who help. A closed session is no reason: somebody may take their yes back."""
    me = enter(request, collaborative)
    session = session_to_work_on(me, key)
    output = get_object_or_404(session.outputs.select_related("table"), key=note)
    deed = DEEDS.get(request.POST.get("do", ""))
    if deed:
        deed(output=output, by=me)
        output.refresh_from_db(fields=["taken_back_at", "held"])
        return done(request, session, output, answered=request.POST["do"] == "keep")
    return change(request, me, session, output)


def change(
    request: MemberRequest, me: Membership, session: PrototypingSession, output: Output
) -> HttpResponse:
    posted = request.POST.copy() if request.method == "POST" else None
    first = {
        "words": without(output.words) if "without" in request.GET else output.words,
        "kind": output.kind,
        "table": output.table.key if output.table else "",
        "consent": output.consent or Output.Consent.NOT_ASKED,
        "held": output.held,
        "seen": output.edition,
    }
    tables = Table.objects.standing_in(session)
    form = ChangeForm(posted, tables=tables, initial=first)
    theirs, status = None, 422 if form.is_bound else 200
    if posted is not None and form.is_valid():
        held, seen = form.cleaned_data["held"], form.cleaned_data["seen"]
        try:
            changed = actions.change_note(
                output=output, by=me, said=form.said, held=held, seen=seen
            )
        except ChangedMeanwhile:
            # Keeping it once more means: yes, put mine over theirs, which I have now seen.
            output.refresh_from_db()
            posted["seen"] = output.edition
            theirs, status = output, 409
        else:
            return done(request, session, changed)
    context = {
        "session": session,
        "output": output,
        "form": form,
        "theirs": theirs,
        "quick": kinds.QUICK,
        "more": kinds.MORE,
    }
    return page(request, "prototypes/note.html", context, status=status)


def done(
    request: MemberRequest, session: PrototypingSession, output: Output, *, answered: bool = False
) -> HttpResponse:
    """The note in its list, or the list around it; ``answered``: its question is gone."""
    if request.htmx:
        context = {"session": session, "note": output, "answered": answered}
        return page(request, "prototypes/note.html", context, part="prototypes/_written.html")
    slug = session.collaborative.slug
    address = reverse("prototypes:capture", kwargs={"collaborative": slug, "key": session.key})
    return redirect(f"{address}#note-{output.key}")
