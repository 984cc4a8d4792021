"""Rules that stand in the way: noted, and found out about later."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from collaborative.http import MemberRequest, page
from collaborative.keys import new_key
from members.here import enter
from prototypes import access, asking_leave
from prototypes.asking import ask_first
from prototypes.errors import ChangedMeanwhile
from prototypes.leave_forms import ChangeRuleForm, NewRuleForm
from prototypes.models import RedTape
from prototypes.views.trying import differing


@require_http_methods(["GET", "POST"])
def note(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Note a rule that stands in the way."""
    me = enter(request, collaborative)
    if not access.may_try(me):
        raise Http404
    if request.method != "POST":
        form = NewRuleForm(initial={"key": new_key()})
        return page(request, "prototypes/rule.html", {"form": form})
    asked = ask_first(request, NewRuleForm(request.POST))
    if asked.done:
        made = asking_leave.note_rule(by=me, **asked.form.cleaned_data)
        messages.success(request, "Kept. Perhaps somebody knows where it is written.")
        return to_the_log(collaborative, made)
    context = {"form": asked.form, "nudge": asked.nudge}
    return page(request, "prototypes/rule.html", context, status=asked.status)


@require_http_methods(["GET", "POST"])
def rule(request: MemberRequest, collaborative: str, key: str) -> HttpResponse:
    """Say what was found out about one; two at once lose nothing."""
    me = enter(request, collaborative)
    here = RedTape.objects.filter(collaborative=me.collaborative_id)
    row = get_object_or_404(here, key=key)
    if not access.may_try(me):
        raise Http404
    context: dict[str, Any] = {"rule": row}
    if request.method != "POST":
        first = {name: getattr(row, name) for name in ChangeRuleForm.base_fields if name != "seen"}
        form = ChangeRuleForm(initial=first | {"seen": row.edition})
        return page(request, "prototypes/rule.html", context | {"form": form})
    asked = ask_first(request, ChangeRuleForm(request.POST))
    context |= {"form": asked.form, "nudge": asked.nudge}
    if not asked.done:
        return page(request, "prototypes/rule.html", context, status=asked.status)
    try:
        asking_leave.change_rule(row=row, by=me, **asked.form.cleaned_data)
    except ChangedMeanwhile:
        # Keeping it once more means: yes, put mine over theirs, which I have now seen.
        row.refresh_from_db()
        again = request.POST.copy()
        again["seen"] = row.edition
        pairs = differing(row, asked.form)
        context |= {"form": ChangeRuleForm(again), "pairs": pairs}
        return page(request, "prototypes/rule.html", context, status=409)
    messages.success(request, "Kept. One rule less to wonder about.")
    return to_the_log(collaborative, row)


def to_the_log(collaborative: str, row: RedTape) -> HttpResponseRedirect:
    log = reverse("trying:permissions", kwargs={"collaborative": collaborative})
    return HttpResponseRedirect(f"{log}#rule-{row.key}")
