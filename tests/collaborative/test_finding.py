"""Finding: forms of words, misspelt ones, only what the viewer may see, and by index."""

from __future__ import annotations

import hashlib

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from collaborative.finding import matching
from collaborative.search import find
from members import lanyards
from members.models import Membership
from prototypes.models import Output
from tests.conftest import as_
from tests.factories import (
    DecisionFactory,
    MeetingFactory,
    MembershipFactory,
    OutputFactory,
    RoadmapItemFactory,
    SessionFactory,
    ThemeFactory,
    WriteUpFactory,
)
from tests.figures import Figure

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(member: Membership) -> Membership:
    home = member.collaborative
    meeting = MeetingFactory(collaborative=home, title="Kettles", purpose="The library", past=True)
    WriteUpFactory(meeting=meeting, body="Somebody had to wait for a permission.")
    DecisionFactory(meeting=meeting, text="The permission is asked for.")
    OutputFactory(session__meeting=meeting, words="We need permission for the bus.")
    ThemeFactory(collaborative=home, name="Permission to be ordinary")
    RoadmapItemFactory(collaborative=home, title="A permission slip", need="Nobody can say yes.")
    return member


def found(member: Membership, words: str) -> dict[str, list[str]]:
    return {name: [result.title for result in results] for name, results in find(member, words)}


@pytest.mark.parametrize(
    "words", ["permission", "permision", "permissions", "PERMISSION", "permisson"]
)
def test_right_or_wrong_it_is_found_everywhere(full: Membership, words: str) -> None:
    assert set(found(full, words)) == {
        *("Meetings", "Decisions", "What was said", "Themes", "Roadmap")
    }


@pytest.mark.parametrize("words", ["libary", "librery", "libraries", "lib", "kettles", "Ketles"])
def test_as_people_type(full: Membership, words: str) -> None:
    assert set(found(full, words)) == {"Meetings"}


@pytest.mark.parametrize(
    "words", ["xyzzy", "&|!():*<->", "'; DROP TABLE", "%", "the", "(" * 200, "a OR", '"']
)
def test_what_is_nowhere_breaks_nothing(full: Membership, client: Client, words: str) -> None:
    page = f"/{full.collaborative.slug}/find/"
    assert as_(client, full).get(page, {"q": words}).status_code == 200


def test_what_is_spelt_so_comes_before_what_is_nearly_so(member: Membership) -> None:
    session = SessionFactory(meeting__collaborative=member.collaborative)
    OutputFactory(session=session, words="A kettle.")
    OutputFactory(session=session, words="A ketle.")
    ours = Output.objects.filter(session=session)

    first, second = matching(ours, "words", words="kettle").order_by("near", "-pk")

    assert (first.words, second.words) == ("A kettle.", "A ketle.")


def test_nothing_that_the_viewer_may_not_see(full: Membership) -> None:
    theirs = MembershipFactory()
    RoadmapItemFactory(collaborative=theirs.collaborative, title="Zebra crossing")
    OutputFactory(session__meeting__collaborative=full.collaborative, words="Zebra", held=True)

    assert found(full, "zebra") == found(full, "zebar") == {}
    assert set(found(theirs, "zebar crossing")) == {"Roadmap"}


@pytest.mark.parametrize("field", ["job_title", "employer", "work_email"])
def test_a_title_answers_like_a_word_that_means_nothing(
    client: Client, full: Membership, field: str
) -> None:
    """No oracle: what is behind the wall is not found, nearly found, nor counted."""
    secret, nonsense = "Zygomatic", "Qwertyplm"
    value = f"{secret}@example.org" if field == "work_email" else secret
    for member in (full, MembershipFactory(collaborative=full.collaborative)):
        lanyards.write(member.person, **{field: value})
    page = f"/{full.collaborative.slug}/find/"

    answers = [
        as_(client, full).get(page, {"q": asked}).text.replace(asked, "?")
        for asked in (secret, nonsense, secret.lower(), secret[:6], nonsense[:6], "Zygomatik")
    ]

    def bare(page: str) -> str:
        return "".join(line for line in page.splitlines() if "csrf" not in line and "?" not in line)

    assert len({bare(answer) for answer in answers}) == 1


def fill(many: int) -> None:
    """Many notes in one session, quickly; one in five thousand tells of a kettle."""
    session = SessionFactory()
    Output.objects.bulk_create(
        (
            Output(
                collaborative=session.collaborative,
                session=session,
                words=f"Note {md5(str(n))}{'' if n % 5000 else ' about a kettle'}",
                written_at=timezone.now(),
            )
            for n in range(many)
        ),
        batch_size=2000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE prototypes_output")


def md5(words: str) -> str:
    return hashlib.md5(words.encode(), usedforsecurity=False).hexdigest()


@pytest.mark.drill
def test_a_hundred_thousand_notes_are_found_by_their_indexes(figure: Figure) -> None:
    fill(100_000)
    for words in ("kettle", "ketle"):
        rows = matching(Output.objects.cleared(), "words", words=words)
        plan = rows.order_by("near", "-pk")[:20].explain(analyze=True, costs=False, timing=False)
        assert "prototypes_output_words_forms" in plan
        assert "prototypes_output_words_threes" in plan
        assert "Seq Scan" not in plan
        figure(f"plan for {words!r} in 100,000 notes", "\n" + plan)
        assert rows.count() == 20
