"""The copy of a collaborative: what goes into it, said table by table, and what stays behind."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from collaborative.takeout import holdings
from members import actions, copies, lanyards
from members.models import Copy, Membership
from roadmap.carrying import SHEETS
from tests.conftest import as_
from tests.factories import (
    DecisionFactory,
    MembershipFactory,
    OutputFactory,
    RoadmapItemFactory,
)
from tests.factories_room import CommitmentFactory

pytestmark = pytest.mark.django_db

PEOPLES_OWN = "who said, came, answered, helps or was asked: people’s own"
MACHINERY = "for the machine, or a step whose outcome is carried"
LEFT_BEHIND = {
    PEOPLES_OWN: "members.hat members.invitation members.joinrequest members.buddying members.copy"
    " members.concern members.stepback members.incident members.perspective meetings.reply"
    " meetings.itemnote meetings.interest meetings.commitmentstep meetings.calendarfeed"
    " meetings.attendance meetings.turnoffer meetings.response prototypes.teammember"
    " roadmap.following prototypes.meant prototypes.credit prototypes.flipchart prototypes.parked"
    " prototypes.visitinghelp meetings.piecereply",
    MACHINERY: "members.letterwords members.openhouse"
    " meetings.version meetings.versionwords meetings.reminderwords"
    " prototypes.table prototypes.tablecode prototypes.slip prototypes.prototypestep"
    " prototypes.learningevidence prototypes.bodyname prototypes.permissionstep"
    " prototypes.themestep prototypes.themestepwords prototypes.scenario prototypes.scene"
    " roadmap.movewords roadmap.preset"
    " roadmap.statementwords roadmap.statementlearning"
    " roadmap.reportfile roadmap.snapshot roadmap.snapshotwords",
}


def test_every_table_is_carried_or_says_why_not() -> None:
    tables = {
        model._meta.label_lower
        for model in apps.get_models()
        if any(field.name == "collaborative" for field in model._meta.fields)
    }
    carried = {s.model._meta.label_lower for s in SHEETS.values()} - {"members.collaborative"}
    left = set(" ".join(LEFT_BEHIND.values()).split())
    assert carried | left == tables
    assert carried & left == set()


def test_no_private_column_is_carried() -> None:
    private = {(h.model, column) for h in holdings.values() for column in h.private}
    carried = {
        (s.model._meta.label_lower, column) for s in SHEETS.values() for column in s.columns.split()
    }
    assert private & carried == set()
    people = {"member", "person", "put_forward_by", "signed_by", "owner", "contact"}
    assert not people & {part for _, column in carried for part in column.split("__")}


def copy_of(client: Client, coordinator: Membership) -> dict[str, Any]:
    slug = coordinator.collaborative.slug
    answer = as_(client, coordinator).post(f"/{slug}/roadmap/reports/whole/")
    copy = Copy.objects.latest("pk")
    assert answer.url == copy.get_absolute_url()
    copies.make_waiting()
    copy.refresh_from_db()
    assert copy.file is not None
    with copy.file.file.open("rb") as read:
        packed = zipfile.ZipFile(io.BytesIO(read.read()))
    whole = b"".join(packed.read(name) for name in packed.namelist())
    return {"told": json.loads(packed.read("everything.json")), "whole": whole.decode()}


def test_a_copy_holds_what_everybody_reads_and_nobodys_own(
    client: Client, member: Membership, coordinator: Membership
) -> None:
    here = member.collaborative
    lanyards.write(member.person, job_title="canary-job", employer="canary-where")
    lanyards.need(member.person, "canary-need")
    lanyards.route(member.person, "sms", "07700 900321")
    RoadmapItemFactory(collaborative=here, title="=Lights by the path")
    OutputFactory(session__meeting__collaborative=here, words="A lamp.")
    OutputFactory(session__meeting__collaborative=here, words="canary-held", held=True)
    DecisionFactory(meeting__collaborative=here, text="canary-decision", held=True)
    CommitmentFactory(member=member, text="Ring the council")
    RoadmapItemFactory(title="canary-elsewhere")

    found = copy_of(client, coordinator)

    assert "canary" not in found["whole"]
    assert "07700 900321" not in found["whole"]
    assert str(member.person.email) not in found["whole"]
    assert found["told"]["notes"][0]["words"] == "A lamp."
    assert found["told"]["commitments"][0]["text"] == "Ring the council"
    assert member.chosen_name in {card["chosen_name"] for card in found["told"]["people"]}
    assert "'=Lights by the path" in found["whole"]


def test_it_goes_when_somebody_leaves_and_shuts_with_the_hat(
    client: Client, member: Membership, coordinator: Membership
) -> None:
    copy_of(client, coordinator)
    copy = Copy.objects.get()
    other = MembershipFactory(collaborative=member.collaborative)
    assert as_(client, other).get(copy.get_absolute_url()).status_code == 404
    assert as_(client, coordinator).get(copy.get_absolute_url()).status_code == 200
    actions.leave(card=member, by=member.person, keeps_name=False)
    assert client.get(copy.get_absolute_url()).status_code == 404
