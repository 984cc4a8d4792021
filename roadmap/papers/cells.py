"""Words in cells that no spreadsheet takes for a formula."""

from __future__ import annotations

# A cell that begins so is run as a formula. An apostrophe before it makes it words.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe(cell: str) -> str:
    """Words that no spreadsheet takes for a formula, even behind spaces."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA) else cell
