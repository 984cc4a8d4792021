"""Everything that is held about a person, as a page that any browser opens and as JSON."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string

from collaborative.takeout import Holding, everything_about
from members.copies import fillings
from members.models import Copy


def as_json(found: list[tuple[Holding, list[dict[str, Any]]]]) -> dict[str, Any]:
    """What, why, how long, who sees it, and each row; with nothing in it where nothing is held."""
    held = [
        {
            "what": holding.words,
            "why": holding.why,
            "kept": holding.kept,
            "seen by": holding.seen_by,
            "rows": rows,
        }
        for holding, rows in found
    ]
    return {"everything held about you": held}


def fill(copy: Copy) -> bytes:
    """The same twice: to read, and for other software."""
    found = everything_about(copy.owner)
    page = render_to_string("members/everything_copy.html", {"found": found})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("about-me.html", page)
        packed.writestr(
            "about-me.json",
            json.dumps(as_json(found), ensure_ascii=False, indent=2, cls=DjangoJSONEncoder),
        )
    return out.getvalue()


fillings.announce("person", fill)
