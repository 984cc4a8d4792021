"""Finding people by what they say of themselves: name, what brings them, what to ask about."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from collaborative.search import MOST, Result, sources
from members.models import Membership


def people(viewer: Membership, words: str) -> list[Result]:
    """Cards in the viewer's collaborative, in the order of the page they stand on."""
    cards = Membership.objects.visible_to(viewer.person).filter(
        collaborative=viewer.collaborative_id
    )
    page = reverse("here:people", kwargs={"collaborative": viewer.collaborative.slug})
    return [
        Result(
            title=card.chosen_name,
            words=card.ask_me_about,
            url=f"{page}?{urlencode({'q': card.chosen_name})}",
        )
        for card in cards.with_words(words).by_name()[:MOST]
    ]


sources.announce("People", people)
