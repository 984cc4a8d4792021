"""What the rules of the roadmap say goes, goes."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from collaborative.tasks import tidy
from members import actions
from members.models import Membership
from roadmap.following import follow
from roadmap.models import Following, Report
from tests.factories import MembershipFactory, RoadmapItemFactory
from tests.world_report import a_report

pytestmark = pytest.mark.django_db


def test_keeps_reports(member: Membership) -> None:
    """For good; but one that holds the name of somebody who left without it says nothing more."""
    report = a_report(member.collaborative, lambda what, words: f"{words} {member.chosen_name}")
    with time_machine.travel(timezone.now() + timedelta(days=4000), tick=False):
        tidy()
    assert Report.objects.get().tree["title"] == report.tree["title"]
    actions.leave(card=member, by=member.person, keeps_name=False)
    assert (Report.objects.get().state, Report.objects.get().tree) == ("withdrawn", {})


def test_keeps_following(member: Membership) -> None:
    """Until one stops or leaves; what others follow stays."""
    item = RoadmapItemFactory(collaborative=member.collaborative)
    other = MembershipFactory(collaborative=member.collaborative)
    for who in (member, other):
        follow(me=who, what="item", key=item.key)
    with time_machine.travel(timezone.now() + timedelta(days=4000), tick=False):
        tidy()
    assert Following.objects.count() == 2
    actions.leave(card=member, by=member.person, keeps_name=True)
    assert Following.objects.get().member == other
