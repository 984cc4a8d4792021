"""Two at once: where we did not agree, and a challenge with the opportunity in it."""

from __future__ import annotations

from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from members.guard import nudge
from members.here import enter
from members.models import Membership
from prototypes import heard, writing
from prototypes.errors import SessionIsClosed
from prototypes.heard_forms import EaseForm, PairForm, TensionForm
from prototypes.models import PrototypingSession
from prototypes.views.finding import session_to_work_on


@require_http_methods(["GET", "POST"])
def sides(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """For those who help: both sides, and later how it stands."""
    me = enter(request, collaborative)
    session = session_to_work_on(me, key)
    form, asks = TensionForm(request.POST if request.method == "POST" else None), None
    changed: EaseForm | None = None
    if request.method == "POST" and "tension" in request.POST:
        tension = get_object_or_404(session.tensions, key=request.POST["tension"])
        changed, form = EaseForm(request.POST, prefix=tension.key), TensionForm()
        if changed.is_valid():
            heard.ease(tension=tension, by=me, **changed.cleaned_data)
            return redirect("prototypes:sides", collaborative=collaborative, key=key)
    elif form.is_valid():
        asks = nudge("\n".join(filter(None, form.cleaned_data.values())))
        if not asks or request.POST.get("told") == asks.told:
            heard.disagree(session=session, by=me, **form.cleaned_data)
            messages.success(request, "Both sides are kept. Neither has won.")
            return redirect("prototypes:sides", collaborative=collaborative, key=key)
    context = {
        "session": session,
        "form": form,
        "nudge": asks,
        "tensions": [
            (row, EaseForm(prefix=row.key, initial={"state": row.state, "eased_by": row.eased_by}))
            for row in session.tensions.all()
        ],
        "prompts": heard.prompts_for(session),
    }
    status = 422 if form.errors or (changed and changed.errors) else 200
    return page(request, "prototypes/sides.html", context, status=status)


@require_http_methods(["GET", "POST"])
def pair(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """Two notes that belong together, written in one go."""
    me = enter(request, collaborative)
    session = session_to_work_on(me, key)
    first = {"sent_as": uuid4()}
    form = PairForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_valid() and kept(form, session, me):
        messages.success(request, "Both are kept, side by side.")
        return redirect("prototypes:pair", collaborative=collaborative, key=key)
    context = {"session": session, "form": form}
    return page(request, "prototypes/pair.html", context, status=422 if form.errors else 200)


def kept(form: forms.Form, session: PrototypingSession, me: Membership) -> bool:
    said = form.cleaned_data
    try:
        writing.write_pair(session=session, by=me, **said)
    except SessionIsClosed:
        form.add_error(None, "This session is closed. Open it again, and both are kept.")
        return False
    return True
