"""Finding words again, over everything the viewer may see."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from collaborative import search
from collaborative.http import MemberRequest, page
from collaborative.text import clean_line
from members.here import enter

LONGEST = 200  # letters in a question


@require_safe
def find(request: MemberRequest, collaborative: str) -> HttpResponse:
    """Results by what they are: people, meetings, words that were said."""
    me = enter(request, collaborative)
    words = clean_line(request.GET.get("q", ""))[:LONGEST]
    return page(request, "members/find.html", {"words": words, "found": search.find(me, words)})
