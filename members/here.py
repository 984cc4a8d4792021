"""Coming in under an address: who is the viewer in the collaborative that the URL names?"""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from collaborative.http import MemberRequest
from members.models import Membership


def enter(request: MemberRequest, slug: str) -> Membership:
    """The viewer's membership there, with its collaborative; the first line of every view.

    Raises:
        Http404: no such collaborative, or not theirs: a stranger cannot tell which.
    """
    me = get_object_or_404(
        Membership.objects.current().select_related("collaborative", "person__preferences"),
        person=request.user,
        collaborative__slug=slug,
    )
    request.here = me
    return me
