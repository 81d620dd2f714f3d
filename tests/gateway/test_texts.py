"""The words of the pages for people: each in Chinese and English, with the same values."""

from __future__ import annotations

from importlib.resources import files
from string import Formatter

import pytest
import yaml


def values(text: str) -> set[str]:
    """Names of the values in a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("package", ["services.gateway.sheets", "services.gateway.trying"])
def test_every_text_is_there_in_both_languages_with_the_same_values(package: str) -> None:
    for name, texts in yaml.safe_load((files(package) / "texts.yaml").read_text(encoding="utf-8")).items():
        assert len(texts) == 2, name
        assert all(isinstance(text, str) and text for text in texts), name
        assert values(texts[0]) == values(texts[1]), name
