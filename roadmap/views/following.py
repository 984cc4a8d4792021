"""Following something: said by the follower, seen by the follower."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from collaborative.http import MemberRequest, page
from members.here import enter
from roadmap import following as follow_rows
from roadmap.following import ROWS, follow, follows, leave_be, said
from roadmap.models import Following


@require_safe
def following(request: MemberRequest, collaborative: str) -> HttpResponse:
    """All that the viewer follows here."""
    me = enter(request, collaborative)
    found = [(what, row, said(what, row)) for what, row in follow_rows.following(me)]
    return page(request, "roadmap/following.html", {"found": found})


@require_http_methods(["GET", "POST"])
def one(request: MemberRequest, collaborative: str, what: str, key: str) -> HttpResponse:
    """Follow it, or no longer (``do=stop``). Whoever rests may: it is nobody else's business."""
    me = enter(request, collaborative)
    if what not in ROWS:
        raise Http404
    row = get_object_or_404(ROWS[what](me), key=key)
    if request.method == "POST":
        if request.POST.get("do") == "stop":
            leave_be(me=me, what=what, key=key)
            messages.success(request, "You no longer follow it.")
        else:
            follow(me=me, what=what, key=key)
            messages.success(request, "You follow it now. Only you know.")
        if what == "said":
            here = {"collaborative": collaborative, "what": what, "key": key}
            return redirect(reverse("roadmap:grown_from", kwargs=here))
        return redirect(row)
    mine = Following.objects.filter(member=me).values_list("mark", flat=True)
    context = {
        "what": what,
        "row": row,
        "called": said(what, row),
        "follows": follows(me, set(mine), what, key),
    }
    return page(request, "roadmap/follow.html", context)
