"""My work and where I stand: behind the wall, for the person alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from members import lanyards, reaching
from members.forms import NeedForm, RouteForm, WorkForm
from members.here import anywhere
from members.lanyards import Private
from members.models import Perspective, Session, User
from members.sessions import by_handed_code

A_NUMBER = re.compile(r"[0-9]{1,18}")  # what a primary key can be


@dataclass
class Forms:
    """The three forms of the page; one of them may have been sent."""

    work: WorkForm
    need: NeedForm
    route: RouteForm


@require_http_methods(["GET", "POST"])
def private(request: MemberRequest) -> HttpResponse:
    """Read and change one's own private part. That it was opened is noted; its words are not.

    Always a whole page: nothing of it goes through htmx or stays in its history.
    """
    mine = anywhere(request)
    if by_handed_code(request):
        return page(request, "members/private_handed.html")
    if request.user.private_shut_at is not None:
        return _shut(request)
    held = lanyards.read(request.user)
    do = request.POST.get("do", "") if request.method == "POST" else ""
    perspectives = Perspective.objects.filter(
        collaborative__in=[card.collaborative_id for card in mine]
    ).select_related("collaborative")
    forms = Forms(
        work=WorkForm.of(held, list(perspectives), request.POST if do == "work" else None),
        need=NeedForm(request.POST if do == "need" else None),
        route=RouteForm(request.POST if do == "route" else None),
    )
    said = _do(request, do, held, forms)
    if said:
        messages.success(request, said)
        return redirect("members:private")
    wrong = {"work": forms.work, "need": forms.need, "route": forms.route}.get(do)
    context = {"held": held, "forms": forms, "form": wrong}
    return page(request, "members/private.html", context, status=422 if wrong else 200)


def _shut(request: MemberRequest) -> HttpResponse:
    """Somebody wrote in how to reach them: nothing opens before they have looked at that."""
    person = request.user
    session = Session.objects.filter(session_key=request.session.session_key).first()
    may = reaching.may_confirm(person, came_in_on=session.since if session else None)
    do = request.POST.get("do", "") if request.method == "POST" else ""
    if do == "right" and may:
        reaching.confirm(person)
    elif do == "empty":
        reaching.begin_again(person)
    else:
        context = {"may_confirm": may, "by_address": person.address_written_in}
        return page(request, "members/private_shut.html", context)
    messages.success(request, "Thank you. This page is yours alone again.")
    return redirect("members:private")


def _do(request: MemberRequest, do: str, held: Private, forms: Forms) -> str:
    """Do what was asked; what to say then, or '' when there was nothing that could be done."""
    person = request.user
    if do == "work" and forms.work.is_valid():
        _keep_work(person, held, forms.work)
        return "Kept, and locked away."
    if do == "need" and forms.need.is_valid():
        lanyards.need(person, **forms.need.cleaned_data)
        return "Kept. It stays here until you take it out."
    if do == "route" and forms.route.is_valid():
        lanyards.route(person, **forms.route.cleaned_data)
        return "Kept, and locked away."
    if do == "drop-need" and A_NUMBER.fullmatch(request.POST.get("need", "")):
        lanyards.drop_need(person, int(request.POST["need"]))
        return "Taken out."
    if do == "drop-route" and request.POST.get("kind") in lanyards.RouteKind.values:
        lanyards.route(person, request.POST["kind"], "")
        return "Taken out."
    if do == "clear":
        lanyards.clear(person)
        return "All of it is taken out. Nothing is kept here now."
    return ""


@transaction.atomic
def _keep_work(person: User, held: Private, form: WorkForm) -> None:
    lanyards.write(
        person,
        job_title=form.cleaned_data["job_title"],
        employer=form.cleaned_data["employer"],
        work_email=held.work_email,
    )
    lanyards.stand(person, form.chosen(), agreed=form.cleaned_data["agree"])
