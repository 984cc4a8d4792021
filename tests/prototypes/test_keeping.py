"""What trying things holds of a person waits for them, and goes with them."""

from __future__ import annotations

import pytest

from members import actions
from members.models import Membership
from prototypes import trying
from prototypes.models import Credit, Prototype, TeamMember
from tests.factories_trying import PrototypeFactory

pytestmark = pytest.mark.django_db


def test_keeps_teams(member: Membership) -> None:
    prototype = PrototypeFactory(collaborative=member.collaborative, team=[member])
    assert TeamMember.objects.get().member == member
    actions.leave(card=member, by=member.person, keeps_name=True)
    assert not TeamMember.objects.exists()
    assert Prototype.objects.get() == prototype


@pytest.mark.parametrize("keeps", [True, False])
def test_keeps_named_with(keeps: bool, member: Membership) -> None:
    prototype = PrototypeFactory(collaborative=member.collaborative)
    trying.name_me(prototype=prototype, by=member, named=True)
    actions.leave(card=member, by=member.person, keeps_name=keeps)
    assert Credit.objects.filter(prototype=prototype).exists() == keeps
