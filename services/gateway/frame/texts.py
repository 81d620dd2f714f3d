"""The words of pages, in Chinese and English."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal, get_args

import yaml

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


class Texts:
    """The words in one language."""

    def __init__(self, language: Language, words: dict[str, list[str]]) -> None:
        self.language = language
        self._words = {name: texts[LANGUAGES.index(language)] for name, texts in words.items()}

    def __call__(self, name: str, **values: object) -> str:
        """A text with its values; KeyError for one that there is none of."""
        return self._words[name].format(**values)


def language(text: str | None) -> Language:
    """The language that is asked for; Chinese where it is none of ours."""
    return next((known for known in LANGUAGES if known == text), LANGUAGES[0])


def other(chosen: Language) -> Language:
    """The language that a page leads to."""
    return next(known for known in LANGUAGES if known != chosen)


@cache
def texts(package: str, chosen: Language) -> Texts:
    """The words of a package, its ``texts.yaml``, in a language."""
    source = files(package) / "texts.yaml"
    return Texts(chosen, yaml.safe_load(source.read_text(encoding="utf-8")))
