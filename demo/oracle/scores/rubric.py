"""The rubric's file as a clerk reads it: which clauses ask something of a unit in a period, and by which rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parents[3] / "services" / "gateway" / "data" / "rubrics" / "fengjie.yaml"

VETO, BONUS, TAKEN = "一票否决", "加分", "取得分"
RULES = ("按件扣分", "按期率", "比率", "达标", "有无", TAKEN, VETO, BONUS)

Rule = Mapping[str, Any]
"""The settings of a rule; every value is text, as the file has it."""


@dataclass(frozen=True)
class Clause:
    """A line of the rubric, with what the clauses above it say of it."""

    path: str
    weight: Fraction
    kind: str | None
    """Name of its rule; None where it is the sum of those below it."""
    rule: Rule
    least_evidence: int
    bounds: tuple[tuple[Rule, ...], ...]
    """Its own line, and of each number above it the lines that bear it: each may leave out units, periods and days."""

    def asks(self, roster: str, every: str, day: date) -> bool:
        """Whether it is about units of a roster in a period of this length that begins on this day."""
        return all(any(_bears(line, roster, every, day) for line in lines) for lines in self.bounds)


@dataclass(frozen=True)
class Rubric:
    """One version."""

    county: str
    version: int
    since: date
    until: date
    full: Fraction
    rosters: Mapping[str, Mapping[str, Any]]
    grades: tuple[tuple[str, Fraction], ...]
    """The best first."""
    clauses: tuple[Clause, ...]

    def holds_on(self, day: date) -> bool:
        """Whether periods that begin on this day go by it."""
        return self.since <= day <= self.until

    def roster_of(self, org: str, kind: str) -> str | None:
        """Where a unit is named, else where its kind is."""
        for setting, value in (("单位", org), ("类别", kind)):
            for code, roster in self.rosters.items():
                if value in many(roster.get(setting, ())):
                    return code
        return None

    def grade(self, total: Fraction) -> str:
        """What so many points are called; nothing where the rubric has no grades."""
        return next((name for name, least in self.grades if total >= least), "")

    @property
    def failed(self) -> str:
        """The grade under a veto: the lowest."""
        return self.grades[-1][0] if self.grades else "不合格"


def many(value: Any) -> list[str]:
    """A list in the file may be written as its only entry."""
    return [value] if isinstance(value, str) else list(value)


def read_rubric(path: Path = FILE) -> Rubric:
    """The version that a file holds."""
    return rubric_of(path.read_text(encoding="utf-8"))


def rubric_of(text: str) -> Rubric:
    """The version that a file of this content holds."""
    # Without types, so that 1.10 is no number and 2026-01-01 no date.
    content = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes texts, lists and tables only
    grades = ((str(name), Fraction(least)) for name, least in content.get("等次", {}).items())
    return Rubric(
        content["县"],
        int(content["版本"]),
        date.fromisoformat(content["自"]),
        date.fromisoformat(content.get("止", "9999-12-31")),
        Fraction(content["满分"]),
        content["名册"],
        tuple(sorted(grades, key=lambda grade: -grade[1])),
        tuple(_clause(line, content["指标"]) for line in content["指标"]),
    )


def _bears(line: Rule, roster: str, every: str, day: date) -> bool:
    asked = roster in many(line.get("名册", roster)) and every in many(line.get("周期", every))
    return asked and line.get("自", "") <= day.isoformat() <= line.get("止", "9999-12-31")


def _clause(line: Mapping[str, Any], lines: list[Mapping[str, Any]]) -> Clause:
    path = str(line["编号"])
    kind = next((name for name in RULES if name in line), None)
    numbers = {str(other["编号"]) for other in lines if path.startswith(f"{other['编号']}.")}
    above = [tuple(other for other in lines if other["编号"] == number) for number in sorted(numbers)]
    return Clause(
        path,
        Fraction(line.get("分值", 0)),
        kind,
        line[kind] if kind else {},
        int(line.get("最少证据", 1)),
        ((line,), *above),
    )
