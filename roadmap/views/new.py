"""Putting something on the roadmap."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from meetings.words import shortened
from members.guard import Nudge
from members.guarding import question, said_without
from members.here import enter
from members.models import Membership
from prototypes.models import Output, Theme
from roadmap import access, actions
from roadmap.card_forms import ItemForm
from roadmap.forms import A_KEY
from roadmap.models import Horizon
from roadmap.views.change import outcomes_of
from roadmap.words import told_to

TITLE = 150  # letters of what was said that make a first title


@require_http_methods(["GET", "POST"])
def new(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Three fields and more; ``?theme=key`` begins with a theme, and puts its words under it.

    ``?note=key`` begins with something that was said, in one step from its session.
    """
    me = enter(request, collaborative)
    if not access.may_change(me):
        raise Http404
    theme = theme_asked_for(me, request.POST.get("theme") or request.GET.get("theme", ""))
    output = output_asked_for(me, request.POST.get("note") or request.GET.get("note", ""))
    outcomes = outcomes_of(me.collaborative_id)
    asks: Nudge | None = None
    if request.method == "GET":
        form = ItemForm(me.collaborative, outcomes, initial=beginning(request, theme, output))
    else:
        form = ItemForm(me.collaborative, outcomes, request.POST)
        if better := said_without(form, request.POST):
            form = ItemForm(me.collaborative, outcomes, better)
        elif form.is_valid() and not (asks := question(form, request.POST)):
            item = actions.add_item(by=me, theme=theme, output=output, **form.cleaned_data)
            messages.success(request, "It is on the roadmap now. Thank you.")
            return redirect(item)
    context = {"form": form, "theme": theme, "output": output, "nudge": asks}
    return page(request, "roadmap/new.html", context, status=422 if form.errors else 200)


def theme_asked_for(me: Membership, key: str) -> Theme | None:
    """A theme of this collaborative; a key that is none begins with an empty page."""
    here = Theme.objects.visible_to(me)
    return here.filter(key=key).first() if A_KEY.fullmatch(key) else None


def output_asked_for(me: Membership, key: str) -> Output | None:
    """Words that every member may read; a key that is none begins with an empty page."""
    return told_to(me).filter(key=key).first() if A_KEY.fullmatch(key) else None


def beginning(request: MemberRequest, theme: Theme | None, output: Output | None) -> dict[str, Any]:
    horizon = request.GET.get("horizon", "")
    return {
        **({"title": theme.name} if theme else {}),
        **({"title": shortened(output.words, TITLE), "need": output.said} if output else {}),
        **({"horizon": horizon} if horizon in Horizon.values else {}),
    }
