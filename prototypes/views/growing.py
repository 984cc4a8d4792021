"""A theme seen otherwise, whether it was what people meant, and the questions that stay."""

from __future__ import annotations

from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from collaborative.forms import Plain
from collaborative.http import MemberRequest, page
from collaborative.paging import turn
from collaborative.text import LineField, clean_line
from meetings.access import takes_part
from members.access import helps
from members.guard import nudge
from members.here import enter
from prototypes import access, growing
from prototypes.models import Meant, Question
from prototypes.views.finding import theme_for

A_PAGE = 40


class ReframeForm(Plain, forms.Form):
    was = LineField(max_length=200, label="From")
    now = LineField(max_length=200, label="To")
    at_ourselves = forms.BooleanField(
        required=False, label="It looks at ourselves: how we work may be at fault"
    )


class MeantForm(Plain, forms.Form):
    sent_as = forms.UUIDField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        choices=Meant.Answer.choices, widget=forms.RadioSelect, label="Was this what you meant?"
    )
    words = LineField(max_length=300, required=False, label="What is missing, or otherwise?")

    def clean(self) -> None:
        cleaned = self.cleaned_data
        if cleaned.get("answer") == Meant.Answer.NOT_QUITE and not cleaned.get("words"):
            self.add_error("words", "A few words help: what is otherwise?")


class QuestionForm(Plain, forms.Form):
    text = LineField(max_length=300, label="A question that may stay for months")


@require_http_methods(["GET", "POST"])
def otherwise(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """Everybody reads; whoever takes part answers; those who may name it say it otherwise."""
    me = enter(request, collaborative)
    theme = theme_for(me, key)
    may_name, may_answer = access.may_name(me, theme), takes_part(me)
    reframe, meant, asks = ReframeForm(), MeantForm(initial={"sent_as": uuid4()}), None
    if request.method == "POST":
        if not may_answer:
            raise Http404
        form: forms.Form
        if "was" in request.POST:
            if not may_name:
                raise Http404
            form = reframe = ReframeForm(request.POST)
        else:
            form = meant = MeantForm(request.POST)
        if form.is_valid():
            asks = nudge(
                "\n".join(str(form.cleaned_data.get(n, "")) for n in ("was", "now", "words"))
            )
            if not asks or request.POST.get("told") == asks.told:
                deed = growing.reframe if form is reframe else growing.answer
                deed(theme=theme, by=me, **form.cleaned_data)
                messages.success(request, "Kept. Nobody’s name is on it.")
                return redirect("prototypes:otherwise", collaborative=collaborative, key=key)
    context = {
        "theme": theme,
        "reframes": theme.reframes.all(),
        "meant": theme.meant.exclude(words=""),
        "yes": theme.meant.filter(answer=Meant.Answer.YES).count(),
        "reframe_form": reframe if may_name and may_answer else None,
        "meant_form": meant if may_answer else None,
        "nudge": asks,
    }
    status = 422 if reframe.errors or meant.errors else 200
    return page(request, "prototypes/otherwise.html", context, status=status)


@require_http_methods(["GET", "POST"])
def questions(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Questions that are never closed, only resting. Those who help ask one, or let one rest."""
    me = enter(request, collaborative)
    may_ask = helps(me)
    form, asks = QuestionForm(), None
    here = Question.objects.filter(collaborative=me.collaborative)
    if request.method == "POST":
        if not may_ask:
            raise Http404
        if "question" in request.POST:
            row = get_object_or_404(here, key=request.POST["question"])
            growing.rest(question=row, by=me, resting=request.POST.get("do") == "rest")
            return redirect("prototypes:questions", collaborative=collaborative)
        form = QuestionForm(request.POST)
        if form.is_valid():
            asks = nudge(form.cleaned_data["text"])
            if not asks or request.POST.get("told") == asks.told:
                growing.ask(by=me, text=form.cleaned_data["text"])
                return redirect("prototypes:questions", collaborative=collaborative)
    after = clean_line(request.GET.get("after", ""))
    rows = here.select_related("asked_at", "card").prefetch_related("sessions")
    context = {
        "questions": turn(rows, "state", "-asked_on", "key", after=after, most=A_PAGE),
        "form": form if may_ask else None,
        "nudge": asks,
    }
    status = 422 if form.errors else 200
    return page(request, "prototypes/questions.html", context, status=status)
