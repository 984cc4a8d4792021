"""The sheet of CSS, its letters and the script: small, ours, readable in both themes."""

from __future__ import annotations

import gzip
import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings as configured

STATIC = Path(configured.BASE_DIR) / "static"
SHEET = (STATIC / "css" / "living-well.css").read_text()
TOKENS = {
    name: (light, dark)
    for name, light, dark in re.findall(
        r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", SHEET
    )
}
GROUNDS = ["table", "paper", "shade"]
NOTES = ["note-1", "note-2", "note-3", "note-4"]
WORDS_ON = [
    *[("ink", ground) for ground in [*GROUNDS, *NOTES]],
    *[("soft", ground) for ground in [*GROUNDS, *NOTES]],
    *[(hue, ground) for hue in ("now", "next", "wow") for ground in ("table", "paper")],
    *[(hue, f"{hue}-mat") for hue in ("now", "next", "wow")],
]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("words", "ground"), WORDS_ON)
def test_words_can_be_read(words: str, ground: str, theme: int) -> None:
    assert contrast(TOKENS[words][theme], TOKENS[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_edges_and_focus_can_be_seen(ground: str, theme: int) -> None:
    for line in ("edge", "focus"):
        assert contrast(TOKENS[line][theme], TOKENS[ground][theme]) >= 3


@pytest.mark.parametrize(
    ("path", "most"), [("css/living-well.css", 9000), ("js/living-well.js", 3000)]
)
def test_files_stay_small(path: str, most: int) -> None:
    """Gzip, because some proxies know nothing better."""
    words = (STATIC / path).read_bytes()

    assert len(gzip.compress(words, 9)) <= most


def test_every_address_in_the_sheet_is_a_file_of_ours() -> None:
    """Relative, so that the manifest can put a hash into the name."""
    addresses = re.findall(r'url\("([^"]+)"\)', SHEET)

    assert len(addresses) == 2
    for address in addresses:
        assert (STATIC / "css" / address).resolve().is_relative_to(STATIC)
        assert (STATIC / "css" / address).is_file()


def test_the_letters_are_the_ones_we_wrote_down() -> None:
    readme = (STATIC / "fonts" / "README.md").read_text()
    fonts = sorted((STATIC / "fonts").glob("*.woff2"))

    assert len(fonts) == 2
    for font in fonts:
        assert (
            f"| {font.stat().st_size:,} | `{hashlib.sha256(font.read_bytes()).hexdigest()}` |"
            in readme
        )
    assert "SIL OPEN FONT LICENSE" in (STATIC / "fonts" / "OFL.txt").read_text()


def test_the_sheet_closes_what_it_opens() -> None:
    """A browser drops the rest of a sheet after a missing brace, without a word."""
    rules = re.sub(r"/\*.*?\*/", "", SHEET, flags=re.DOTALL)

    assert rules.count("{") == rules.count("}")
