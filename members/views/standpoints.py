"""The standpoints that people here may hold, in our own words: to read, and to add one."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from collaborative import audit
from collaborative.http import MemberRequest, page
from members.looking_after_forms import StandpointForm
from members.models import Perspective
from members.views.roles import coordinator


@require_http_methods(["GET", "POST"])
def standpoints(request: MemberRequest, collaborative: str) -> HttpResponse:
    """None is changed or taken out: people said yes to these words, and nobody may see who."""
    me = coordinator(request, collaborative)
    listed = list(Perspective.objects.filter(collaborative=me.collaborative_id))
    form = StandpointForm(request.POST if request.method == "POST" else None, listed=listed)
    if form.is_valid():
        with transaction.atomic():
            new, made = Perspective.objects.get_or_create(
                collaborative=me.collaborative,
                label=form.cleaned_data["label"],
                defaults={
                    "band": form.cleaned_data["band"],
                    "order": max((each.order for each in listed), default=0) + 1,
                },
            )
            if made:
                audit.record(actor=me.person, verb="house.standpoint", target=new)
        messages.success(request, "It stands on the list, for whoever likes to tick it.")
        return redirect("here:standpoints", collaborative=collaborative)
    context = {"listed": listed, "form": form}
    status = 422 if form.is_bound else 200
    return page(request, "members/standpoints.html", context, status=status)
