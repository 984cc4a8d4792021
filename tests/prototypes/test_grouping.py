"""Notes find their themes: many at once, one alone, and back again."""

from __future__ import annotations

import re

import pytest

from collaborative.models import AuditEntry
from prototypes.models import Output, Theme, ThemeOutput
from tests.factories import OutputFactory, SessionFactory, ThemeFactory
from tests.prototypes.helpers import HTMX, Helper, under


@pytest.fixture
def notes(helper: Helper) -> list[Output]:
    return [OutputFactory(session=helper.session, words=f"note {n}") for n in range(4)]


@pytest.fixture
def theme(helper: Helper) -> Theme:
    return ThemeFactory(collaborative=helper.session.collaborative, name="Everyday goals lead")


def undo_in(page: str) -> list[str]:
    return re.findall(r'name="undo" value="([^"]+)"', page)


@pytest.mark.parametrize("htmx", [False, True])
def test_many_at_once(helper: Helper, notes: list[Output], theme: Theme, htmx: bool) -> None:
    ticked = [note.key for note in notes[:3]]

    answer = helper.move(note=ticked, to=theme.key, htmx=htmx)
    page = answer.text if htmx else helper.client.get(answer.url).text

    assert under(theme) == ["note 0", "note 1", "note 2"]
    assert ("<html" in page) is not htmx
    assert "Three notes now sit under Everyday goals lead." in page
    assert "One note still looking for a theme." in page
    assert not htmx or "Moved." not in helper.client.get(helper.address("grouping")).text


def test_what_just_happened_is_told_once(helper: Helper, notes: list[Output], theme: Theme) -> None:
    url = helper.move(note=notes[0].key, to=theme.key).url

    assert "“note 0” now sits under Everyday goals lead." in helper.client.get(url).text
    assert "now sits" not in helper.client.get(url).text


@pytest.mark.parametrize("htmx", [False, True])
def test_a_new_theme_is_named_for_what_is_ticked(
    helper: Helper, notes: list[Output], htmx: bool
) -> None:
    helper.move(note=[notes[0].key, notes[1].key], name="  Small needs\tare not small ", htmx=htmx)

    named = Theme.objects.get()
    assert (named.name, named.named_in) == ("Small needs are not small", helper.session)
    assert under(named) == ["note 0", "note 1"]
    assert set(AuditEntry.objects.values_list("verb", flat=True)) == {"theme.name", "theme.group"}


def test_a_theme_may_be_named_before_anything_stands_under_it(helper: Helper) -> None:
    answer = helper.move(name="Shake it to wake it", htmx=True)

    assert "Shake it to wake it is there. Nothing had to move." in answer.text


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize("name", ["Everyday goals lead", "everyday GOALS lead"])
def test_a_name_that_is_taken_keeps_the_ticks(
    helper: Helper, notes: list[Output], theme: Theme, name: str, htmx: bool
) -> None:
    answer = helper.move(note=notes[1].key, name=name, htmx=htmx)

    assert answer.status_code == 422
    assert "There is a theme of that name. Press its button instead." in answer.text
    assert f'value="{name}"' in answer.text
    ticked = re.findall(r'name="note" value="(\w+)" checked', answer.text)
    assert ticked == [notes[1].key]
    assert Theme.objects.count() == 1


def test_the_same_name_is_free_in_another_collaborative(
    helper: Helper, notes: list[Output]
) -> None:
    ThemeFactory(name="Stay")

    assert helper.move(note=notes[0].key, name="Stay").status_code == 302
    assert Theme.objects.filter(name="Stay").count() == 2


@pytest.mark.parametrize(
    ("posted", "problem"),
    [
        ({"to": "there"}, "Tick a note first"),
        ({"note": "one"}, "Choose a theme below, or give a new one its name."),
        ({"note": "one", "name": "x" * 121}, "Please make this shorter"),
        ({"note": "vanished", "to": "there"}, "Tick a note first"),
        ({}, "Tick a note first"),
    ],
)
def test_a_form_half_filled_says_what_is_missing(
    helper: Helper,
    notes: list[Output],
    theme: Theme,
    posted: dict[str, str],
    problem: str,
) -> None:
    words = {"there": theme.key, "one": notes[0].key}

    answer = helper.move(**{name: words.get(value, value) for name, value in posted.items()})

    assert answer.status_code == 422
    assert problem in answer.text
    assert not ThemeOutput.objects.exists()


def test_moved_out_of_one_theme_into_another(
    helper: Helper, notes: list[Output], theme: Theme
) -> None:
    first = ThemeFactory(collaborative=theme.collaborative, outputs=notes[:2])

    helper.move(note=f"{notes[0].key}.{first.key}", to=theme.key)

    assert (under(first), under(theme)) == (["note 1"], ["note 0"])


def test_also_under_another_theme(helper: Helper, notes: list[Output], theme: Theme) -> None:
    first = ThemeFactory(collaborative=theme.collaborative, outputs=notes[:2])

    helper.move(note=f"{notes[0].key}.{first.key}", to=theme.key, keep="1")

    assert (under(first), under(theme)) == (["note 0", "note 1"], ["note 0"])


def test_only_out_of_the_theme_where_it_was_ticked(
    helper: Helper, notes: list[Output], theme: Theme
) -> None:
    """Two notes stand under two themes each; each is ticked under another one."""
    one, two = (
        ThemeFactory(collaborative=theme.collaborative, outputs=notes[:2]) for _ in range(2)
    )

    ticked = [f"{notes[0].key}.{one.key}", f"{notes[1].key}.{two.key}"]
    helper.move(note=ticked, to=theme.key)

    assert (under(one), under(two)) == (["note 1"], ["note 0"])
    assert under(theme) == ["note 0", "note 1"]


