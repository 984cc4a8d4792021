"""What the guard says of single sentences; ``test_corpus`` counts over many."""

from __future__ import annotations

import time

import pytest

from members.guard import Hint, hints, without


def found(text: str, **more: frozenset[str]) -> list[str]:
    return [hint.words for hint in hints(text, **more)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Bram, deputy ward manager, brought leeks", ["deputy ward manager"]),
        ("Ines (NHS) and Joe (Carer)", ["NHS", "Carer"]),
        ("Tell Dr Osman that the gate is open", ["Dr"]),
        ("Pia Holt MBE drew the raffle", ["MBE"]),
        ("Write to pia@northshire.nhs.uk", ["northshire.nhs.uk"]),
        ("Lou is on Band 6", ["Band 6"]),
        ("The psychologist who came late sang", ["psychologist"]),
        ("the psycholgist beside me sang", ["psycholgist"]),
        ("Ned, who looks after his brother, sang", ["looks after his brother"]),
        ("Ned’s schizophrenia is quiet now", ["schizophrenia"]),
        ("One of our service users drew it", ["service users"]),
        ("She manages the crisis team", ["manages the crisis team"]),
    ],
)
def test_a_job_or_a_label_of_somebody(text: str, words: list[str]) -> None:
    assert found(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "The barber knows first",
        "Ask the bus driver what would help",
        "Nurses and porters should eat together",
        "We acted it: the doctor had four minutes and a broken printer",
        "A scene: the inspector looks at the ceiling",
        "The GP waiting room has no clock",
        "Who would be a commissioner?",
        "Ned is our scribe, and Lou holds the meeting",
        "The council says yes to the bench",
        "Rose Baker and Dean Porter brought soup",
        "Lou from the allotment has courgettes",
    ],
)
def test_nobody_in_particular(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "I have bipolar, and a good recipe",
        "As a carer I am always late",
        "I'm a service user and proud of my scones",
        "I was sectioned twice and I am still funny",
        "I look after my mother and sleep in the afternoons",
        "My depression eats at noon",
    ],
)
def test_what_people_live_with_is_theirs_to_say(text: str) -> None:
    assert found(text) == []


def test_of_oneself_and_of_somebody_else() -> None:
    assert [hint.own for hint in hints("I am a district nurse.")] == [True]
    assert [hint.own for hint in hints("Lou is a district nurse.")] == [False]


def test_a_hint_stands_where_its_words_stand() -> None:
    text = "“Lou’s a social worker”, said the ward manager beside me"

    for hint in hints(text):
        assert text[hint.start : hint.end] == hint.words
    assert hints(text) == hints(text)
    assert Hint(9, 22, "title", "social worker") in hints(text)


def test_names_that_people_here_go_by_may_be_typed_small() -> None:
    text = "We saw that moss was a lead nurse"

    assert found(text) == []
    assert found(text, names=frozenset({"Moss"})) == ["lead nurse"]


def test_the_writers_own_job_is_known_wherever_it_stands() -> None:
    said = hints("Lamps, lamp lighter’s tea, and maps", own_job=("Lamp lighter", "", "X"))

    assert [(hint.words, hint.own) for hint in said] == [("lamp lighter", True)]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Lou, who is a ward nurse, says yes", "Lou says yes"),
        ("Lou (ward nurse) says yes", "Lou says yes"),
        ("Lou, ward nurse, says yes", "Lou says yes"),
        ("Lou from the council says yes", "Lou says yes"),
        ("The ward manager would back us", "Somebody would back us"),
        ("Could Lou the ward nurse help us?", "Could Lou help us?"),
        ("Dr Lou says yes", "Lou says yes"),
        ("The barber knows first", "The barber knows first"),
    ],
)
def test_the_same_without_the_job(text: str, plain: str) -> None:
    assert without(text) == plain


@pytest.mark.parametrize(
    "word", ["assistant ", "I am a ", "Lou, who is ", "the nurse ", "Xa ", "("]
)
def test_four_times_the_words_take_about_four_times_as_long(word: str) -> None:
    def cost(letters: int) -> float:
        text = word * (letters // len(word))
        began = time.process_time()
        hints(text)
        return time.process_time() - began

    cost(4_000)  # the lists are read once
    once, four = (min(cost(letters) for _ in range(3)) for letters in (4_000, 16_000))

    assert four < 10 * once
