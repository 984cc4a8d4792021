"""Evidence cards, and small things that belong together."""

from __future__ import annotations

from collaborative.demo.content import Place
from prototypes.models import EvidenceCard, EvidenceFor, Prototype, ServiceModel


def load(place: Place) -> None:
    own = {"collaborative": place.collaborative}
    for row in place.content.get("evidence_cards", []):
        card = EvidenceCard.objects.create(
            **own,
            title=row["title"],
            says=row["says"],
            size=row["size"],
            caution=row["caution"],
            content_note=row.get("content_note", ""),
            pinned_on=place.dates.day(row["pinned"]),
        )
        EvidenceFor.objects.bulk_create(
            EvidenceFor(**own, card=card, prototype=place.made[key]) for key in row["speaks_of"]
        )
    for row in place.content.get("together", []):
        whole = ServiceModel.objects.create(
            **own,
            name=row["name"],
            would_be=row["would_be"],
            still_missing=row["still_missing"],
        )
        parts = [place.made[key].pk for key in row["parts"]]
        Prototype.objects.filter(pk__in=parts).update(part_of=whole)
