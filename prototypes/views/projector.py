"""The screen in the room: held until somebody opens it, calm, and without what is held back."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from members.here import enter
from prototypes import heard
from prototypes.heard_forms import ScreenForm
from prototypes.models import Output, Table
from prototypes.models.edition import edition_of
from prototypes.views.finding import session_to_work_on

MOST = 18  # as many as the back row reads


@require_http_methods(["GET", "POST"])
def projector(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """``?since=`` names what a screen shows already: 204 while that is how it is."""
    me = enter(request, collaborative)
    session = session_to_work_on(me, key)
    if request.method == "POST":
        is_open = request.POST.get("do") == "open"
        heard.show_to_the_room(session=session, by=me, is_open=is_open)
        return redirect("prototypes:projector", collaborative=collaborative, key=key)
    since = request.GET.get("since", "")
    tables = list(Table.objects.standing_in(session))
    form = ScreenForm(request.GET, tables=tables)
    chosen = form.cleaned_data if form.is_valid() else {}
    table: Table | None = chosen.get("table")
    kind: str = chosen.get("kind", "")
    notes = Output.objects.none()
    if session.projector_open:
        # A note comes to whoever helps first; the room sees it after a breath.
        calm = timezone.now() - heard.CALM
        notes = Output.objects.filter(session=session, written_at__lte=calm).cleared().with_place()
        if table:
            notes = notes.of_place(table.name)
        if kind:
            notes = notes.filter(kind=kind)
    rows = list(notes.order_by("-pk")[:MOST])
    mark = edition_of(session.projector_open, [(row.pk, row.edition) for row in rows])
    if since == mark:
        return HttpResponse(status=204)
    names = {"collaborative": collaborative, "key": key}
    asked = {"table": table.key if table else "", "kind": kind}
    context = {
        "session": session,
        "rows": rows,
        "form": form,
        "address": reverse("prototypes:projector", kwargs=names),
        "next": urlencode({"since": mark, **{n: v for n, v in asked.items() if v}}),
        "door": settings.SITE_URL + reverse("tables:door"),
    }
    return page(request, "prototypes/projector.html", context, part="prototypes/_screen.html")
