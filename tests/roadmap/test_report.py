"""The report: the same figures on the page, in the spreadsheet and in the database."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from members.models import Collaborative, Membership
from roadmap.charts import by_horizon
from roadmap.days import last_quarter, last_year
from roadmap.horizons import horizons
from roadmap.models import Horizon, RoadmapItem
from roadmap.papers.cells import safe
from roadmap.reports import Count, build
from tests.factories import (
    EvidenceFactory,
    MoveFactory,
    OutputFactory,
    RoadmapItemFactory,
    ThemeFactory,
)
from tests.roadmap.helpers import get, queries

LONG_AGO = date(2011, 9, 8)
FIRST = "2011-09-08"


def plain(page: str) -> str:
    """The words of a page as they are read: without its tags."""
    within = re.sub(r"</?(?:b|span|strong|svg|time|use)\b[^>]*>", "", page)
    return " ".join(re.sub(r"<[^>]+>", " ", within).split())


def read(answer: Any) -> list[dict[str, str]]:
    text = answer.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def table(page: str) -> dict[str, list[int]]:
    """The figures of the counts by what stands before them."""
    rows = re.findall(r'<tr><th scope="row"><time datetime="([^"]+)".*?</tr>', page)
    cells = re.findall(r'<tr><th scope="row"><time.*?</tr>', page)
    figures = [[int(n) for n in re.findall(r'<td class="n">(\d+)</td>', row)] for row in cells]
    return dict(zip(rows, figures, strict=True))


@pytest.fixture
def year(member: Membership) -> Collaborative:
    """A roadmap with some history: things that moved, once, back, three times, never."""
    here = {"collaborative": member.collaborative, "added_on": LONG_AGO}
    RoadmapItemFactory(**here, number=1, title="Stays", horizon="now", state="arrived")
    once = RoadmapItemFactory(
        **here, number=2, title="Goes", first_horizon="next", horizon="now", carried_by="Us"
    )
    often = RoadmapItemFactory(
        **here,
        number=3,
        title="Wanders",
        first_horizon="now",
        horizon="next",
        state="stuck",
        stuck_because="Money.",
        waiting_for="An answer",
    )
    young = {**here, "added_on": date(2012, 6, 14)}
    RoadmapItemFactory(**young, number=4, title="Young", horizon="wow", state="offered")
    MoveFactory(item=once, why="The yes came.", moved_at=datetime(2012, 2, 9, 11, tzinfo=UTC))
    for was, to, month in (("now", "next", 11), ("next", "wow", 12)):
        moved = datetime(2011, month, 8, 11, tzinfo=UTC)
        MoveFactory(item=often, from_horizon=was, to_horizon=to, moved_at=moved)
    MoveFactory(
        item=often,
        from_horizon="wow",
        to_horizon="next",
        why="A small pot was found.",
        moved_at=datetime(2012, 5, 10, 11, tzinfo=UTC),
    )
    RoadmapItemFactory(title="Somebody else’s")
    return member.collaborative


def test_page_spreadsheet_and_database_say_the_same(
    client: Client, member: Membership, year: Collaborative
) -> None:
    page = get(client, member, "report", since=FIRST).text
    rows = read(get(client, member, "report_csv", since=FIRST))

    today = timezone.localdate(timezone=year.zone).isoformat()
    items = RoadmapItem.objects.filter(collaborative=year)
    counted = Counter(items.values_list("horizon", flat=True))
    in_rows = Counter(row["Horizon"] for row in rows)
    assert table(page) == {FIRST: [2, 1, 0, 3], today: [2, 1, 1, 4]}
    assert table(page)[today][:3] == [counted[horizon] for horizon in Horizon.values]
    assert table(page)[today][:3] == [in_rows[word] for word in ("Now", "Next", "Wow")]
    assert [row["What"] for row in rows] == ["Stays", "Goes", "Wanders", "Young"]
    for row in rows:
        assert row["What"] in page
        assert row["How it stands"] in page
    moves = sum(row[f"Moved since {FIRST}"].count(" to ") for row in rows)
    moved = page.split('id="moves"')[1].split("</section>")[0]
    assert moves == moved.count("<li>") == 4
    assert "Four things are on the roadmap. One has arrived and one is stuck." in plain(page)
    assert "Somebody else’s" not in page


def test_what_moved_and_why_in_order(
    client: Client, member: Membership, year: Collaborative
) -> None:
    moved = plain(
        get(client, member, "report", since="2012-01-01").text.split('id="moves"')[1]
    ).split("What is stuck")[0]

    assert "Goes, from Next to Now, 9 February 2012. The yes came." in moved
    assert moved.index("Goes") < moved.index("Wanders")
    assert "Wanders, from Wow to Next, 10 May 2012. A small pot was found." in moved
    assert "November" not in moved


def test_stuck_ones_say_why(client: Client, member: Membership, year: Collaborative) -> None:
    page = get(client, member, "report").text
    stuck = plain(page.split('id="stuck"')[1].split("</section>")[0])

    assert "Wanders Money. An answer Nothing yet" in stuck
    assert "Stays" not in stuck


def test_from_the_first_figures_the_moves_lead_to_the_last(
    member: Membership, year: Collaborative
) -> None:
    for since in (LONG_AGO, date(2011, 11, 9), date(2012, 3, 1), date(2013, 1, 1)):
        report = build(member, since=since)
        stood = Counter(report.counts[0].many)
        for move in report.moved:
            stood[move.was.value] -= 1
            stood[move.to.value] += 1
        stood.update(line.horizon.value for line in report.lines if line.is_new)
        assert +stood == +Counter(report.counts[1].many)


def test_evidence_three_words_each_and_how_many(client: Client, member: Membership) -> None:
    item = RoadmapItemFactory(collaborative=member.collaborative)
    meeting = {"session__meeting__collaborative": member.collaborative}
    by_theme = [OutputFactory(**meeting, words=f"By theme {n}") for n in range(4)]
    own = OutputFactory(**meeting, quote=True, words="Our own")
    theme = ThemeFactory(
        collaborative=member.collaborative, name="Friends count", outputs=[*by_theme, own]
    )
    EvidenceFactory(item=item, theme=theme)
    EvidenceFactory(item=item, output=own)

    page = plain(get(client, member, "report").text)
    row = read(get(client, member, "report_csv"))[0]

    assert "Theme Friends count" in page
    assert "the first three of 5" in page
    assert "“Our own” (Their words) By theme 0 (Might work) By theme 1 (Might work)" in page
    assert "By theme 2" not in page
    assert [row[f"Somebody said ({n})"] for n in (1, 2, 3)] == [
        "“Our own”",
        "By theme 0",
        "By theme 1",
    ]
    assert (row["Themes"], row["Words under it"]) == ("Friends count", "5")


def test_the_same_for_everyone(
    client: Client, member: Membership, coordinator: Membership, year: Collaborative
) -> None:
    def article(me: Membership) -> str:
        return get(client, me, "report", since=FIRST).text.split("<article")[1].split("</arti")[0]

    assert article(member) == article(coordinator)
    assert (
        get(client, member, "report_csv").content == get(client, coordinator, "report_csv").content
    )


def test_as_a_file(client: Client, member: Membership) -> None:
    RoadmapItemFactory(collaborative=member.collaborative, title="Żaneta’s café")

    answer = get(client, member, "report_csv")

    today = timezone.localdate(timezone=member.collaborative.zone)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="roadmap-{today}.csv"'
    assert answer["Cache-Control"] == "private, no-store"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert read(answer)[0]["What"] == "Żaneta’s café"


FORMULAS = ["=1+1", "+44 7", "-5", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1"]


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_cell_that_would_be_run_is_words(cell: str) -> None:
    assert safe(cell) == f"'{cell}"


def test_no_cell_of_the_file_is_a_formula(client: Client, member: Membership) -> None:
    Collaborative.objects.filter(pk=member.collaborative_id).update(now_word="=NOW()")
    for number, cell in enumerate(FORMULAS, start=1):
        item = RoadmapItemFactory(
            collaborative=member.collaborative,
            number=number,
            horizon="now",
            title=cell,
            state="stuck",
            stuck_because=cell,
            next_step=cell,
            carried_by=cell,
            waiting_for=cell,
        )
        output = OutputFactory(
            session__meeting__collaborative=member.collaborative, words=f"{cell}{number}"
        )
        theme = ThemeFactory(
            collaborative=member.collaborative, name=f"{cell}{number}", outputs=[output]
        )
        EvidenceFactory(item=item, theme=theme)
        MoveFactory(item=item, why=cell)
    RoadmapItemFactory(collaborative=member.collaborative, number=99, title="A = B - C, 5 @ noon")

    rows = read(get(client, member, "report_csv"))

    assert len(rows) == len(FORMULAS) + 1
    cells = [cell for row in rows for cell in row.values() if cell]
    assert not [cell for cell in cells if cell.lstrip(" ")[:1] in set("=+-@\t\r＝＋－＠")]
    assert rows[-1]["What"] == "A = B - C, 5 @ noon"


@pytest.mark.parametrize(
    ("today", "quarter", "year"),
    [
        ("2026-11-25", "2026-07-01", "2025-01-01"),
        ("2026-01-01", "2025-10-01", "2025-01-01"),
        ("2026-03-31", "2025-10-01", "2025-01-01"),
        ("2026-04-01", "2026-01-01", "2025-01-01"),
        ("2028-02-29", "2027-10-01", "2027-01-01"),
    ],
)
def test_last_quarter_and_last_year_are_full_ones(today: str, quarter: str, year: str) -> None:
    day = date.fromisoformat(today)
    assert (last_quarter(day), last_year(day)) == (
        date.fromisoformat(quarter),
        date.fromisoformat(year),
    )


@time_machine.travel("2012-07-03 10:00+01:00", tick=False)
def test_the_days_to_choose_from(client: Client, member: Membership, year: Collaborative) -> None:
    page = get(client, member, "report").text

    assert '<option value="2012-04-01" selected>the last full quarter: 1 April</option>' in page
    assert '<option value="2011-01-01">the last full year: 1 January 2011</option>' in page
    assert f'<option value="{FIRST}">the first roadmap: 8 September 2011</option>' in page
    assert "roadmap.csv?since=2012-04-01" in page
    assert "What moved since 1 April, and why" in page


@pytest.mark.parametrize(
    ("since", "problem"),
    [("yesterday", "We could not read that day."), ("2999-01-01", "has not come yet")],
)
def test_a_day_that_is_none(client: Client, member: Membership, since: str, problem: str) -> None:
    page = get(client, member, "report", since=since)
    file = get(client, member, "report_csv", since=since)

    assert page.status_code == 422
    assert problem in page.text
    assert f'value="{since}"' in page.text
    assert "Where our roadmap stands" in page.text
    assert file.status_code == 302  # no file with other figures in it
    assert client.get(file.url).status_code == 422


def test_with_nothing_on_the_roadmap(client: Client, member: Membership) -> None:
    page = get(client, member, "report")

    assert page.status_code == 200
    assert "Nothing is on the roadmap yet." in page.text
    assert "Nothing moved in this time." in page.text
    assert "<figure>" not in page.text
    assert read(get(client, member, "report_csv")) == []


def test_the_drawing_repeats_the_table(member: Membership) -> None:
    counts = [
        Count(LONG_AGO, {"now": 1, "next": 0, "wow": 99}),
        Count(date(2012, 6, 14), {"now": 7, "next": 6, "wow": 5}),
    ]

    chart = by_horizon(counts, horizons(member.collaborative))

    assert chart
    assert chart.words.startswith("On 8 September 2011: 1 in Now, 0 in Next and 99 in Wow.")
    (_, _, first), (_, _, second) = chart.rows
    assert [(bar.horizon, bar.number) for bar in first] == [("now", ""), ("wow", "99")]
    assert [(bar.horizon, bar.number) for bar in second] == [
        ("now", "7"),
        ("next", "6"),
        ("wow", "5"),
    ]
    assert max(bar.x + bar.width for bar in first) <= 400
    assert by_horizon([Count(LONG_AGO, {"now": 0, "next": 0, "wow": 0})], []) is None


def test_in_three_clicks_from_home(client: Client, member: Membership) -> None:
    def leads(page: str, to: str) -> bool:
        return f'href="{to}' in page

    slug = member.collaborative.slug
    board = get(client, member, "board").text
    home = client.get(f"/{slug}/").text
    report = get(client, member, "report").text
    assert leads(home, f"/{slug}/roadmap/")
    assert leads(board, f"/{slug}/roadmap/reports/")
    assert leads(report, f"/{slug}/roadmap/reports/roadmap.csv")
    assert "browser’s own Print" in report


def fill(member: Membership, numbers: range) -> None:
    for number in numbers:
        item = RoadmapItemFactory(
            collaborative=member.collaborative, number=number, added_on=LONG_AGO
        )
        outputs = [
            OutputFactory(session__meeting__collaborative=member.collaborative) for _ in range(2)
        ]
        EvidenceFactory(item=item, output=outputs[0])
        theme = ThemeFactory(collaborative=member.collaborative, outputs=outputs)
        EvidenceFactory(item=item, theme=theme)
        MoveFactory(item=item, moved_at=timezone.now() - timedelta(days=1))


@pytest.mark.parametrize("name", ["report", "report_csv"])
def test_the_same_few_queries_however_long_the_report(
    client: Client, member: Membership, name: str
) -> None:
    fill(member, range(1, 2))
    short = queries(client, member, name)
    fill(member, range(2, 31))

    assert queries(client, member, name) == short <= 8
