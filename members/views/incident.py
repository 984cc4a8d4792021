"""A letter to everybody when something went wrong: write it, read it over, send it once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from collaborative.models import Letter
from members import incidents
from members.errors import Changed
from members.guard import hints
from members.incidents import INCIDENT, Said
from members.looking_after_forms import IncidentForm, SendForm
from members.models import Incident, Membership
from members.views.roles import coordinator

FIELDS = tuple(Said.__dataclass_fields__)


@require_http_methods(["GET", "POST"])
def incident(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Write it. It is kept as it is read over, so that nothing is lost; only the next page sends.

    409 with both texts when somebody else kept another one meanwhile.
    """
    me = coordinator(request, collaborative)
    place = me.collaborative
    draft = incidents.draft_of(place)
    form = IncidentForm(request.POST) if request.method == "POST" else _form(draft, me)
    context: dict[str, Any] = {"form": form, "last": incidents.last_sent(place)}
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return page(request, "members/incident.html", context, status=status)
    typed = form.cleaned_data
    try:
        said = Said(**{name: typed[name] for name in FIELDS})
        incidents.keep_draft(by=me, said=said, version=typed["version"])
    except Changed as changed:
        theirs: Incident = changed.current
        again = IncidentForm(initial={**typed, "version": theirs.version})
        pairs = [(form[name].label, getattr(theirs, name), typed[name]) for name in FIELDS]
        context |= {"form": again, "pairs": [each for each in pairs if each[1] != each[2]]}
        return page(request, "members/incident.html", context, status=409)
    return redirect("here:incident_read", collaborative=collaborative)


def _form(draft: Incident | None, me: Membership) -> IncidentForm:
    if draft is not None:
        return IncidentForm(initial={name: getattr(draft, name) for name in (*FIELDS, "version")})
    phone = me.collaborative.phone
    ring = f"Ring {phone} and ask for {me.chosen_name}." if phone else ""
    return IncidentForm(initial={"whom_to_ring": ring, "version": 0})


@require_http_methods(["GET", "POST"])
def read_over(request: MemberRequest, collaborative: str) -> HttpResponse:
    """The letter as it will go, to how many; POST sends it, once."""
    me = coordinator(request, collaborative)
    if request.method == "POST":
        return _send(request, me)
    draft = incidents.draft_of(me.collaborative)
    if draft is None:
        return redirect("here:incident", collaborative=collaborative)
    letter = Letter(kind=INCIDENT, person=me.person)
    everybody = incidents.concerned(me.collaborative).count()
    by_letter = incidents.by_letter(me.collaborative).count()
    said = "\n".join(getattr(draft, name) for name in FIELDS)
    context = {
        "draft": draft,
        "words": incidents.words_for(letter, draft, me),
        "by_letter": by_letter,
        "by_mouth": everybody - by_letter,
        "hinted": list(dict.fromkeys(hint.words for hint in hints(said))),
    }
    return page(request, "members/incident_read.html", context)


def _send(request: MemberRequest, me: Membership) -> HttpResponse:
    slug, read = me.collaborative.slug, SendForm(request.POST)
    try:
        if not read.is_valid():
            raise Changed
        new = incidents.send(by=me, **read.cleaned_data)
    except Changed:
        messages.error(request, "Not sent: the text has changed. Please read it once more.")
        return redirect("here:incident_read", collaborative=slug)
    messages.success(
        request,
        "It is on its way to everybody." if new else "It has gone already. Nobody gets it twice.",
    )
    return redirect("here:incident", collaborative=slug)
