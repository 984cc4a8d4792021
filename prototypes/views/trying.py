"""What we try: all of it, one of it, beginning, changing, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models.functions import Lower
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from collaborative.http import MemberRequest, page
from collaborative.keys import new_key
from collaborative.paging import turn
from collaborative.text import clean_line
from members.access import today_in
from members.here import enter
from members.models import Membership
from prototypes import access, trying
from prototypes.asking import ask_first
from prototypes.errors import BeforeTheIdea, ChangedMeanwhile
from prototypes.family import STATES
from prototypes.models import (
    GrewFrom,
    Learning,
    Output,
    Permission,
    Prototype,
    PrototypeQuerySet,
    PrototypeStep,
    TestCycle,
    Theme,
)
from prototypes.ready import READY, lying_ready
from prototypes.trying_forms import BeginForm, ChangeIdeaForm, IdeaForm, StandForm
from prototypes.views.finding import prototype_to_try, prototype_with_leave, prototypes_of

A_PAGE = 30
GOES = 10  # of one prototype, a page
MOST_LEARNINGS = 60  # of one prototype
MOST_TICKED = 40


@dataclass(frozen=True)
class Shelf:
    """One way of looking at the list: ``?show=name``."""

    name: str
    title: str
    words: str
    states: tuple[str, ...]


SHELVES = (
    Shelf("", "Going on", "What we are trying now. Anyone can join in.", Prototype.GOING_ON),
    Shelf(
        "mine",
        "With me in it",
        "What you try with others, whatever became of it. Only you see this list.",
        tuple(Prototype.State.values),
    ),
    Shelf(
        "parked",
        "Parked",
        "Waiting for something. Each of these can wake up.",
        (Prototype.State.PARKED,),
    ),
    Shelf(
        "tried",
        "What was tried",
        "What became everyday, and what we let go. Both taught us something.",
        (Prototype.State.EVERYDAY, Prototype.State.LET_GO),
    ),
)


@require_safe
def everything(request: MemberRequest, collaborative: str) -> HttpResponse:
    """What goes on, what waits, and what was tried; the newest change first."""
    me = enter(request, collaborative)
    asked = request.GET.get("show", "")
    shelf = next((shelf for shelf in SHELVES if shelf.name == asked), SHELVES[0])
    rows = prototypes_of(me).filter(state__in=shelf.states)
    if shelf.name == "mine":
        rows = rows.filter(team__member=me)
    after = clean_line(request.GET.get("after", ""))
    context = {
        "shelf": shelf,
        "shelves": SHELVES,
        "prototypes": turn(rows, "-state_since", "key", after=after, most=A_PAGE),
        "today": today_in(me.collaborative),
        "may_try": access.may_try(me),
    }
    return page(request, "prototypes/trying.html", context)


@require_safe
def stories(request: MemberRequest, collaborative: str) -> HttpResponse:
    """To take along on paper: short stories whose people have said yes."""
    me = enter(request, collaborative)
    after = clean_line(request.GET.get("after", ""))
    rows = prototypes_of(me).filter(story_goes_out=True)
    context = {"stories": turn(rows, "name", "key", after=after, most=A_PAGE)}
    return page(request, "prototypes/stories.html", context)


@require_safe
def beside_or_together(request: MemberRequest, collaborative: str) -> HttpResponse:
    """How partnership differs from collaboration, and eight sentences to ask oneself."""
    enter(request, collaborative)
    return page(request, "prototypes/beside_or_together.html")


@require_safe
def one(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """One of them, whole."""
    me = enter(request, collaborative)
    return show(request, me, prototype_with_leave(me, key))


def show(
    request: MemberRequest,
    me: Membership,
    prototype: Prototype,
    *,
    form: StandForm | None = None,
    nudge: Any = None,
    status: int = 200,
) -> HttpResponse:
    """Its page; ``form`` is how it stands, sent and not kept yet."""
    after = clean_line(request.GET.get("after", ""))
    learnings = Learning.objects.filter(prototype=prototype).with_evidence().order_by("-pk")
    team = getattr(prototype, "trying_it", [])
    steps = PrototypeStep.objects.filter(prototype=prototype).order_by("on", "pk")
    cycles = turn(TestCycle.objects.filter(prototype=prototype), "-n", after=after, most=GOES)
    context = {
        "prototype": prototype,
        "team": sorted((row["name"] for row in team), key=str.casefold),
        "mine": any(row["key"] == me.key for row in team),
        "named_me": any(row["key"] == me.key for row in getattr(prototype, "named", [])),
        "steps": [
            {"on": on, "says": STATES[state], "why": why}
            for on, state, why in steps.values_list("on", "state", "why")
        ],
        "goes_at": prototype.url("new_cycle").removesuffix("new/"),
        "asked_for": [
            row | {"says": Permission.State(row["state"]).label}
            for row in getattr(prototype, "asked_for", [])
        ],
        "cycles": cycles,
        "learnings": learnings[:MOST_LEARNINGS],
        "today": today_in(me.collaborative),
        "form": form or StandForm(initial={"state": prototype.state}),
        "nudge": nudge,
        "may_try": access.may_try(me),
    }
    return page(request, "prototypes/prototype.html", context, status=status)


@require_POST
def team(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """Join, step out, or wish to be named with it."""
    me = enter(request, collaborative)
    prototype = prototype_to_try(me, key)
    if request.POST.get("do") == "join":
        trying.join(prototype=prototype, by=me)
        messages.success(request, "Good to have you with it.")
    elif request.POST.get("do") == "step_out":
        trying.step_out(prototype=prototype, by=me)
        messages.success(request, "You are out of it. You can come back any time.")
    elif request.POST.get("do") in ("name", "unname"):
        trying.name_me(prototype=prototype, by=me, named=request.POST["do"] == "name")
    return redirect(prototype)


@require_http_methods(["GET", "POST"])
def stand(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """Say how it stands; a GET leads to the page where that is done."""
    me = enter(request, collaborative)
    prototype = prototype_with_leave(me, key)
    if not access.may_try(me):
        raise Http404
    if request.method != "POST":
        return redirect(f"{prototype.get_absolute_url()}#stands")
    asked = ask_first(request, StandForm(request.POST))
    form = asked.form
    if asked.done:
        said = form.cleaned_data | {"on": form.cleaned_data["on"] or today_in(me.collaborative)}
        try:
            trying.stand(prototype=prototype, by=me, **said)
        except BeforeTheIdea:
            form.add_error("on", "That is before the idea was there. Did the year slip?")
        else:
            messages.success(request, "Noted, with the day and the reason.")
            return redirect(prototype)
    status = 422 if form.errors else 200
    return show(request, me, prototype, form=form, nudge=asked.nudge, status=status)


@require_http_methods(["GET", "POST"])
def begin(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Begin from a blank page, or from a note, a theme or something we try already."""
    me = enter(request, collaborative)
    if not access.may_try(me):
        raise Http404
    posted = request.POST if request.method == "POST" else None
    came = came_from(me, posted if posted is not None else request.GET)
    if posted is None:
        ready = lying_ready(request.GET.get("ready", ""))
        first = ready.words if ready else {"name": came.first_words}
        form = BeginForm(initial=first | {"key": new_key()})
        return starting(request, me, form, came)
    asked = ask_first(request, BeginForm(posted))
    form = asked.form
    if posted.get("do") == "look" or not asked.done:
        return starting(request, me, form, came, nudge=asked.nudge, looked=True)
    typed = dict(form.cleaned_data)
    lines, unsure, key = typed.pop("heard"), typed.pop("unsure"), typed.pop("key")
    lines = lines.splitlines()
    begun = trying.begin(by=me, key=key, came=came.whole(me, lines, unsure=unsure), **typed)
    messages.success(request, "It has begun. A rough idea is enough.")
    return redirect(begun)