def test_one_query_string_moves_nothing_twice(
    helper: Helper, notes: list[Output], theme: Theme
) -> None:
    for _ in range(2):
        answer = helper.move(note=notes[0].key, to=theme.key, htmx=True)

    assert under(theme) == ["note 0"]
    assert "Nothing had to move." in answer.text


@pytest.mark.parametrize("htmx", [False, True])
def test_put_back_is_exactly_as_it_was(
    helper: Helper, notes: list[Output], theme: Theme, htmx: bool
) -> None:
    """Note 1 stood under the new theme already, so putting back leaves it there."""
    first = ThemeFactory(collaborative=theme.collaborative, outputs=notes[:2])
    ThemeOutput.objects.create(theme=theme, output=notes[1], collaborative=theme.collaborative)
    ticked = [f"{notes[0].key}.{first.key}", f"{notes[1].key}.{first.key}", notes[2].key]
    moved = helper.move(note=ticked, to=theme.key, htmx=True)
    assert (under(first), under(theme)) == ([], ["note 0", "note 1", "note 2"])

    for _ in range(2):  # a double click
        answer = helper.move(undo=undo_in(moved.text), htmx=htmx)

    assert (under(first), under(theme)) == (["note 0", "note 1"], ["note 1"])
    page = answer.text if htmx else helper.client.get(answer.url).text
    assert "Put back as it was." in page


def test_nothing_of_another_session_or_collaborative_is_moved(
    helper: Helper, notes: list[Output], theme: Theme
) -> None:
    elsewhere = ThemeFactory()
    there = OutputFactory(session__meeting__collaborative=elsewhere.collaborative)
    other = OutputFactory(
        session=SessionFactory(meeting__collaborative=theme.collaborative), words="other session"
    )

    assert helper.move(note=notes[0].key, to=elsewhere.key).status_code == 404
    helper.move(note=[there.key, other.key, notes[0].key], to=theme.key)
    helper.move(undo=[f"+{there.key}.{elsewhere.key}", f"-{other.key}.{theme.key}"])

    assert under(theme) == ["note 0"]
    assert under(elsewhere) == []


def test_held_notes_are_marked_and_taken_back_ones_are_away(
    helper: Helper, notes: list[Output]
) -> None:
    OutputFactory(session=helper.session, words="a held one", held=True)
    OutputFactory(session=helper.session, words="an unasked one", quote=True, consent="not_asked")
    Output.objects.filter(pk=notes[0].pk).update(taken_back_at="2012-07-12T09:00Z")

    page = helper.board().text

    assert "note 0" not in page
    assert "Held back" in page
    assert "Not asked yet" in page
    assert "Five notes still looking for a theme." in page


def test_an_open_theme_shows_all_its_notes(helper: Helper, theme: Theme) -> None:
    for n in range(70):
        note = OutputFactory(session=helper.session, words=f"grouped {n:02}")
        ThemeOutput.objects.create(theme=theme, output=note, collaborative=theme.collaborative)
    OutputFactory(session=helper.session, words="without a home")

    board = helper.board().text
    opened = helper.board(theme=theme.key).text
    (link,) = re.findall(r'rel="next" href="([^"]+)"', opened)
    rest = helper.client.get(helper.address("grouping") + link.replace("&amp;", "&")).text

    assert "70 notes of this session" in board
    assert "Show the other 67" in board
    assert "without a home" in board
    assert "without a home</p>" not in opened
    assert opened.count("<p>grouped") == 60
    assert rest.count("<p>grouped") == 10
    assert "grouped 69" in rest


def test_a_move_on_an_open_theme_stays_there(
    helper: Helper, notes: list[Output], theme: Theme
) -> None:
    first = ThemeFactory(collaborative=theme.collaborative, outputs=notes)
    url = f"{helper.address('grouping')}?theme={first.key}"
    posted = {"note": f"{notes[0].key}.{first.key}", "to": theme.key}

    part = helper.client.post(url, posted, headers=HTMX).text

    assert helper.client.post(url, posted).url == url
    assert f'action="{url}"' in part
    assert part.count("<p>note") == 4  # three still here, one on the shelf below


def test_the_quick_way_needs_no_script(helper: Helper, notes: list[Output], theme: Theme) -> None:
    """Real boxes, belonging to the real form at the top, whose first button is the name's."""
    page = helper.board().text

    assert len(re.findall(r'<input type="checkbox" form="put" name="note"', page)) == 4
    form = page.partition('id="put"')[2].partition("</form>")[0]
    buttons = re.findall(r"<button([^>]*)>", form)
    assert 'name="to"' not in buttons[0]
    assert f'name="to" value="{theme.key}"' in buttons[1]
    assert 'method="post"' in page.partition('id="put"')[2][:200]


@pytest.mark.parametrize("htmx", [False, True])
def test_one_note_is_asked_where_it_goes(
    helper: Helper, notes: list[Output], theme: Theme, htmx: bool
) -> None:
    """A real link, so that it works without a script; with one the answer is just the form."""
    home = ThemeFactory(collaborative=theme.collaborative, name="Its home", outputs=notes[:1])
    (link,) = re.findall(rf'href="(\?note={notes[0].key}\.{home.key})"', helper.board().text)

    url = helper.address("grouping") + link
    page = helper.client.get(url, headers=HTMX if htmx else {}).text

    assert ("<html" in page) is not htmx
    assert "Keep it here, too" in page
    form = page.partition('class="mini move"')[2].partition("</form>")[0]
    assert re.findall(r'name="to" value="(\w+)"', form) == [theme.key]
    assert f'name="note" value="{notes[0].key}.{home.key}"' in page
    assert helper.client.get(helper.address("grouping") + "?note=gone").status_code == 404
