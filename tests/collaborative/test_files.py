"""Private files: random names, downloads only, gone when their time is over."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from collaborative import files
from collaborative.models import StoredFile
from collaborative.tasks import tidy
from members.models import Membership

pytestmark = pytest.mark.django_db


def kept(member: Membership) -> StoredFile:
    return files.store(content=b"a,b\n", content_type="text/csv", owner=member.person)


def test_the_name_on_disk_says_nothing(member: Membership, settings: Any) -> None:
    rows = [kept(member), kept(member)]
    names = {Path(row.file.name).name for row in rows}
    assert len(names) == 2
    for name in names:
        assert member.chosen_name not in name
        assert "." not in name


def test_it_comes_as_a_download_under_the_name_we_gave(member: Membership) -> None:
    response = files.respond(kept(member), filename='roadmap "2026"\r\nX: y.csv')
    assert response["Content-Disposition"].startswith("attachment")
    assert "\n" not in response["Content-Disposition"]
    assert (response["Content-Type"], b"".join(response)) == ("text/csv", b"a,b\n")
    response.close()


def test_bytes_and_row_go_together_when_the_time_is_over(member: Membership) -> None:
    old, new = kept(member), kept(member)
    path = Path(old.file.path)
    StoredFile.objects.filter(pk=old.pk).update(not_after=timezone.now() - timedelta(seconds=1))
    assert path.exists()
    tidy()
    assert not path.exists()
    assert list(StoredFile.objects.all()) == [new]
    assert Path(new.file.path).exists()


def test_a_file_that_is_already_gone_stops_nobody(member: Membership) -> None:
    old = kept(member)
    Path(old.file.path).unlink()
    StoredFile.objects.update(not_after=timezone.now() - timedelta(seconds=1))
    assert files.remove_ended(now=timezone.now()) == 1