@dataclass(frozen=True)
class Came:
    """What a form says it came from, by rows that are here."""

    theme: Theme | None
    output: Output | None
    parents: list[Prototype]
    how: str

    @property
    def first_words(self) -> str:
        """What the name may begin with."""
        if self.output:
            return self.output.words[:160] if "\n" not in self.output.words else ""
        return self.theme.name if self.theme else ""

    def whole(self, me: Membership, lines: list[str], *, unsure: bool) -> trying.From:
        return trying.From(
            prototypes=[*self.parents, *named(me, lines)],
            themes=[self.theme] if self.theme else [],
            outputs=[self.output] if self.output else [],
            words=unnamed(me, lines),
            how=self.how,
            unsure=unsure,
        )


def came_from(me: Membership, data: Any) -> Came:
    """The rows that a form or a link names; what is not here is passed over."""
    here = {"collaborative": me.collaborative_id}
    themes = Theme.objects.visible_to(me.person).filter(**here, key=data.get("theme", "")[:20])
    notes = Output.objects.visible_to(me.person).filter(**here, key=data.get("output", "")[:20])
    ticked = [key for key in data.getlist("parent") if key][:MOST_TICKED]
    how = data.get("how", "")
    return Came(
        theme=themes.first() if data.get("theme") else None,
        output=notes.first() if data.get("output") else None,
        parents=list(prototypes_of(me).filter(key__in=ticked)) if ticked else [],
        how=how if how in GrewFrom.How.values else GrewFrom.How.GREW,
    )


