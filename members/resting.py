"""Resting from everything, from the foot of a letter: no sign-in, no reason, and easily undone."""

from __future__ import annotations

from collaborative.letters import rests
from members import actions
from members.models import Membership


def rest_everywhere(person: int) -> None:
    """As if they had pressed it on their own page, in each of their places."""
    cards = Membership.objects.taking_part().filter(person=person)
    for card in cards.select_related("person"):
        actions.rest(card=card, by=card.person)


rests.announce("places", rest_everywhere)
