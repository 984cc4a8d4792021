"""The one list of bodies that can say yes, and what each was called before."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from collaborative.http import MemberRequest, page
from collaborative.paging import turn
from collaborative.text import clean_line
from members.access import today_in
from members.here import enter
from members.models import Membership
from prototypes import access, asking_leave
from prototypes.errors import NameIsTaken
from prototypes.leave_forms import RenameForm
from prototypes.models import Body, BodyName, Permission

A_PAGE = 60
MOST_ASKED = 60  # of one body


@require_safe
def bodies(request: MemberRequest, collaborative: str) -> HttpResponse:
    """All of them by name, with what they were called before."""
    me = enter(request, collaborative)
    after = clean_line(request.GET.get("after", ""))
    names = BodyName.objects.filter(body=OuterRef("pk")).values("name")
    rows = Body.objects.filter(collaborative=me.collaborative_id)
    rows = rows.annotate(names=ArraySubquery(names))
    context = {"bodies": turn(rows, "name", "key", after=after, most=A_PAGE)}
    return page(request, "prototypes/bodies.html", context)


@require_http_methods(["GET", "POST"])
def body(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """One of them, with what we asked it for; a POST says that it has a new name."""
    me = enter(request, collaborative)
    row = get_object_or_404(Body, collaborative=me.collaborative_id, key=key)
    may_try = access.may_try(me)
    form = RenameForm()
    if request.method == "POST":
        if not may_try:
            raise Http404
        form = RenameForm(request.POST)
        if form.is_valid():
            try:
                asking_leave.rename(body=row, by=me, name=form.cleaned_data["name"])
            except NameIsTaken:
                form.add_error("name", "Another body is called that already.")
            else:
                messages.success(request, "Kept. The earlier name stays with it.")
                return redirect("trying:body", collaborative=collaborative, key=key)
    context: dict[str, Any] = {
        "body": row,
        "names": list(row.earlier.all()),
        "asked_for": asked_of(me, row),
        "today": today_in(me.collaborative),
        "form": form if may_try else None,
    }
    return page(request, "prototypes/body.html", context, status=422 if form.errors else 200)


def asked_of(me: Membership, body: Body) -> list[Permission]:
    """What waits for an answer first, then the newest answer."""
    rows = Permission.objects.visible_to(me.person).filter(body=body)
    return list(rows.order_by("-answered_on", "asked_on", "key")[:MOST_ASKED])
