"""One item: its trail from words to change, and what members say about it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from members.access import today_in
from members.models import Membership
from prototypes.models import Output, Theme
from roadmap.models import Evidence, RoadmapItem, Update
from roadmap.trail import AT_ONCE, MOST_WORDS
from tests.conftest import as_
from tests.factories import (
    EvidenceFactory,
    MeetingFactory,
    MoveFactory,
    OutputFactory,
    RoadmapItemFactory,
    SessionFactory,
    TableFactory,
    ThemeFactory,
    UpdateFactory,
)
from tests.roadmap.helpers import HTMX, address, get, post, queries


@pytest.fixture
def item(member: Membership) -> RoadmapItem:
    return RoadmapItemFactory(
        collaborative=member.collaborative,
        need="I needed Sunday to be shorter.",
        aim="A voice that is awake on purpose.",
        horizon="next",
        added_on=date(2011, 9, 8),
        waiting_for="A borrowed room",
    )


def said(member: Membership, *, size: int = 8, **output: object) -> Output:
    meeting = MeetingFactory(collaborative=member.collaborative, past=True)
    session = SessionFactory(meeting=meeting, title="Saturday at 2 a.m.")
    table = TableFactory(session=session, size=size, name="Blue")
    return OutputFactory(session=session, table=table, **output)


def test_the_whole_trail_on_one_page(client: Client, member: Membership, item: RoadmapItem) -> None:
    own = said(member, words="The only open door has a blue light.", kind="worry")
    by_theme = said(member, words="Somebody awake, please.")
    theme = ThemeFactory(
        collaborative=member.collaborative, name="Friends count", outputs=[by_theme]
    )
    talked = MeetingFactory(collaborative=member.collaborative, past=True, title="Stuck table")
    EvidenceFactory(item=item, output=own)
    EvidenceFactory(item=item, theme=theme)
    EvidenceFactory(item=item, meeting=talked)
    MoveFactory(item=item, why="The yes came.", meeting=talked, made_possible_by="permission")
    UpdateFactory(item=item, text="Seven voices.", on=date(2012, 4, 12))

    page = get(client, member, "item", item).text

    in_order = [
        item.title,
        "I needed Sunday to be shorter.",
        "A voice that is awake on purpose.",
        "Somebody said",
        own.session.get_absolute_url(),
        "The only open door has a blue light.",
        "Somebody awake, please.",
        theme.get_absolute_url(),
        talked.get_absolute_url(),
        "It went on the roadmap, under Next",
        "8 September 2011",
        "Seven voices.",
        "It moved from Next to Now",
        "The yes came.",
        "Made possible by: a permission",
        "A borrowed room",
    ]
    places = [page.find(words) for words in in_order]
    assert -1 not in places
    assert places == sorted(places)
    assert "Blue table" in page


def test_a_note_that_stands_there_twice_is_read_once(
    client: Client, member: Membership, item: RoadmapItem
) -> None:
    output = said(member, words="Only once, please.")
    EvidenceFactory(item=item, output=output)
    for _ in range(2):
        theme = ThemeFactory(collaborative=member.collaborative, outputs=[output])
        EvidenceFactory(item=item, theme=theme)

    page = get(client, member, "item", item).text
    short = '<a href="#words">Only once, please.</a>'  # where it leads from, in short
    assert page.replace(short, "").count("Only once, please.") == 1
    assert "1 note of what was said" in " ".join(get(client, member, "board").text.split())


def test_a_few_at_once_more_to_unfold_the_rest_with_the_theme(
    client: Client, member: Membership, item: RoadmapItem
) -> None:
    session = SessionFactory(meeting__collaborative=member.collaborative)
    outputs = OutputFactory.create_batch(MOST_WORDS + 5, session=session)
    theme = ThemeFactory(collaborative=member.collaborative, outputs=outputs)
    EvidenceFactory(item=item, theme=theme)

    page = " ".join(get(client, member, "item", item).text.split())

    assert f"{MOST_WORDS - AT_ONCE} more notes like this" in page
    assert "And 5 more, to be read under its theme just below." in page


def hidden(member: Membership) -> list[Output]:
    """Words that nobody but their helpers may read, and words of a draft meeting."""
    draft = MeetingFactory(collaborative=member.collaborative, draft=True)
    return [
        said(member, words="Zebra held", held=True),
        said(member, words="Zebra unasked", kind="quote", consent="not_asked"),
        said(member, words="Zebra withdrawn", kind="quote", consent="withdrawn"),
        said(member, words="Zebra taken back", taken_back_at=timezone.now()),
        OutputFactory(session__meeting=draft, words="Zebra of a draft"),
    ]


@pytest.mark.parametrize("name", ["item", "board", "report", "report_csv"])
@pytest.mark.parametrize("helper", [False, True], ids=["member", "facilitator"])
def test_what_is_not_cleared_stands_nowhere(
    client: Client,
    member: Membership,
    facilitator: Membership,
    item: RoadmapItem,
    name: str,
    helper: bool,
) -> None:
    outputs = hidden(member)
    for output in outputs:
        EvidenceFactory(item=item, output=output)
    theme = ThemeFactory(collaborative=member.collaborative, outputs=outputs)
    EvidenceFactory(item=item, theme=theme)
    viewer = facilitator if helper else member

    page = get(client, viewer, name, item if name == "item" else None).text

    assert "Zebra" not in page
    assert "of what was said" not in page  # nor are they counted


def test_somebodys_own_words_do_not_say_which_small_table(
    client: Client, member: Membership, item: RoadmapItem
) -> None:
    output = said(member, quote=True, words="You wrote it down.", size=5)
    EvidenceFactory(item=item, output=output)

    page = get(client, member, "item", item).text
    assert "You wrote it down." in page
    assert "Blue table" not in page


def test_news_is_kept_with_its_day(client: Client, member: Membership, item: RoadmapItem) -> None:
    answer = post(client, member, "update", item, text=" Four more voices. ")

    update = Update.objects.get()
    item.refresh_from_db()
    today = today_in(member.collaborative)
    assert (answer.status_code, answer.url) == (302, item.get_absolute_url())
    assert (update.text, update.on, item.last_heard) == ("Four more voices.", today, today)
    assert (item.state, item.waiting_for) == ("moving", "A borrowed room")
    assert "It is kept" in client.get(answer.url).text


def test_what_changed_shows_now_and_stays_in_the_trail(
    client: Client, member: Membership, item: RoadmapItem
) -> None:
    stuck = {"state": "stuck", "stuck_because": "Nobody knows the rule."}
    more = {"next_step": "Ask in writing", "carried_by": "The carers", "waiting_for": "An answer"}
    post(client, member, "update", item, text="It stopped.", **stuck, **more)
    page = get(client, member, "board").text
    assert all(words in page for words in (*more.values(), stuck["stuck_because"]))

    post(client, member, "update", item, text="Somebody found it.", state="moving", next_step="Go")

    item.refresh_from_db()
    assert (item.state, item.stuck_because, item.waiting_for) == ("moving", "", "")
    assert (item.next_step, item.carried_by) == ("Go", "The carers")
    trail = get(client, member, "item", item).text
    assert all(words in trail for words in (*more.values(), stuck["stuck_because"]))


def test_what_it_is_stuck_on_is_not_lost_without_the_state(
    client: Client, member: Membership, item: RoadmapItem
) -> None:
    answer = post(client, member, "update", item, text="It stopped.", stuck_because="No rule.")

    assert answer.status_code == 422
    assert "choose Stuck here" in answer.text
    assert "No rule.</textarea>" in answer.text
    assert not item.updates.exists()


def test_waiting_goes_on_while_it_rests(
    client: Client, member: Membership, item: RoadmapItem
) -> None:
    post(client, member, "update", item, text="No host.", state="resting")

    item.refresh_from_db()
    assert (item.state, item.waiting_for) == ("resting", "A borrowed room")


@pytest.mark.parametrize("htmx", [False, True])
def test_stuck_asks_what_on(
    client: Client, member: Membership, item: RoadmapItem, htmx: bool
) -> None:
    answer = post(client, member, "update", item, htmx=htmx, text="It stopped.", state="stuck")

    assert answer.status_code == 422
    assert "Please say what it is stuck on." in answer.text
    assert "It stopped.</textarea>" in answer.text
    assert '<option value="stuck" selected>' in answer.text
    assert ("<html" in answer.text) is not htmx
    assert not Update.objects.exists()


def test_the_database_asks_too(item: RoadmapItem) -> None:
    with pytest.raises(IntegrityError, match="item_stuck_says_why"), transaction.atomic():
        RoadmapItem.objects.filter(pk=item.pk).update(state="stuck")
    with pytest.raises(IntegrityError, match="update_stuck_says_why"), transaction.atomic():
        UpdateFactory(item=item, state="stuck")


def test_the_same_sentence_sent_twice_is_one(
    client: Client, member: Membership, item: RoadmapItem
) -> None:
    for _ in range(2):
        assert post(client, member, "update", item, htmx=True, text="Once.").status_code == 200

    assert Update.objects.count() == 1


def test_words_of_a_theme_go_under_it_once(
    client: Client, member: Membership, item: RoadmapItem
) -> None:
    theme = ThemeFactory(
        collaborative=member.collaborative, outputs=[said(member, words="Awake on purpose")]
    )
    assert f'<option value="theme-{theme.key}">' in get(client, member, "item", item).text

    answer = post(client, member, "evidence", item, htmx=True, what=f"theme-{theme.key}")

    assert "Awake on purpose" in answer.text
    assert f'<option value="theme-{theme.key}">' not in answer.text
    post(client, member, "evidence", item, what=f"theme-{theme.key}")
    assert Evidence.objects.get().theme == theme
    assert Theme.objects.get().state == Theme.State.IN_THE_ROADMAP


@pytest.mark.parametrize("chosen", ["", "theme-bcdfghjkmn", "tried-bcdfghjkmn", "\x00"])
def test_no_theme_and_a_theme_of_others(
    client: Client, member: Membership, item: RoadmapItem, chosen: str
) -> None:
    ThemeFactory(key="bcdfghjkmn")
    ThemeFactory(collaborative=member.collaborative)

    answer = post(client, member, "evidence", item, what=chosen)

    assert (answer.status_code, Evidence.objects.count()) == (422, 0)


@pytest.mark.django_db
def test_the_database_refuses_the_theme_of_others_as_evidence(item: RoadmapItem) -> None:
    EvidenceFactory(item=item, theme=ThemeFactory())

    with pytest.raises(IntegrityError, match="theme_id_tenant"):
        connection.check_constraints()


@pytest.mark.parametrize("name", ["update", "evidence"])
def test_a_stale_tab_leads_back_to_the_item(
    client: Client, member: Membership, item: RoadmapItem, name: str
) -> None:
    answer = get(client, member, name, item)

    assert (answer.status_code, answer.url.split("#")[0]) == (302, item.get_absolute_url())


def test_an_item_without_anything_says_what_one_can_do(client: Client, member: Membership) -> None:
    bare = RoadmapItemFactory(
        collaborative=member.collaborative, carried_by="", next_step="", state="offered"
    )
    ThemeFactory(collaborative=member.collaborative)

    page = get(client, member, "item", bare).text

    assert "Nobody’s words stand under it yet" in page
    assert 'href="#under"' in page
    assert "Nobody yet" in page


def lengthen(member: Membership, item: RoadmapItem, by: int) -> None:
    for number in range(by):
        output = said(member)
        EvidenceFactory(item=item, output=output)
        theme = ThemeFactory(collaborative=member.collaborative, outputs=[said(member)])
        EvidenceFactory(item=item, theme=theme)
        EvidenceFactory(item=item, meeting=output.session.meeting)
        MoveFactory(
            item=item,
            meeting=output.session.meeting,
        )
        UpdateFactory(item=item, text=f"News {number}")


def test_the_same_few_queries_however_long_the_trail(
    client: Client, member: Membership, item: RoadmapItem
) -> None:
    lengthen(member, item, 1)
    short = queries(client, member, "item", item)
    lengthen(member, item, 29)

    assert queries(client, member, "item", item) == short <= 8


def test_from_a_theme_or_its_words_back_to_the_item(
    client: Client, member: Membership, item: RoadmapItem
) -> None:
    output = said(member)
    theme = ThemeFactory(collaborative=member.collaborative, outputs=[output])
    direct = RoadmapItemFactory(collaborative=member.collaborative, title="By its note")
    EvidenceFactory(item=item, theme=theme)
    EvidenceFactory(item=item, output=output)
    EvidenceFactory(item=direct, output=output)
    RoadmapItemFactory(collaborative=member.collaborative, title="Unlike it")
    here = as_(client, member)

    way = address("grown", member, theme)
    assert f'href="{way}"' in here.get(theme.get_absolute_url()).text
    for headers in ({}, HTMX):
        page = here.get(way, headers=headers).text
        assert page.count(item.get_absolute_url()) == 1
        assert direct.get_absolute_url() in page
        assert "Unlike it" not in page
        assert ("<html" in page) is not bool(headers)
    assert get(client, member, "grown", ThemeFactory()).status_code == 404


def test_a_theme_that_grew_into_nothing_yet(client: Client, member: Membership) -> None:
    theme = ThemeFactory(collaborative=member.collaborative)

    page = get(client, member, "grown", theme).text
    assert f"items/new/?theme={theme.key}" in page
