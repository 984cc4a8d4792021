"""What is counted and made into reports, in a little world."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from members.models import Collaborative, Copy, PresenceTable
from roadmap.models import Report, ReportFile
from roadmap.papers.tree import Tree, check_code, figure, heading, points, table, words

if TYPE_CHECKING:
    from tests.world import Place

Planting = Callable[[str, str], str]


def reported(place: Place, say: Planting) -> None:
    """Two counts of who is in the room, who is missing, and a report that is ready."""
    home = place.collaborative
    for quarter in (date(2026, 1, 1), date(2026, 4, 1)):
        PresenceTable.objects.create(
            collaborative=home,
            quarter=quarter,
            counted_on=quarter,
            members=60,
            told=45,
            level=1,
            rows=[[say("row", "Lived"), 25], [say("row", "Everybody else"), 20]],
            came=60,
            went=0,
        )
    gap = say("gap", "Nobody who works nights.")
    Collaborative.objects.filter(pk=home.pk).update(not_in_the_room=gap)
    home.not_in_the_room = gap
    place.rows["report"] = a_report(home, say)
    place.rows["copy"] = Copy.objects.create(
        owner=place.people["member"].person, state=Copy.State.READY, made_at=timezone.now()
    )


def a_report(home: Collaborative, say: Planting) -> Report:
    """One that is ready, with a block of each kind; its file lies nowhere."""
    tree = Tree(
        version=1,
        title=say("report", "Where our roadmap stands"),
        place=home.name,
        language="en-GB",
        audience="members",
        number=1,
        since="2026-01-01",
        on="2026-04-01",
        large=False,
        blocks=[
            heading("What moved"),
            words(say("report words", "Two streets tried it.")),
            points([say("report item", "Next step: ring")]),
            table("What moved", ["What", "Why"], [["Lights", say("report cell", "A pot")]]),
            figure(
                "Things",
                say("report figure", "On 1 January: one."),
                [{"label": "1 January", "parts": [("Now", 1), ("Next", 0), ("Wow", 2)]}],
            ),
        ],
    )
    report = Report.objects.create(
        collaborative=home,
        number=1,
        audience="members",
        since=date(2026, 1, 1),
        on=date(2026, 4, 1),
        tree=tree,
        check_code=check_code(tree),
        state=Report.State.READY,
    )
    ReportFile.objects.create(
        collaborative=home,
        report=report,
        format="pdf",
        file=f"reports/{report.key}/pdf",
        size=5,
        digest="0" * 64,
    )
    return report
