"""Without a line: a service worker for the pages where words are written, and one page it keeps."""

from __future__ import annotations

import json
from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from collaborative.http import page
from collaborative.keys import digest
from prototypes import kinds
from prototypes.forms import CaptureForm

FILES = (
    "css/living-well.css",
    "fonts/atkinson-next-latin.woff2",
    "icon.svg",
    "js/living-well.js",
    "prototypes/writing.js",
)


@login_not_required
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """``/sw.js``: at the root, so that it may stand before both kinds of pages."""
    files = [static(name) for name in FILES]
    shell = reverse("tables:shell")
    body = render_to_string("prototypes/shell.html", _shell(CaptureForm(tables=())))
    # The number of the form is another each time; the mark of the worker must not be.
    edition = digest(json.dumps([files, shell, len(body)]))[:12]
    context = {"files": json.dumps(files), "shell": json.dumps(shell), "edition": edition}
    words = render_to_string("prototypes/sw.js", context)
    return HttpResponse(words, content_type="text/javascript; charset=utf-8")


@login_not_required
@require_safe
def shell(request: HttpRequest) -> HttpResponse:
    """The page that a device shows at a table when the line is dead. It holds no name at all."""
    return page(request, "prototypes/shell.html", _shell(CaptureForm(tables=())))


@login_not_required
@require_safe
def at_the_door(request: HttpRequest) -> HttpResponse:
    """Leave it at the door: a page for one's own burden, which never leaves the device."""
    return page(request, "prototypes/at_the_door.html")


def _shell(form: CaptureForm) -> dict[str, object]:
    form.initial = {"consent": "not_asked", "sent_as": uuid4()}
    return {"form": form, "quick": kinds.QUICK, "more": kinds.MORE}
