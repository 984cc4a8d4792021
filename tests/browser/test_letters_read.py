"""Letters of every kind in a browser: on a small phone, light and dark, with and without images."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction

from collaborative.letters import kinds
from tests.browser.reading import AXE, RUN, STICKS_OUT
from tests.every_letter import every_letter
from tests.figures import Figure
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

# What a program for letters does that turns them dark by itself: it knows nothing of our colours.
TURNED = "html { filter: invert(1) hue-rotate(180deg); }"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_kind_can_be_read(
    scheme: str, world: World, new_context: Any, figure: Figure
) -> None:
    """Nothing is fetched, so nothing is missing where images are off."""
    with transaction.atomic():
        written = {each.kind: each.words for each in every_letter(world)}
        transaction.set_rollback(True)
    asked: list[str] = []
    context = new_context(
        viewport={"width": 360, "height": 640}, color_scheme=scheme, java_script_enabled=True
    )
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    found: dict[str, list[str]] = {}
    for kind, words in written.items():
        page.set_content(words.html)
        smallest = page.evaluate(
            "() => Math.min(...[...document.querySelectorAll('p, td, h1')]"
            ".map((each) => parseFloat(getComputedStyle(each).fontSize)))"
        )
        assert smallest >= 16, kind
        page.evaluate(AXE)
        trouble = page.evaluate(STICKS_OUT) + page.evaluate(RUN)
        page.add_style_tag(content=TURNED)
        trouble += page.evaluate(STICKS_OUT)
        if trouble:
            found[kind] = trouble
    assert found == {}
    assert asked == []
    figure(f"letters in a browser, {scheme}", f"{len(written)} kinds at 360 px, faults 0")
    assert set(written) == set(kinds)
