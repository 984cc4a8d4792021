"""Putting something on the roadmap."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from members.here import enter
from members.models import Membership
from prototypes.models import Theme
from roadmap import access, actions
from roadmap.forms import A_KEY, ItemForm
from roadmap.models import Horizon


@require_http_methods(["GET", "POST"])
def new(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Three fields and more; ``?theme=key`` begins with a theme, and puts its words under it."""
    me = enter(request, collaborative)
    if not access.may_change(me):
        raise Http404
    theme = theme_asked_for(me, request.POST.get("theme") or request.GET.get("theme", ""))
    if request.method == "GET":
        form = ItemForm(me.collaborative, initial=beginning(request, theme))
    else:
        form = ItemForm(me.collaborative, request.POST)
        if form.is_valid():
            item = actions.add_item(by=me, theme=theme, **form.cleaned_data)
            messages.success(request, "It is on the roadmap now. Thank you.")
            return redirect(item)
    context = {"form": form, "theme": theme}
    return page(request, "roadmap/new.html", context, status=422 if form.errors else 200)


def theme_asked_for(me: Membership, key: str) -> Theme | None:
    """A theme of this collaborative; a key that is none begins with an empty page."""
    here = Theme.objects.visible_to(me)
    return here.filter(key=key).first() if A_KEY.fullmatch(key) else None


def beginning(request: MemberRequest, theme: Theme | None) -> dict[str, Any]:
    horizon = request.GET.get("horizon", "")
    return {
        **({"title": theme.name} if theme else {}),
        **({"horizon": horizon} if horizon in Horizon.values else {}),
    }
