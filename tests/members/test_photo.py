"""A photo on one's own card: what comes in, what is left of it, who sees it, when it goes."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from collaborative import pictures, uploads
from collaborative.models import StoredFile
from members import actions, erasure
from members.models import Membership
from tests.conftest import as_
from tests.factories import MembershipFactory
from tests.figures import Figure
from tests.hostile_photos import GOOD, HOSTILE, RAN, WHERE, picture

pytestmark = pytest.mark.django_db

TYPED = {"chosen_name": "Abi", "brings_me_here": "The soup, and the talk"}


def card_page(member: Membership) -> str:
    return reverse("members:card", kwargs={"collaborative": member.collaborative.slug})


def photo_of(member: Membership) -> str:
    where = {"collaborative": member.collaborative.slug, "key": member.key}
    return reverse("here:photo", kwargs=where)


def send(client: Client, member: Membership, content: bytes, name: str = "me.jpg") -> Any:
    file = SimpleUploadedFile(name, content, content_type="image/jpeg")
    return as_(client, member).post(card_page(member), {**TYPED, "photo": file})


def on_disk() -> list[Path]:
    at = Path(default_storage.path("stored"))
    return [path for path in at.rglob("*") if path.is_file()] if at.exists() else []


def test_forty_hostile_photos(client: Client, member: Membership, figure: Figure) -> None:
    said: dict[str, tuple[int, str]] = {}
    ran, where, kept = [], [], 0
    for what, (name, make) in HOSTILE.items():
        answer = send(client, member, make(), name)
        said[what] = (answer.status_code, name)
        if answer.status_code == 422:
            assert "The soup, and the talk" in answer.text, what
            assert answer.text.count('id="id_photo_error"') == 1, what
            continue
        kept += 1
        shown = client.get(photo_of(member))
        assert shown["Content-Type"] == "image/jpeg"
        assert shown["X-Content-Type-Options"] == "nosniff"
        with Image.open(BytesIO(shown.content)) as left:
            assert (left.format, left.size) == ("JPEG", (pictures.SIDE, pictures.SIDE))
            assert not left.getexif(), what
            assert set(left.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}, what
        ran += [what for word in (RAN, b"<script", b"<?php", b"PK\3\4") if word in shown.content]
        where += [what for word in (WHERE, b"Zebra", b"GPS", b"Exif") if word in shown.content]
    broken = [what for what, (status, _) in said.items() if status not in (302, 422)]

    assert (broken, ran, where) == ([], [], [])
    assert len(HOSTILE) >= 40
    assert len(on_disk()) == StoredFile.objects.count() == 1
    figure("hostile photos", len(HOSTILE))
    figure("hostile photos, drawn anew / kindly refused", f"{kept} / {len(HOSTILE) - kept}")
    figure("hostile photos, executed / location kept / 5xx", "0 / 0 / 0")


PEAK = """
import os, resource, sys
from collaborative import pictures
for name in sys.argv[1:]:
    if os.fork() == 0:  # a process of its own, which has had no photo before
        with open(name, "rb") as file:
            content = file.read()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        try:
            pictures.redrawn(content, whole=os.environ["WHOLE"] == "yes")
        except pictures.NotAPicture:
            pass
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, flush=True)
        os._exit(0)
    os.wait()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted in kilobytes there")
@pytest.mark.parametrize("whole", ["no", "yes"])  # for a card, and of a flip chart
def test_no_photo_takes_much_memory(whole: str, tmp_path: Path, figure: Figure) -> None:
    see_through = lambda: picture("PNG", mode="RGBA", size=(2400, 2400))  # noqa: E731
    whole_png = lambda: picture("PNG", mode="RGB", size=(3900, 3900))  # noqa: E731
    made = {**HOSTILE, **GOOD}
    made |= {"see-through, 5.8 million": ("me.png", see_through)}
    made |= {"png, 15 million": ("me.png", whole_png)}
    for number, (_, make) in enumerate(made.values()):
        (tmp_path / str(number)).write_bytes(make())
    files = [str(tmp_path / str(number)) for number in range(len(made))]
    said = subprocess.run(
        [sys.executable, "-c", PEAK, *files],
        env=os.environ | {"WHOLE": whole},
        capture_output=True,
        text=True,
        check=True,
    )
    peaks = dict(zip(made, map(int, said.stdout.split()), strict=True))
    worst = max(peaks, key=peaks.__getitem__)

    assert peaks[worst] < 100_000
    figure(
        f"{'flip charts' if whole == 'yes' else 'photos'}, most memory for one",
        f"{peaks[worst] / 1024:.0f} MB ({worst})",
    )


