"""The texts of the pages, from one catalog, in Chinese and English; and the words that the registry gives."""

from __future__ import annotations

import re
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

_UNITS = {UNIT_NAMES[unit].removeprefix("个"): (UNIT_NAMES[unit], UNIT_NAMES_EN[unit]) for unit in LimitUnit}
"""Unit of a limit, without its measure word → how it stands after a number, in both languages."""

_SET = (UNIT_NAMES[LimitUnit.DAY_OF_YEAR], UNIT_NAMES[LimitUnit.SET_BY_FACT])
"""Units that count nothing: a day is set."""


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

    def keys(self, begin: str) -> list[str]:
        """Every key that begins so, in the order of the catalog."""
        return [key for key in self._texts if key.startswith(begin)]

    def word(self, term: str) -> str:
        """A term of a code list; one that the catalog does not know is shown as it is."""
        return self._texts.get(f"word.{term}", term)

    def name(self, entry: Worded) -> str:
        """The name of a measure, a duty or a kind of subject; its code where the registry gives none."""
        return self._chosen(entry.chinese, entry.english) or entry.chinese or entry.code

    def half(self, text: str) -> str:
        """Of a text in both languages, Chinese / English, as rules and remedies of refusals are, the one for this reader."""
        chinese, slash, english = text.partition(" / ")
        return self._chosen(chinese, english) if slash else text

    def opening(self, entry: Worded) -> str:
        """The name as it begins a line; a code stays as it is."""
        name = self.name(entry)
        return name if name == entry.code else name[:1].upper() + name[1:]

    def group(self, measure: Measure) -> str:
        """The heading under which a measure stands."""
        return self._chosen(measure.group, measure.group_english) or measure.group or self.say("measure.other")

    def full(self, measure: Measure) -> str:
        """A measure's heading and name, where it stands alone."""
        return self.say("measure.full", group=self.group(measure), name=self.name(measure))

    def share(self, measure: Measure) -> str:
        """What the share is called that a measure is of another."""
        chinese, english = (*measure.share, "", "")[:2]
        return self._chosen(chinese, english) or chinese or self.name(measure)

    def label(self, measure: Measure, label: str) -> str:
        """A label of a labelled measure; one that the registry gives no words for is shown as it is."""
        match measure.labels.get(label):
            case [chinese, english, *_]:
                return self._chosen(chinese, english)
            case _:
                return label

    def unit(self, unit: str) -> str:
        """A unit as it stands after a number; English counts things without a measure word."""
        return self._limit(unit) or self._chosen(unit, self._texts.get(f"unit.{unit}", ""))

    def days(self, span: str, unit: str) -> str:
        """So many days, or from so many to so many: ``7``, ``6-10`` or ``41-``."""
        first, bar, last = span.partition("-")
        words = self.unit(unit)
        if not bar or first == last:
            return self.say("days.just", n=first, unit=words)
        return self.say("days.range" if last else "days.from", first=first, last=last, unit=words)

    def explain(self, explanation: Explanation) -> str:
        """Why a due date is what it is: clause, start and limit, and the rule where it is no plain count."""
        unit = self._limit(explanation.unit) or explanation.unit
        named = {"article": explanation.article, "start": explanation.start.isoformat()}
        if explanation.unit in _SET:
            return self.say("owed.set", by=explanation.rule or unit, **named)
        if explanation.limit == 1 and self.language == "en":
            unit = unit.removesuffix("s")
        counted = self.say("owed.explain", limit=f"{explanation.limit} {unit}", **named)
        return f"{counted} {explanation.rule}{self.say('list.stop')}" if explanation.rule else counted

    def limit(self, words: str) -> str:
        """A limit as the registry has it, such as 20个工作日 or 次年1月31日前."""
        counted = re.fullmatch(r"(\d+)(\D+)", words)
        if self.language == "zh" or not words:
            return words
        if counted and (unit := self._limit(counted[2])):
            return f"{counted[1]} {unit.removesuffix('s') if counted[1] == '1' else unit}"
        fixed = re.fullmatch(r"(当年|次年|(\d+)年后)(\d+)月(\d+)日前", words)
        if fixed:
            year = {"当年": "this year", "次年": "next year"}.get(fixed[1], f"{fixed[2]} years later")
            return f"by {fixed[4]} {self._texts['period.months'].split()[int(fixed[3]) - 1]}, {year}"
        return self._limit(words) or words

    def _limit(self, unit: str) -> str:
        return self._chosen(*_UNITS.get(unit.removeprefix("个"), ("", "")))

    def days_left(self, days: int, working: int) -> str:
        """How many working days are left; where ``days``, in calendar days, is below zero: how many it is overdue.

        The other kind of days stands beside: calendar days that are left, ``working`` days that it is overdue.
        """
        key = "today" if days == 0 else "over" if days < 0 else "left" if working else "none"
        count = -days if days < 0 else working
        said = self.say(f"owed.days.{key}{'.single' if count == 1 else ''}", n=count)
        if key == "today" or not working:
            return said
        other = working if days < 0 else days
        return said + self.say(f"owed.beside.{key}{'.single' if other == 1 else ''}", n=other)

    def period(self, period: Period, *, short: bool = False) -> str:
        """A period in words, e.g. 2026 年 3 月; ``short`` leaves out the year."""
        names = self._texts["period.months"].split()
        month = names[period.number - 1] if period.kind == "month" else ""
        key = f"period.short.{period.kind}" if short else f"period.{period.kind}"
        return self.say(key, year=period.year, number=period.number, month=month)

    def year(self, year: int) -> str:
        """A year in words."""
        return self.period(Period("year", year))


def catalog() -> dict[str, list[str]]:
    """Every text under its key: Chinese, English."""
    texts: dict[str, list[str]] = {}
    for name in ("texts.yaml", "texts_ground.yaml", "texts_subjects.yaml", "texts_units.yaml"):
        texts |= yaml.safe_load(files("dashboard").joinpath(name).read_text(encoding="utf-8"))
    return texts


def load() -> dict[Language, Texts]:
    """Both languages of the packaged catalog."""
    both = catalog()
    return {language: Texts(both, language) for language in LANGUAGES}
