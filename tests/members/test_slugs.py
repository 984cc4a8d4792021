"""A collaborative's address never hides a page of ours."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import resolve

from members.slugs import check_slug, reserved


def test_pages_of_ours_are_reserved() -> None:
    assert {"accounts", "me", "invitation", "letters", "healthz", "static", "demo"} <= reserved()


@pytest.mark.parametrize("word", ["me", "accounts", "static", "demo"])
def test_a_reserved_word_is_refused(word: str) -> None:
    with pytest.raises(ValidationError):
        check_slug(word)


@pytest.mark.parametrize("word", ["larkmoor", "tarnside-moorfold", "me-too", "home"])
def test_other_words_are_free(word: str) -> None:
    check_slug(word)

    assert resolve(f"/{word}/").view_name == "home"
