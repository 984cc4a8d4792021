"""Settings: what was said on the first day, and more, to be changed whenever they like."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from members import settings as house
from members.errors import Changed
from members.settings_forms import FORMS, Part
from members.views import telling
from members.views.roles import coordinator


@require_http_methods(["GET", "POST"])
def settings(request: MemberRequest, collaborative: str) -> HttpResponse:
    """One part at a time. 409 with both texts when somebody else kept other words meanwhile."""
    me = coordinator(request, collaborative)
    part = request.POST.get("part", "") if request.method == "POST" else ""
    forms: dict[str, Part] = {
        name: form.of(me.collaborative, request.POST if name == part else None)
        for name, form in FORMS.items()
    }
    sent = forms.get(part)
    context: dict[str, Any] = {"forms": forms, "form": sent}
    if sent is None:
        return page(request, "members/settings.html", context)
    if not sent.is_valid():
        return page(request, "members/settings.html", context, status=422)
    try:
        house.keep(
            place=me.collaborative,
            by=request.user,
            part=part,
            values=sent.typed(),
            was=sent.cleaned_data["was"],
        )
    except Changed as changed:
        forms[part] = FORMS[part].again(sent.typed(), changed.current)
        context |= {"form": None, "both": part, "pairs": _pairs(sent, changed.current)}
        return page(request, "members/settings.html", context, status=409)
    messages.success(request, f"Kept: {sent.title}.")
    telling.about_words(request, sent.words())
    here = reverse("here:settings", kwargs={"collaborative": collaborative})
    return redirect(f"{here}#{part}")


def _pairs(sent: Part, now: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    """What stands there and what was typed, where the two differ."""
    typed = sent.typed()
    return [
        (str(sent[name].label), _said(now[name]), _said(typed[name]))
        for name in typed
        if typed[name] != now[name]
    ]


def _said(value: Any) -> str:
    return "\n".join(value) if isinstance(value, list) else str(value or "")
