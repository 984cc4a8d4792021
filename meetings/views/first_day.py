"""The first day: five short screens for whoever begins a collaborative. Each can wait."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from collaborative import post_office
from collaborative.http import MemberRequest, page
from collaborative.models import Letter
from collaborative.trouble import WORDS
from meetings import first_day, series
from meetings.first_day_forms import RuleForm
from meetings.models import MeetingSeries
from meetings.rules import next_days
from members import letters, opening
from members.access import looks_after, today_in
from members.first_day_forms import PlaceForm
from members.here import enter
from members.models import Membership
from members.sessions import by_handed_code

STEPS = list(first_day.TITLES)
PLACE = ("name", "place", "nation", "answers_in_law")


def coordinator(request: MemberRequest, collaborative: str) -> Membership:
    """Raises Http404 for everybody who does not look after the place."""
    me = enter(request, collaborative)
    if not looks_after(me):
        raise Http404
    return me


def address_of(me: Membership, step: str) -> str:
    """With the place on the page where it begins: on a phone the list stands before it."""
    here = {"collaborative": me.collaborative.slug}
    return f"{reverse(f'first_day:{step}', kwargs=here)}#here"


def after(me: Membership, step: str) -> str:
    """The next screen; home after the last one."""
    following = STEPS[STEPS.index(step) + 1 :]
    return address_of(me, following[0]) if following else me.collaborative.get_absolute_url()


def screen(
    request: MemberRequest, me: Membership, step: str, context: dict[str, Any], **how: Any
) -> HttpResponse:
    """One of the five, with the list of all of them around it."""
    around = {"steps": first_day.steps(me), "step": step, "skip": after(me, step)}
    return page(request, f"first_day/{step}.html", {**around, **context}, **how)


@require_safe
def start(request: MemberRequest, collaborative: str) -> HttpResponse:
    """On to the first screen that is not done; to the last one when all are."""
    me = coordinator(request, collaborative)
    waiting = [step.name for step in first_day.steps(me) if not (step.done or step.tried)]
    return redirect(address_of(me, (waiting or STEPS[-1:])[0]))


@require_http_methods(["GET", "POST"])
def name(request: MemberRequest, collaborative: str) -> HttpResponse:
    """The first screen again, to put something right. The address stays as it is."""
    me = coordinator(request, collaborative)
    place = me.collaborative
    now = {field: getattr(place, field) for field in PLACE}
    form = PlaceForm(request.POST if request.method == "POST" else None, initial=now)
    if form.is_valid():
        opening.change_place(collaborative=place, by=me.person, **form.cleaned_data)
        return redirect(after(me, "name"))
    return screen(request, me, "name", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def dates(request: MemberRequest, collaborative: str) -> HttpResponse:
    """When do you meet? ``do=dates`` shows the next six, and keeps nothing."""
    me = coordinator(request, collaborative)
    home = me.collaborative
    form = RuleForm(request.POST if request.method == "POST" else None, collaborative=home)
    standing = MeetingSeries.objects.filter(collaborative=home, ended=False).order_by("pk")
    context: dict[str, Any] = {"form": form, "rules": standing}
    if not form.is_valid():
        return screen(request, me, "dates", context, status=422 if form.is_bound else 200)
    rule, first_on = form.rule(), form.cleaned_data["first_on"]
    if request.POST.get("do") == "dates":
        begins = rule.first_on(first_on)
        context["rule"] = rule
        context["coming"] = next_days(rule.rrule, begins, after=today_in(home), count=6)
        return screen(request, me, "dates", context)
    asked = {field: form.cleaned_data[field] for field in ("name", "place", "arrive")}
    series.meet_regularly(by=me, rule=rule, first_on=first_on, **asked)
    messages.success(request, f"We meet {rule.words}. A year of dates is in the calendar.")
    return redirect(after(me, "dates"))


@require_http_methods(["GET", "POST"])
def letter(request: MemberRequest, collaborative: str) -> HttpResponse:
    """A test letter to oneself, and what became of it."""
    me = coordinator(request, collaborative)
    if request.method == "POST":
        letters.post_test(me)
        return redirect(address_of(me, "letter"))
    sent = letters.last_test(me.person)
    context = {
        "letter": sent,
        "says": what_became_of(sent),
        "is_mailbox": post_office.only_a_folder(),
    }
    return screen(request, me, "letter", context, part="first_day/_letter.html")


def what_became_of(sent: Letter | None) -> str:
    """The reason in plain words, where there is one."""
    return WORDS.get(sent.trouble, "") if sent else ""


@require_POST
def codes(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Ten codes to print: shown once, in the answer to this, and kept nowhere in plain."""
    me = coordinator(request, collaborative)
    if by_handed_code(request):
        return page(request, "members/private_handed.html")
    made = opening.new_paper_codes(by=me.person)
    codes = [opening.spaced(code) for code in made]
    return page(request, "first_day/codes.html", {"codes": codes, "skip": after(me, "letter")})
