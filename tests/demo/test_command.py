"""``manage.py demo``: what it fills, renews, leaves alone and refuses."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from collaborative.demo import database, roadmap
from collaborative.demo.load import load
from collaborative.models import StoredFile
from meetings.models import Meeting, WriteUp
from members.models import Collaborative, Membership, User
from roadmap.models import Move, RoadmapItem, Update
from tests.factories import CollaborativeFactory, UserFactory

pytestmark = pytest.mark.django_db

ONE_DAY, ANOTHER = date(2026, 11, 21), date(2027, 5, 4)


def run(capsys: Any, *arguments: str) -> str:
    """What the command says; the constraints that wait for the commit speak first."""
    call_command("demo", *arguments)
    connection.check_constraints()
    said: str = capsys.readouterr().out
    return said


def holds_together(anchor: date) -> None:
    """Past before the anchor, future after it, and nothing known before it happened."""
    for meeting in Meeting.objects.all():
        first, last = meeting.days
        assert (last < anchor) if meeting.came is not None else True, meeting
        if meeting.state == Meeting.State.PUBLISHED and meeting.came is None:
            assert first >= anchor, meeting
    for write_up in WriteUp.objects.select_related("meeting"):
        assert write_up.meeting.ends_at < write_up.published_at
        assert write_up.written_on <= anchor
        assert write_up.days_after >= 0
    assert all(move.moved_at.date() < anchor for move in Move.objects.all())
    assert not Update.objects.filter(on__gte=anchor).exists()
    assert not RoadmapItem.objects.filter(last_heard__gte=anchor).exists()
    breakfast = Meeting.objects.get(title="Who is at the door")
    assert 6 <= (breakfast.days[0] - anchor).days <= 12
    connection.check_constraints()


def test_fills_an_empty_database(capsys: Any) -> None:
    said = run(capsys, "--anchor-date", "2026-11-21")
    assert said.startswith("The demo is here, as on Saturday 21 November")
    assert database.loaded_for() == ONE_DAY
    assert Collaborative.objects.count() == 2


def test_takes_today_where_no_day_is_named(capsys: Any) -> None:
    run(capsys)
    assert database.loaded_for() == timezone.localdate()


def test_if_empty_changes_nothing_the_second_time(capsys: Any) -> None:
    run(capsys, "--if-empty", "--anchor-date", "2026-11-21")
    keys = set(Membership.objects.values_list("key", flat=True))

    assert "Nothing changed" in run(capsys, "--if-empty")
    assert "without --if-empty" in run(capsys, "--if-empty", "--anchor-date", "2027-05-04")

    assert set(Membership.objects.values_list("key", flat=True)) == keys
    assert database.loaded_for() == ONE_DAY


def test_another_day_takes_everything_out_and_begins_again(
    capsys: Any, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    run(capsys, "--anchor-date", "2026-11-21")
    people = set(User.objects.values_list("pk", flat=True))
    row = StoredFile(content_type="text/plain", owner_id=min(people), not_after=timezone.now())
    row.file.save("kept", ContentFile(b"words"))
    letter = Path(settings.MAIL_BOX) / "1-a.eml"
    letter.parent.mkdir(parents=True)
    letter.write_text("Subject: old\n\n")
    User.objects.create(email="somebody.new@example.org")
    connection.check_constraints()

    with django_capture_on_commit_callbacks(execute=True):
        run(capsys, "--anchor-date", "2027-05-04")

    assert database.loaded_for() == ANOTHER
    assert User.objects.count() == 47
    assert not people & set(User.objects.values_list("pk", flat=True))
    assert (Path(row.file.path).exists(), letter.exists()) == (False, False)
    holds_together(ANOTHER)


@pytest.mark.parametrize("there", [CollaborativeFactory, UserFactory])
def test_leaves_somebody_elses_database_alone(there: Any) -> None:
    row = there()
    for arguments in ([], ["--if-empty"]):
        with pytest.raises(CommandError, match="did not make") as refusal:
            call_command("demo", *arguments)
        assert refusal.value.returncode == 1
    row.refresh_from_db()
    assert not Collaborative.objects.filter(slug="larkmoor").exists()


def test_refuses_once_somebody_has_begun_a_place_of_their_own(capsys: Any) -> None:
    run(capsys, "--anchor-date", "2026-11-21")
    CollaborativeFactory(slug="real-place")
    with pytest.raises(CommandError):
        call_command("demo", "--anchor-date", "2027-05-04")
    assert database.loaded_for() == ONE_DAY


@pytest.mark.parametrize("day", ["tomorrow", "2026-02-30", "1999-12-31", "9999-01-01"])
def test_a_day_that_cannot_be(day: str) -> None:
    with pytest.raises(CommandError, match=day):
        call_command("demo", "--anchor-date", day)
    assert not Collaborative.objects.exists()


def test_whole_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(roadmap, "load", breaks)
    with pytest.raises(RuntimeError):
        load(ONE_DAY)
    assert not User.objects.exists()
    assert database.loaded_for() is None


@pytest.mark.parametrize(
    "anchor",
    [
        date(2026, 11, 13),  # the day after a second Thursday: not written up yet
        date(2026, 11, 12),  # a second Thursday
        date(2027, 3, 28),  # the clocks go forward
        date(2026, 10, 25),  # and back
        date(2028, 2, 29),
    ],
    ids=str,
)
def test_past_and_future_stay_in_order(anchor: date) -> None:
    load(anchor)
    holds_together(anchor)


@pytest.mark.drill
def test_past_and_future_stay_in_order_at_many_anchors() -> None:
    anchors = [ONE_DAY + timedelta(17 * step) for step in range(90)]
    for anchor in anchors:
        load(anchor)
        holds_together(anchor)
    sys.stdout.write(f"The demo, loaded for {len(anchors)} days to {anchors[-1]}: in order.\n")