@pytest.mark.parametrize("what", GOOD)
def test_good_photos_are_taken(what: str, client: Client, member: Membership) -> None:
    name, make = GOOD[what]
    assert send(client, member, make(), name).status_code == 302
    assert len(client.get(photo_of(member)).content) < 40_000
    (kept,) = on_disk()
    assert "Zebra" not in kept.name
    assert "." not in kept.name


def test_it_is_upright(client: Client, member: Membership) -> None:
    half = Image.new("RGB", (600, 600), (0, 0, 0))
    half.paste((255, 255, 255), (0, 0, 600, 300))  # white above
    exif, out = Image.Exif(), BytesIO()
    exif[0x0112] = 3  # held upside down
    half.save(out, "JPEG", exif=exif.tobytes())
    send(client, member, out.getvalue())
    with Image.open(BytesIO(client.get(photo_of(member)).content)) as left:
        pixel = left.getpixel((160, 300))
    assert isinstance(pixel, tuple)
    assert min(pixel) > 200


def test_only_fellow_members_see_it(client: Client, member: Membership) -> None:
    send(client, member, picture())
    seen = {}
    for whose, card in {
        "fellow": MembershipFactory(collaborative=member.collaborative),
        "resting": MembershipFactory(collaborative=member.collaborative, state="resting"),
        "elsewhere": MembershipFactory(),
        "invited": MembershipFactory(collaborative=member.collaborative, state="introduced"),
    }.items():
        seen[whose] = as_(Client(), card).get(photo_of(member)).status_code
    seen["stranger"] = Client().get(photo_of(member)).status_code
    people = as_(Client(), MembershipFactory(collaborative=member.collaborative)).get(
        reverse("here:people", kwargs={"collaborative": member.collaborative.slug})
    )

    assert seen == {
        "fellow": 200,
        "resting": 200,
        "elsewhere": 404,
        "invited": 404,
        "stranger": 302,
    }
    assert photo_of(member) in people.text
    assert people.text.count('class="photo"') == 1


def test_another_in_its_place_and_out_again(client: Client, member: Membership) -> None:
    assert "photo_out" not in as_(client, member).get(card_page(member)).text
    send(client, member, picture())
    before = client.get(photo_of(member)).content
    dark = BytesIO()
    Image.new("RGB", (400, 300)).save(dark, "PNG")
    send(client, member, dark.getvalue())
    assert client.get(photo_of(member)).content != before
    send_again = client.post(card_page(member), TYPED)  # without choosing one: it stays
    assert send_again.status_code == 302
    assert len(on_disk()) == 1
    client.post(card_page(member), {**TYPED, "photo_out": "on"})

    assert client.get(photo_of(member)).status_code == 404
    assert (on_disk(), StoredFile.objects.count()) == ([], 0)


def test_a_photo_that_was_fine_is_asked_for_again_beside_another_problem(
    client: Client, member: Membership
) -> None:
    file = SimpleUploadedFile("me.jpg", picture(), content_type="image/jpeg")
    answer = as_(client, member).post(card_page(member), {"chosen_name": "", "photo": file})
    assert answer.status_code == 422
    assert "The photo was fine. Please choose it once more." in answer.text
    assert on_disk() == []


def test_it_goes_with_leaving_and_with_erasure(client: Client, member: Membership) -> None:
    for go in (
        lambda card: actions.leave(card=card, by=card.person, keeps_name=True),
        lambda card: erasure.erase(card.person, by=None, keeps_name=True),
    ):
        card = MembershipFactory(collaborative=member.collaborative)
        send(client, card, picture())
        assert len(on_disk()) == 1
        card.refresh_from_db()
        go(card)
        assert (on_disk(), StoredFile.objects.count()) == ([], 0)


def test_it_stands_in_what_is_kept_about_me(client: Client, member: Membership) -> None:
    send(client, member, picture())
    told = client.get("/me/everything/").text
    assert photo_of(member) in told
    assert "Photos: until you take them out, or leave" in told


def test_a_file_too_big_never_touches_the_disk(
    client: Client, member: Membership, tmp_path: Path, settings: Any
) -> None:
    """Anybody may send anything anywhere; what is over the limit is counted and let go."""
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "way")
    (tmp_path / "way").mkdir()
    answer = send(client, member, picture() + b"\0" * uploads.MOST)
    assert answer.status_code == 422
    assert pictures.TOO_BIG in answer.text
    assert list((tmp_path / "way").iterdir()) == on_disk() == []


def test_bytes_that_are_lost_are_a_page_that_is_not_there(
    client: Client, member: Membership
) -> None:
    send(client, member, picture())
    on_disk()[0].unlink()
    assert client.get(photo_of(member)).status_code == 404
