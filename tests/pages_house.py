"""Addresses that came with keeping the house on a day without letters."""

from __future__ import annotations

from tests.page import LOOKED_AFTER, SENT, Page, turned

HOUSE: dict[str, Page] = {
    "here:reach_code": Page(LOOKED_AFTER, turned(LOOKED_AFTER, **SENT)),
}
