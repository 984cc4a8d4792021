"""A session: begun by those who help, read by everybody."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from collaborative.paging import turn
from meetings.models import Meeting
from members.access import helps
from members.here import enter
from prototypes import access, actions
from prototypes.errors import NameIsTaken, PictureWaits
from prototypes.forms import StartForm, StateForm
from prototypes.models import Output, PrototypingSession
from prototypes.views.finding import session_for


@require_http_methods(["GET", "POST"])
def start(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Begin a session of the meeting named by ``?meeting=``, or go on with one that it has."""
    me = enter(request, collaborative)
    meeting = get_object_or_404(
        Meeting.objects.visible_to(me),
        key=request.GET.get("meeting", ""),
    )
    if not helps(me, *meeting.days):
        raise Http404
    form = StartForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            begun = actions.start_session(meeting=meeting, by=me, **form.cleaned_data)
        except NameIsTaken:
            form.add_error("title", "This meeting has a session of that name. Choose another.")
        else:
            return redirect("prototypes:capture", collaborative=collaborative, key=begun.key)
    status = 422 if form.is_bound else 200
    already = PrototypingSession.objects.filter(meeting=meeting).select_related("collaborative")
    context = {"form": form, "meeting": meeting, "sessions": already.order_by("starts_at", "pk")}
    return page(request, "prototypes/start.html", context, status=status)


@require_http_methods(["GET", "POST"])
def session(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """What the session was for, and what it brought out, table by table."""
    me = enter(request, collaborative)
    here = session_for(me, key)
    may_work = access.may_work_on(me, here)
    data = request.POST if request.method == "POST" else None
    form = StateForm(data, initial={"state": here.state})
    if request.method == "POST":
        if not may_work:
            raise Http404
        if form.is_valid():
            try:
                actions.change_state(session=here, by=me, state=form.cleaned_data["state"])
            except PictureWaits:
                words = "A flip chart is not typed up yet. Type it up first, then close."
                form.add_error("state", words)
            else:
                return redirect(here)
    cleared = Output.objects.filter(session=here).cleared()
    context = {
        "session": here,
        "may_work": may_work,
        "form": form,
        "count": cleared.count(),
        "notes": turn(cleared.with_place(), "place", "pk", after=request.GET.get("after", "")),
    }
    status = 422 if form.errors else 200
    return page(request, "prototypes/session.html", context, status=status)
