"""Everything that is held about a person, for that person: to read, or to take away."""

from __future__ import annotations

from django.contrib import messages
from django.core import signing
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from collaborative import files
from collaborative.http import MemberRequest, page
from collaborative.takeout import everything_about
from members import copies
from members.access import looks_after
from members.copy_of_mine import as_json
from members.here import anywhere, enter
from members.models import Copy
from members.sessions import by_handed_code


@require_http_methods(["GET", "POST"])
def everything(request: MemberRequest) -> HttpResponse:
    """In plain words; tables that hold nothing about the person say so. POST asks for a copy."""
    anywhere(request)
    if by_handed_code(request):
        return page(request, "members/private_handed.html")
    if request.method == "POST":
        return redirect(copies.ask(by=request.user))
    found = everything_about(request.user)
    context = {
        "kept": [(holding, rows) for holding, rows in found if rows],
        "nothing": [holding for holding, rows in found if not rows],
    }
    return page(request, "members/everything.html", context)


@require_safe
def everything_file(request: MemberRequest) -> HttpResponse:
    """The same at once, as a file that other software can read."""
    if by_handed_code(request):
        return page(request, "members/private_handed.html")
    response = JsonResponse(
        as_json(everything_about(request.user)),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    response["Content-Disposition"] = 'attachment; filename="about-me.json"'
    return response


@require_http_methods(["GET", "POST"])
def copy(request: MemberRequest, key: str) -> HttpResponse:
    """A copy that was asked for: how far it is, and where to take it."""
    anywhere(request)
    if by_handed_code(request):
        return page(request, "members/private_handed.html")
    mine = _mine(request, key)
    if request.method == "POST":
        copies.again(mine)
        return redirect(mine)
    if copies.is_late(mine) and copies.make(mine.pk):
        mine.refresh_from_db()
    context = {"copy": mine, "token": copies.token(mine) if _is_here(mine) else ""}
    return page(request, "members/copy.html", context, part="members/_copy.html")


@require_safe
def copy_file(request: MemberRequest, key: str, token: str) -> HttpResponse | FileResponse:
    """The file, under an address that is over after an hour."""
    if by_handed_code(request):
        return page(request, "members/private_handed.html")
    mine = _mine(request, key)
    try:
        copies.signer(key).unsign(token, max_age=copies.GOOD_FOR)
    except signing.SignatureExpired:
        messages.info(request, "That link was too old. Here is a new one.")
        return redirect(mine)
    except signing.BadSignature:
        raise Http404 from None
    if mine.file is None or not _is_here(mine):
        messages.info(request, "That file is not here any more. You can ask for a new one.")
        return redirect(mine)
    of = mine.collaborative.slug if mine.collaborative else "about-me"
    response = files.respond(mine.file, filename=f"{of}-{mine.asked_at:%Y-%m-%d}.zip")
    response["Cache-Control"] = "private, no-store"
    return response


def _is_here(copy: Copy) -> bool:
    return copy.file is not None and default_storage.exists(str(copy.file.file.name))


def _mine(request: MemberRequest, key: str) -> Copy:
    """One's own; of a collaborative only as long as one looks after it."""
    asked = Copy.objects.filter(owner=request.user).select_related("collaborative", "file")
    mine = get_object_or_404(asked, key=key)
    if mine.collaborative and not looks_after(enter(request, mine.collaborative.slug)):
        raise Http404
    return mine
