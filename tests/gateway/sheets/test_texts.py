"""The words of the sheets' pages: each in Chinese and English, with the same values."""

from __future__ import annotations

from importlib.resources import files
from string import Formatter

import yaml

WORDS = yaml.safe_load((files("services.gateway.sheets") / "texts.yaml").read_text(encoding="utf-8"))


def values(text: str) -> set[str]:
    """Names of the values in a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_text_is_there_in_both_languages_with_the_same_values() -> None:
    for name, texts in WORDS.items():
        assert len(texts) == 2, name
        assert all(isinstance(text, str) and text for text in texts), name
        assert values(texts[0]) == values(texts[1]), name
