"""Copies to take along: of what is held about somebody, made in the background or without it."""

from __future__ import annotations

import errno
import io
import json
import re
import zipfile
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from collaborative.models import AuditEntry, StoredFile
from collaborative.takeout import holdings
from collaborative.tasks import do_work, tidy
from members import actions, copies, lanyards
from members.models import Copy, Membership
from tests.conftest import as_
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db


def asked(client: Client, me: Membership) -> Copy:
    answer = as_(client, me).post("/me/everything/")
    copy = Copy.objects.latest("pk")
    assert answer.url == copy.get_absolute_url()
    return copy


def taken(client: Client, copy: Copy) -> tuple[str, bytes]:
    """The address on the page, and what it leads to."""
    (address,) = re.findall(r'href="([^"]+)" download', client.get(copy.get_absolute_url()).text)
    return address, b"".join(client.get(address).streaming_content)


def test_asked_made_and_taken(client: Client, member: Membership) -> None:
    lanyards.write(member.person, job_title="Lamp lighter")
    copy = asked(client, member)
    assert asked(client, member) == copy  # one at a time
    waiting = client.get(copy.get_absolute_url()).text
    assert 'http-equiv="refresh"' in waiting
    assert "It is being made" in waiting

    do_work()

    _, content = taken(client, copy)
    packed = zipfile.ZipFile(io.BytesIO(content))
    told = json.loads(packed.read("about-me.json"))
    page = packed.read("about-me.html").decode()
    assert len(told["everything held about you"]) == len(holdings)
    for words in ("Lamp lighter", str(member.person.email), member.chosen_name):
        assert words in page
        assert words in json.dumps(told)
    assert not re.search(r"\{[{%#]", page)  # nothing of our own tools is left on it
    assert AuditEntry.objects.filter(verb="copy.ask").count() == 1


def test_without_a_broker_it_is_made_at_once(
    client: Client, member: Membership, django_capture_on_commit_callbacks: Any
) -> None:
    with (
        mock.patch("members.copies.send_work", return_value=False),
        django_capture_on_commit_callbacks(execute=True),
    ):
        copy = asked(client, member)
    copy.refresh_from_db()
    assert copy.state == "ready"


def test_with_a_broker_and_nobody_who_listens_it_takes_a_minute(
    client: Client, member: Membership
) -> None:
    copy = asked(client, member)
    assert "It is being made" in client.get(copy.get_absolute_url()).text
    with time_machine.travel(timezone.now() + timedelta(seconds=61), tick=False):
        assert "It is ready." in client.get(copy.get_absolute_url()).text


def test_the_address_is_over_after_an_hour_and_opens_nothing_else(
    client: Client, member: Membership
) -> None:
    copy = asked(client, member)
    do_work()
    address, _ = taken(client, copy)
    assert client.get(f"{address[:-2]}{'A' if address[-2] != 'A' else 'B'}/").status_code == 404
    other = asked(client, member)
    assert client.get(address.replace(copy.key, other.key)).status_code == 404
    with time_machine.travel(timezone.now() + timedelta(minutes=61), tick=False):
        client.force_login(member.person)
        assert client.get(address).url == copy.get_absolute_url()
    stranger = as_(client, MembershipFactory(collaborative=member.collaborative))
    assert stranger.get(address).status_code == 404


def test_no_room_on_the_disk(client: Client, member: Membership) -> None:
    copy = asked(client, member)
    full = OSError(errno.ENOSPC, "No space left on device")
    with mock.patch("django.core.files.storage.FileSystemStorage._save", side_effect=full):
        do_work()
    assert "no room left on the disk" in client.get(copy.get_absolute_url()).text
    assert not StoredFile.objects.exists()
    client.post(copy.get_absolute_url())
    do_work()
    assert "It is ready." in client.get(copy.get_absolute_url()).text


def test_gone_after_thirty_days_and_with_its_owner(client: Client, member: Membership) -> None:
    copy = asked(client, member)
    do_work()
    name = StoredFile.objects.get().file.name
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        tidy()
        assert not Copy.objects.filter(pk=copy.pk).exists()
    assert not default_storage.exists(name)
    asked(client, member)
    do_work()
    name = StoredFile.objects.get().file.name
    actions.leave(card=member, by=member.person, keeps_name=False)
    assert not Copy.objects.exists()
    assert not default_storage.exists(name)


def test_the_database_keeps_one_at_a_time(member: Membership) -> None:
    copies.ask(by=member.person)
    with pytest.raises(IntegrityError), transaction.atomic():
        Copy.objects.create(owner=member.person)
    with pytest.raises(IntegrityError), transaction.atomic():
        Copy.objects.update(state="ready", made_at=None)
