"""A whole wall at once: looked at first, then kept, each line once."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from members.models import Membership
from prototypes.models import Output, PrototypingSession
from tests.conftest import as_
from tests.factories import TableFactory
from tests.prototypes.helpers import Helper, address

WALL = """
- Ring back when you said you would
• The barber knows first
* A list on the wall
1. Somebody who has been there
12) The same person twice

+ good idea
-a one-stop shop with seven desks
~they will be told off
"You wrote it down in my words"
? who keeps the keys
!bring a trumpet
2 of us said this
"""

READ = [
    ("", "Ring back when you said you would"),
    ("", "The barber knows first"),
    ("", "A list on the wall"),
    ("", "Somebody who has been there"),
    ("", "The same person twice"),
    ("might_work", "good idea"),
    ("steer_clear", "a one-stop shop with seven desks"),
    ("worry", "they will be told off"),
    ("quote", "You wrote it down in my words"),
    ("question", "who keeps the keys"),
    ("idea", "bring a trumpet"),
    ("", "2 of us said this"),
]


def lines(count: int) -> str:
    return "\n".join(f"line number {n}" for n in range(count))


def kept() -> list[tuple[str, str]]:
    return list(Output.objects.in_order().values_list("kind", "words"))


@pytest.mark.parametrize("htmx", [False, True])
def test_a_wall_is_looked_at_before_it_is_kept(helper: Helper, htmx: bool) -> None:
    table = TableFactory(session=helper.session)
    number = str(uuid4())

    looked = helper.paste(WALL, "look", sent_as=number, table=table.key, htmx=htmx)

    assert looked.status_code == 200
    assert not Output.objects.exists()
    assert "12 notes, as they would be kept" in re.sub("Twelve", "12", looked.text)
    assert "<strong>Steer clear:</strong> a one-stop shop" in looked.text
    assert f'value="{number}"' in looked.text
    assert f'value="{table.key}" selected' in looked.text
    assert "12) The same person twice" in looked.text  # the box keeps what was pasted


@pytest.mark.parametrize("htmx", [False, True])
def test_a_wall_is_kept_line_by_line(helper: Helper, htmx: bool) -> None:
    table = TableFactory(session=helper.session)

    answer = helper.paste(WALL, table=table.key, htmx=htmx)
    told = answer.text if htmx else helper.client.get(answer.url).text

    assert kept() == READ
    assert set(Output.objects.values_list("table", flat=True)) == {table.pk}
    assert Output.objects.get(kind="quote").consent == "not_asked"
    assert "Twelve notes kept." in told


def test_a_wall_sent_twice_is_kept_once(helper: Helper) -> None:
    number = str(uuid4())
    helper.paste("same\nsame\nother", sent_as=number)
    helper.paste("same\nsame\nother", sent_as=number)
    helper.paste("one more\nsame\nsame\nother", sent_as=number)

    assert [words for _, words in kept()] == ["same", "same", "other", "one more"]


@pytest.mark.django_db(transaction=True)
def test_eight_walls_at_a_time_are_one(
    facilitator: Membership, session: PrototypingSession
) -> None:
    number, start = str(uuid4()), Barrier(8)
    clients = [as_(Client(), facilitator) for _ in range(8)]

    def send(client: Client) -> int:
        try:
            start.wait(timeout=10)
            posted = {"sent_as": number, "wall": lines(200), "step": "keep"}
            return client.post(address("capture", facilitator, session), posted).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(send, clients)) == [302] * 8
    assert [words for _, words in kept()] == lines(200).splitlines()


@pytest.mark.parametrize("count", [20, 1_000])
def test_so_many_fit(helper: Helper, count: int) -> None:
    assert helper.paste(lines(count)).status_code == 302
    assert [words for _, words in kept()] == lines(count).splitlines()


@pytest.mark.parametrize("step", ["look", "keep"])
@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize(
    ("wall", "problem"),
    [
        (lines(1_001), "These are 1001 notes, and 1,000 fit at a time."),
        ("b" * 999_999 + "\nłł", "This is more than 1 MB."),
        (f"short\n{'c' * 5_001}", "Note 2 is 5001 letters long, and 5,000 fit in one."),
        (" \n- \n\n", "There are no words in these lines yet."),
        ("", "Please fill this in."),
    ],
    ids=["1001 lines", "1 MB", "a long line", "no words", "nothing"],
)
def test_too_much_is_refused_with_every_word_still_there(
    helper: Helper, wall: str, problem: str, htmx: bool, step: str
) -> None:
    answer = helper.paste(wall, step, htmx=htmx)

    assert answer.status_code == 422
    assert problem in answer.text
    assert wall.strip() in answer.text
    assert not Output.objects.exists()


def test_one_megabyte_fits(helper: Helper) -> None:
    wall = "\n".join("d" * 1_999 for _ in range(500))
    assert len(wall.encode()) == 999_999

    assert helper.paste(wall).status_code == 302
    assert Output.objects.count() == 500