def named(me: Membership, lines: list[str]) -> list[Prototype]:
    """Of these lines, those that are the name of something we try; the newest of that name."""
    folded = {line.casefold() for line in lines}
    if not folded:
        return []
    found = {row.name.casefold(): row for row in by_name(me, folded).order_by("pk")}
    return [found[name] for name in sorted(found)]


def unnamed(me: Membership, lines: list[str]) -> list[str]:
    """The other lines: words of something that stands nowhere here."""
    known = {row.name.casefold() for row in named(me, lines)}
    return [line for line in lines if line.casefold() not in known]


def by_name(me: Membership, names: set[str]) -> PrototypeQuerySet:
    return prototypes_of(me).annotate(small=Lower("name")).filter(small__in=names)


def starting(
    request: MemberRequest,
    me: Membership,
    form: BeginForm,
    came: Came,
    *,
    nudge: Any = None,
    looked: bool = False,
) -> HttpResponse:
    """The form, with what was tried before that sounds like it."""
    words = str(form["name"].value() or "")
    context = {
        "form": form,
        "came": came,
        "nudge": nudge,
        "looked": looked,
        "alike": similar(me, words, came.parents),
        "ticked": {row.key for row in came.parents},
        "ready": () if form.is_bound or words else READY,
    }
    return page(
        request,
        "prototypes/begin.html",
        context,
        status=422 if form.is_bound and form.errors else 200,
    )


def similar(me: Membership, words: str, parents: list[Prototype]) -> list[Prototype]:
    """What is ticked already, then what sounds like it."""
    words = clean_line(words)[:200]
    if len(words) < 4:
        return parents
    but = [row.pk for row in parents]
    return [*parents, *trying.alike(prototypes_of(me), words, but=but)]


@require_safe
def alike(request: MemberRequest, collaborative: str) -> HttpResponse:
    """What was tried before that sounds like ``?name=``; a part of the form while one types."""
    me = enter(request, collaborative)
    came = came_from(me, request.GET)
    words = request.GET.get("name", "")
    context = {
        "words": clean_line(words)[:200],
        "alike": similar(me, words, came.parents),
        "ticked": {row.key for row in came.parents},
        "looked": True,
    }
    return page(request, "prototypes/alike.html", context, part="prototypes/_alike.html")


@require_http_methods(["GET", "POST"])
def change(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """Other words, by anyone who takes part; two at once lose nothing."""
    me = enter(request, collaborative)
    prototype = prototype_to_try(me, key)
    first = {name: getattr(prototype, name) for name in IdeaForm.base_fields}
    posted = request.POST.copy() if request.method == "POST" else None
    if posted is None:
        form = ChangeIdeaForm(initial=first | {"seen": prototype.edition})
        return page(request, "prototypes/change.html", {"prototype": prototype, "form": form})
    asked = ask_first(request, ChangeIdeaForm(posted))
    form = asked.form
    context: dict[str, Any] = {"prototype": prototype, "form": form, "nudge": asked.nudge}
    if not asked.done:
        return page(request, "prototypes/change.html", context, status=asked.status)
    try:
        trying.change(prototype=prototype, by=me, **form.cleaned_data)
    except ChangedMeanwhile:
        # Keeping it once more means: yes, put mine over theirs, which I have now seen.
        prototype.refresh_from_db()
        posted["seen"] = prototype.edition
        again = ChangeIdeaForm(posted)
        context |= {"form": again, "pairs": differing(prototype, form)}
        return page(request, "prototypes/change.html", context, status=409)
    messages.success(request, "Kept.")
    return redirect(prototype)


def differing(row: Any, form: Any) -> list[tuple[str, str, str]]:
    """Label, what stands there now, and what was typed: where the two are not the same."""
    return [
        (str(form.fields[name].label), str(theirs or ""), str(mine or ""))
        for name, mine in form.cleaned_data.items()
        if name != "seen" and (theirs := getattr(row, name)) != mine
    ]
