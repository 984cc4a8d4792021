"""What we heard: looked over by those who help, then read and printed by everybody here."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from members.guard import nudge
from members.here import enter
from prototypes import access, weighing
from prototypes import heard as hearing
from prototypes.heard_forms import HeardForm
from prototypes.views.finding import session_for


@require_http_methods(["GET", "POST"])
def heard(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """Before it is out only those who help see it, with one button; after that everybody does."""
    me = enter(request, collaborative)
    session = session_for(me, key)
    may_work = access.may_work_on(me, session)
    if not may_work and (session.heard_at is None or request.method == "POST"):
        raise Http404
    posted = request.POST if request.method == "POST" else None
    first = {"in_short": session.heard_in_short, "content_note": session.content_note}
    form = HeardForm(posted, initial=first)
    asks = None
    if form.is_valid():
        asks = nudge("\n".join(filter(None, form.cleaned_data.values())))
        if not asks or request.POST.get("told") == asks.told:
            hearing.publish(session=session, by=me, **form.cleaned_data)
            messages.success(request, "Everybody here can read it now.")
            return redirect("prototypes:heard", collaborative=collaborative, key=key)
    what = hearing.what_we_heard(session)
    context = {
        "session": session,
        "heard": what,
        "weighs": weighing.words_that_weigh(session, what) if may_work else [],
        "days": hearing.days_until(session),
        "in_short": "short" in request.GET,
        "form": form if may_work else None,
        "nudge": asks,
    }
    status = 422 if form.errors else 200
    return page(request, "prototypes/heard.html", context, status=status)
