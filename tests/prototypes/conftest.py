"""A running session, and somebody who helps there."""

from __future__ import annotations

import pytest
from django.test import Client

from members.models import Membership
from prototypes.models import PrototypingSession
from tests.factories import SessionFactory
from tests.prototypes.helpers import Helper


@pytest.fixture
def session(member: Membership) -> PrototypingSession:
    return SessionFactory(meeting__collaborative=member.collaborative)


@pytest.fixture
def helper(client: Client, facilitator: Membership, session: PrototypingSession) -> Helper:
    return Helper(client, facilitator, session)
