"""The texts of the pages, from one catalog, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Literal

import yaml

from dashboard.periods import Period

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


class Texts:
    """The catalog in one language."""

    def __init__(self, catalog: Mapping[str, list[str]], language: Language) -> None:
        self.language = language
        self._texts = {key: both[LANGUAGES.index(language)] for key, both in catalog.items()}

    def say(self, key: str, **values: object) -> str:
        """The text under ``key`` with its places filled in; KeyError when the catalog lacks it."""
        return self._texts[key].format(**values)

    def word(self, term: str) -> str:
        """A term of a code list; one that the catalog does not know is shown as it is."""
        return self._texts.get(f"word.{term}", term)

    def period(self, period: Period, *, short: bool = False) -> str:
        """A period in words, e.g. 2026 年 3 月; ``short`` leaves out the year."""
        names = self._texts["period.months"].split()
        month = names[period.number - 1] if period.kind == "month" else ""
        key = f"period.short.{period.kind}" if short else f"period.{period.kind}"
        return self.say(key, year=period.year, number=period.number, month=month)

    def year(self, year: int) -> str:
        """A year in words."""
        return self.period(Period("year", year))


def load() -> dict[Language, Texts]:
    """Both languages of the packaged catalog."""
    catalog = yaml.safe_load(files("dashboard").joinpath("texts.yaml").read_text(encoding="utf-8"))
    return {language: Texts(catalog, language) for language in LANGUAGES}
