"""What people type, cleaned or refused at the field."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from collaborative.text import MOST_WORDS, LineField, NameField, TextField, clean_line, clean_text

BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"
ZERO_WIDTH = "\u200b\u200c\u2060\ufeff\u00ad"
CONTROL = "".join(map(chr, [*range(9), 11, 12, *range(14, 32), 127, *range(128, 160)]))
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


@pytest.mark.parametrize("unseen", [BIDI, ZERO_WIDTH, CONTROL], ids=["bidi", "zero", "control"])
def test_nothing_unseen_stays_in_a_text(unseen: str) -> None:
    assert clean_text(f"tea{unseen} and{unseen} toast") == "tea and toast"
    assert clean_line(f"tea{unseen} and{unseen} toast") == "tea and toast"


def test_lines_tabs_families_and_other_alphabets_stay() -> None:
    text = f"one\ttwo\n\nthree {FAMILY}\nСуп, شاي, 茶, Zoë"
    assert clean_text(text.replace("\n", "\r\n")) == text
    assert clean_text("Zoe\u0308") == "Zoë"


@pytest.mark.parametrize("value", ["tea\ud800", "\udfff", "a\x00b"])
def test_what_no_database_would_take_is_taken_out(value: str) -> None:
    clean_text(value).encode()
    assert "\x00" not in clean_text(value)


def test_a_line_is_one_line() -> None:
    assert LineField().clean("tea\r\nBcc: all@example.org\u2028x") == "tea Bcc: all@example.org x"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Abi ", "Abi"),
        ("Zoë", "Zoë"),
        ("O’Neill", "O’Neill"),
        ("Mary-Jane", "Mary-Jane"),
        ("Иван", "Иван"),
        ("李雷", "李雷"),
        ("J.", "J."),
        ("A\u202ebi", "Abi"),
        ("Ab\u200bi", "Abi"),
    ],
)
def test_a_name_as_it_is_worn(typed: str, kept: str) -> None:
    assert NameField().clean(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "12",
        "!!",
        "\u200b",
        "\u202e",
        "\u3164",
        "Аbi",
        "Abі",
        "Abi 🌞",
        "abi@example.org",
        "x" * 81,
    ],
)
def test_a_name_that_passes_for_another_is_refused(typed: str) -> None:
    """Nothing to read, a Cyrillic "А" among Latin letters, pictures, addresses, or a novel."""
    with pytest.raises(ValidationError):
        NameField().clean(typed)


def test_a_megabyte_is_taken_and_more_is_refused_with_its_length() -> None:
    field = TextField()
    assert len(field.clean("x" * MOST_WORDS)) == MOST_WORDS == 1_000_000
    with pytest.raises(ValidationError, match=r"1000001|1,000,001"):
        field.clean("x" * (MOST_WORDS + 1))
