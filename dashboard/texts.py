"""The texts of the pages, from one catalog, in Chinese and English; and the words that the registry gives."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Literal

import yaml

from dashboard.periods import Period
from dashboard.registry import Measure, Worded
from dashboard.views import Explanation
from law.limit import UNIT_NAMES, UNIT_NAMES_EN, LimitUnit

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")

_SET = (LimitUnit.DAY_OF_YEAR, LimitUnit.SET_BY_FACT)
_LENGTHS = {
    name.removeprefix("个"): (name, UNIT_NAMES_EN[unit])
    for unit, name in UNIT_NAMES.items()
    if unit not in _SET
}
"""Unit of a limit, without measure word → how it stands after a number, in both languages."""


class Texts:
    """The catalog in one language."""

    def __init__(self, catalog: Mapping[str, list[str]], language: Language) -> None:
        self.language = language
        self._texts = {key: self._chosen(*both) for key, both in catalog.items()}

    def _chosen(self, chinese: str, english: str) -> str:
        return english if self.language == "en" else chinese

    def say(self, key: str, **values: object) -> str:
        """The text under ``key`` with its places filled in; KeyError when the catalog lacks it."""
        return self._texts[key].format(**values)

    def word(self, term: str) -> str:
        """A term of a code list; one that the catalog does not know is shown as it is."""
        return self._texts.get(f"word.{term}", term)

    def name(self, entry: Worded) -> str:
        """The name of a measure, a duty or a kind of subject; its code where the registry gives none."""
        return self._chosen(entry.chinese, entry.english) or entry.chinese or entry.code

    def group(self, measure: Measure) -> str:
        """The heading under which a measure stands."""
        return (
            self._chosen(measure.group, measure.group_english) or measure.group or self.say("measure.other")
        )

    def full(self, measure: Measure) -> str:
        """A measure's heading and name, where it stands alone."""
        return self.say("measure.full", group=self.group(measure), name=self.name(measure))

    def label(self, measure: Measure, label: str) -> str:
        """A label of a labelled measure; one that the registry gives no words for is shown as it is."""
        match measure.labels.get(label):
            case [chinese, english, *_]:
                return self._chosen(chinese, english)
            case _:
                return label

    def unit(self, unit: str) -> str:
        """A unit as it stands after a number; English counts things without a measure word."""
        return self._length(unit) or self._chosen(unit, self._texts.get(f"unit.{unit}", ""))

    def explain(self, explanation: Explanation) -> str:
        """Why a due date is what it is: clause, start and limit, and the rule where it is no plain count."""
        length, unit = self._length(explanation.unit), explanation.unit
        if explanation.limit == 1 and self.language == "en":
            length = length.removesuffix("s")
        key = "owed.explain" if length or explanation.limit else "owed.set"
        sentence = self.say(
            key,
            article=explanation.article,
            start=explanation.start.isoformat(),
            limit=f"{explanation.limit} {length or unit}",
            by=explanation.rule or unit,
        )
        added = explanation.rule if key == "owed.explain" else ""
        return f"{sentence} {added}{self.say('list.stop')}" if added else sentence

    def _length(self, unit: str) -> str:
        return self._chosen(*_LENGTHS.get(unit.removeprefix("个"), ("", "")))

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
