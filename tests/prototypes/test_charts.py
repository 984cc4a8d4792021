"""Flip charts: pictures that carry nothing along, wait to be typed up, and then go."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from collaborative.models import StoredFile
from members.models import Membership
from prototypes.models import FlipChart, Output, PrototypingSession
from tests.conftest import as_
from tests.figures import Figure
from tests.hostile_photos import HOSTILE, RAN, WHERE
from tests.prototypes.helpers import Helper, address

pytestmark = pytest.mark.django_db

PLACE = "51.5007"


def picture(size: tuple[int, int] = (3000, 2000), kind: str = "JPEG", **more: Any) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "white").save(out, kind, **more)
    return out.getvalue()


def with_a_place() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = f"taken at {PLACE} by the front desk"
    exif[0x8825] = {1: "N", 2: (51.0, 30.0, 2.5)}
    return picture(exif=exif)


def send(helper: Helper, content: bytes, name: str = "consultant_rota.jpg") -> Any:
    photo = SimpleUploadedFile(name, content, content_type="image/jpeg")
    return helper.client.post(helper.address("charts"), {"photo": photo})


def test_a_picture_is_drawn_anew_seen_by_helpers_typed_up_and_gone(
    helper: Helper, session: PrototypingSession, member: Membership
) -> None:
    assert send(helper, with_a_place()).status_code == 302
    chart = FlipChart.objects.get()
    shown = helper.client.get(helper.address("chart_photo", chart=chart.key))
    again = Image.open(BytesIO(shown.content))
    stranger = as_(Client(), member).get(address("chart_photo", member, session, chart=chart.key))

    assert (again.format, max(again.size), dict(again.getexif())) == ("JPEG", 1600, {})
    assert PLACE.encode() not in shown.content
    assert "rota" not in str(StoredFile.objects.values())
    assert stranger.status_code == 404

    helper.client = as_(Client(), helper.me)
    closed = helper.client.post(helper.address("session"), {"state": "closed"})
    assert (closed.status_code, "not typed up yet" in closed.text) == (422, True)

    typed = {"chart": chart.key, f"{chart.key}-words": "Bread\n+A bell\n- Seven desks"}
    for _ in range(2):
        helper.client.post(helper.address("charts"), typed)
    assert [note.words for note in Output.objects.in_order()] == ["Bread", "A bell", "Seven desks"]
    assert not StoredFile.objects.exists()
    closed = helper.client.post(helper.address("session"), {"state": "closed"})
    assert closed.status_code == 302
    assert send(helper, picture()).status_code == 422


def test_forty_hostile_uploads_execute_nothing_keep_no_place_and_break_nothing(
    helper: Helper, figure: Figure
) -> None:
    """What is sent as a photo and is none, or is one too many (``tests/hostile_photos.py``)."""
    answers = {what: send(helper, make(), name) for what, (name, make) in HOSTILE.items()}
    shown = [
        helper.client.get(helper.address("chart_photo", chart=chart.key))
        for chart in FlipChart.objects.all()
    ]

    broken = [what for what, answer in answers.items() if answer.status_code not in (302, 422)]
    ran = [word for word in (RAN, b"<script", b"<?php") for each in shown if word in each.content]
    where = [word for word in (WHERE, b"GPS", b"Exif") for each in shown if word in each.content]
    figure(
        "hostile flip charts: sent, drawn anew, executed, location kept, 5xx",
        f"{len(HOSTILE)}, {len(shown)}, {len(ran)}, {len(where)}, {len(broken)}",
    )
    assert len(HOSTILE) >= 40
    assert (broken, ran, where) == ([], [], [])
    assert {each["Content-Type"] for each in shown} == {"image/jpeg"}
    assert len(shown) == sum(answer.status_code == 302 for answer in answers.values())


def test_the_form_on_paper_has_the_kinds_of_the_screen(helper: Helper) -> None:
    page = helper.client.get(helper.address("paper")).text
    for words in ("Might work", "Steer clear", "Worry", "Their words", "Where we did not agree"):
        assert words in page
