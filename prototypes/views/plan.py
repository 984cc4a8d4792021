"""Getting a session ready: how it is done, scenarios and what came of them, and the shelf."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.db.models import Prefetch, Q
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from collaborative.http import MemberRequest, page
from members.guard import nudge
from members.here import enter
from members.models import Membership
from prototypes import heard, methods, plan_actions
from prototypes.errors import NameIsTaken
from prototypes.models import PrototypingSession, Question, Scenario, Scene, Table
from prototypes.plan_forms import ParkForm, PlanForm, ScenarioForm, SceneForm, VisitingForm
from prototypes.views.finding import session_for, session_to_work_on
from prototypes.views.finding import visiting as visiting_here

WITH_SCENES = Prefetch("scenes", queryset=Scene.objects.select_related("table"))


@require_http_methods(["GET", "POST"])
def plan(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """For those who help; ``do`` in a POST says which of the forms it is."""
    me = enter(request, collaborative)
    at = Planning(request, me, session_to_work_on(me, key, visited=True))
    if request.method != "POST":
        return at.show()
    deed = {
        "scenario": at.scenario,
        "scene": at.scene,
        "park": at.park,
        "read": at.read_back,
        "visiting": at.visiting,
    }
    return deed.get(request.POST.get("do", ""), at.plan)()


@require_safe
def how(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """For everybody here: the way it is done, what was acted out, and what lies on the shelf."""
    me = enter(request, collaborative)
    session = session_for(me, key, visited=True)
    asked = request.GET.get("another", "")
    turned = int(asked) if asked.isdecimal() and len(asked) < 4 else 0
    context = {
        "session": session,
        "visiting": visiting_here(session),
        "says": methods.WHAT_PROTOTYPING_IS,
        "method": methods.BY_NAME.get(session.method),
        "scenarios": session.scenarios.prefetch_related(WITH_SCENES),
        "shelf": session.shelf.all(),
        "prompts": heard.prompts_for(session),
        "opening": methods.opening(session.pk * 7 + turned),
        "another": turned + 1,
    }
    return page(request, "prototypes/how.html", context)


@dataclass
class Planning:
    """Somebody who makes a session ready."""

    request: MemberRequest
    me: Membership
    session: PrototypingSession

    def __post_init__(self) -> None:
        self.tables = list(Table.objects.standing_in(self.session))
        scenarios = self.session.scenarios.prefetch_related(WITH_SCENES)
        self.scenarios = list(scenarios)
        self.shelf = list(self.session.shelf.all())

    def plan(self) -> HttpResponse:
        form = self.plan_form(self.request.POST)
        if form.is_valid():
            try:
                plan_actions.plan(session=self.session, by=self.me, **form.cleaned_data)
            except NameIsTaken:
                form.add_error("title", "This meeting has a session of that name. Choose another.")
            else:
                return self.done("Kept.")
        return self.show(status=422, form=form)

    def plan_form(self, posted: QueryDict | None = None) -> PlanForm:
        live = Question.objects.filter(
            Q(state=Question.State.LIVE) | Q(pk=self.session.question_id),
            collaborative=self.session.collaborative_id,
        )
        names = ("title", "purpose", "method", "lens", "how_we_worked", "room")
        first = {name: getattr(self.session, name) for name in names}
        question = next((row for row in live if row.pk == self.session.question_id), None)
        zone = ZoneInfo(self.session.meeting.time_zone)
        begins, ends = (
            at and at.astimezone(zone).time()
            for at in (self.session.starts_at, self.session.ends_at)
        )
        first |= {
            "question": question.key if question else "",
            "day": self.session.day.isoformat(),
            "begins": begins,
            "ends": ends,
        }
        return PlanForm(posted, initial=first, session=self.session, questions=live)

    def visiting(self) -> HttpResponse:
        form = VisitingForm(self.request.POST, prefix="visiting")
        if not form.is_valid():
            return self.show(status=422, visiting=form)
        said = form.cleaned_data
        plan_actions.welcome_visiting(
            session=self.session, by=self.me, kind=said["kind"], how_many=said["how_many"]
        )
        return self.done("They are welcome.")

    def scenario(self) -> HttpResponse:
        form = ScenarioForm(self.request.POST, prefix="scenario")
        if not form.is_valid():
            return self.show(status=422, scenario=form)
        plan_actions.add_scenario(session=self.session, by=self.me, **form.cleaned_data)
        return self.done("The scenario is there.")

    def scene(self) -> HttpResponse:
        key = self.request.POST.get("scenario", "")
        scenario = next((row for row in self.scenarios if row.key == key), None)
        if scenario is None:
            raise Http404
        form = SceneForm(self.request.POST, tables=self.tables, prefix=key)
        if not form.is_valid() or self.asks(form, "what_happened"):
            return self.show(status=422 if form.errors else 200, scene=(scenario, form))
        plan_actions.add_scene(scenario=scenario, by=self.me, **form.cleaned_data)
        return self.done("Written down.")

    def park(self) -> HttpResponse:
        form = ParkForm(self.request.POST, prefix="park")
        if not form.is_valid() or self.asks(form, "words"):
            return self.show(status=422 if form.errors else 200, park=form)
        plan_actions.park(session=self.session, by=self.me, words=form.cleaned_data["words"])
        return self.done("It lies on the shelf until we read it back.")

    def read_back(self) -> HttpResponse:
        key = self.request.POST.get("parked", "")
        parked = next((row for row in self.shelf if row.key == key), None)
        if parked is None:
            raise Http404
        plan_actions.read_back(parked=parked, by=self.me)
        return self.done("Read back.")

    def asks(self, form: forms.Form, name: str) -> bool:
        """Whether the guard has a question that this form has not shown yet."""
        self.nudge = nudge(form.cleaned_data[name])
        return bool(self.nudge and self.request.POST.get("told") != self.nudge.told)

    def done(self, words: str) -> HttpResponse:
        messages.success(self.request, words)
        slug, key = self.session.collaborative.slug, self.session.key
        return redirect("prototypes:plan", collaborative=slug, key=key)

    def show(
        self,
        *,
        status: int = 200,
        form: forms.Form | None = None,
        scenario: forms.Form | None = None,
        scene: tuple[Scenario, forms.Form] | None = None,
        park: forms.Form | None = None,
        visiting: forms.Form | None = None,
    ) -> HttpResponse:
        context: dict[str, Any] = {
            "session": self.session,
            "form": form or self.plan_form(),
            "visiting_form": visiting or VisitingForm(prefix="visiting"),
            "visiting": visiting_here(self.session),
            "scenario_form": scenario or ScenarioForm(prefix="scenario"),
            "scenarios": [(row, self.scene_form(row, scene)) for row in self.scenarios],
            "park_form": park or ParkForm(prefix="park"),
            "shelf": self.shelf,
            "nudge": getattr(self, "nudge", None),
            "asked_scene": scene[0] if scene else None,
            "asked_park": park is not None,
            "methods": methods.METHODS,
            "says": methods.WHAT_PROTOTYPING_IS,
        }
        return page(self.request, "prototypes/plan.html", context, status=status)

    def scene_form(self, row: Scenario, asked: tuple[Scenario, forms.Form] | None) -> forms.Form:
        if asked and asked[0] == row:
            return asked[1]
        return SceneForm(tables=self.tables, prefix=row.key, initial={"film": "not"})
