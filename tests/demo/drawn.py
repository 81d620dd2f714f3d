"""Facts of any families by chance, drawn from the models themselves, about few enough subjects that they meet.

With what a county lives through beside: facts told late and twice, corrected and withdrawn, holiday notices that come
meanwhile, a profile that asks for other things from other days on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from contracts.families import FAMILIES
from contracts.fields import is_ahead
from contracts.profile import Counties
from contracts.profile.record import CheckChoice, DutyChoice, ProfileRecord, Span
from demo.oracle.calendar import Version
from law.calendar import WorkingCalendar, YearCalendar
from tests.demo.folds import CALENDAR, COUNTIES, UNITS, Line
from tests.demo.lines import fact
from tests.families.drawing import maker

COUNTY = "fengjie"
ORGS = [unit.org for unit in UNITS if unit.county == COUNTY][:2]
LIKELY = {
    "document.drafted": 5,
    "document.approved": 2,
    "disclosure.published": 5,
    "interpretation.published": 12,
    "decision.listed": 3,
    "decision.made": 2,
    "consultation.opened": 3,
    "hearing.held": 2,
    "column.registered": 6,
    "column.posted": 6,
    "message.received": 4,
    "site.registered": 3,
    "site.probed": 8,
    "account.opened": 6,
    "account.posted": 12,
    "village.listed": 3,
    "village.published": 12,
    "village_matter.arose": 2,
    "village_matter.published": 3,
}
"""What has to be there for anything to happen."""

LATE, CORRECTIONS, WITHDRAWALS, TWICE = 0.2, 0.08, 0.06, 0.05
"""Of the facts: told days later, corrected, withdrawn, told twice; a correction is withdrawn as often as a fact."""

NUMBERS = ("甲发〔2026〕1号", "甲发[2026] 1号", "乙发〔2026〕2号")
"""发文字号 few enough that joint documents share them, however they are written."""

_AHEAD = (0, 3, 7, 9, 30, 31, 60)
_ORGS = ("drafter", "lead", "made_by", "township")
_SUBJECTS = ("decision", "column", "site", "merged_into")
_PLAIN = ("village", "township_list")
"""Subjects of the sender's own, which stand without its name."""

Data = dict[str, Any]


class Shape(NamedTuple):
    """How many facts there are, about how many subjects of each family and unit, on how many days."""

    facts: int
    subjects: int
    days: int


class Drawn:
    """A county's facts of some families, from ``begin`` on."""

    def __init__(self, chance: Random, families: Sequence[str], begin: date, shape: Shape) -> None:
        self._chance, self._begin, self._shape, self._facts = chance, begin, shape, 0
        self._types = [f"{name}.{verb}" for name in families for verb in FAMILIES.by_name[name].facts]
        self._weights = [LIKELY.get(kind, 1) for kind in self._types]
        self._makers: dict[str, Callable[[Any, date], Any]] = {
            **dict.fromkeys(_ORGS, lambda _, __: chance.choice(ORGS)),
            **dict.fromkeys(_SUBJECTS, lambda _, __: self._named()),
            **dict.fromkeys(_PLAIN, lambda _, __: f"s-{chance.randrange(shape.subjects)}"),
            "makers": lambda _, __: [org for org in ORGS if chance.random() < 0.5],
            "document_number": lambda _, __: chance.choice(NUMBERS),
            "documents": lambda named, _: [self._named() for _ in named],
            "period": lambda _, day: self._period(day),
        }
        """Fields that name others, a number or a period."""

    def lines(self) -> list[Line]:
        """The facts with their amendments, in any order, some of them twice."""
        lines = [line for _ in range(self._shape.facts) for line in self._told()]
        lines += [line for line in lines if self._chance.random() < TWICE]
        self._chance.shuffle(lines)
        return lines

    def _told(self) -> Iterator[Line]:
        kind = self._chance.choices(self._types, self._weights)[0]
        day = self._begin + timedelta(days=self._chance.randrange(self._shape.days))
        told_on = day + timedelta(days=self._chance.randrange(1, 30) if self._chance.random() < LATE else 0)
        subject, org = f"s-{self._chance.randrange(self._shape.subjects)}", self._chance.choice(ORGS)
        line = self._line(org, kind, told_on, subject, self._data(kind, day))
        yield line
        corrected = self._chance.random() < CORRECTIONS
        if corrected:
            told_on += timedelta(days=self._chance.randrange(40))
            right = self._data(kind, day - timedelta(days=self._chance.choice((-1, 0, 0, 1, 15))))
            line = self._line(org, "fact.corrected", max(told_on, day), subject, _about(line) | {"data": right})
            yield line
        if self._chance.random() < WITHDRAWALS:
            about = _about(line) | ({"of_type": f"{kind}.v1"} if corrected else {})
            yield self._line(org, "fact.withdrawn", told_on + timedelta(days=30), subject, about)

    def _line(self, org: str, kind: str, told_on: date, subject: str, data: Data) -> Line:
        self._facts += 1
        hour = self._chance.choice((9, 9, 14))
        return org, fact(kind, told_on.isoformat(), subject, f"f{self._facts}", hour, **data)[1]

    def _data(self, kind: str, day: date) -> Data:
        """What such a fact says, told of this day; what it names is one of the subjects."""
        model = FAMILIES.facts[f"{kind}.v1"]
        data = maker(model)(self._chance)
        ahead = {name for name, field in model.model_fields.items() if is_ahead(field)}
        values = {name: self._value(name, value, day, ahead) for name, value in data.items() if name != "item"}
        if kind == "document.drafted" and self._chance.random() < 0.8:
            # Forwarded and obtained documents, and those that are not public, ask for nothing further.
            values = {name: value for name, value in values.items() if name not in ("forwarded_from", "origin")}
            values["attribute"] = "主动公开"
        return values

    def _value(self, name: str, value: Any, day: date, ahead: set[str]) -> Any:
        if name in ahead:
            return (day + timedelta(days=self._chance.choice(_AHEAD))).isoformat()
        if name.endswith("_on"):
            return day.isoformat()
        if name in self._makers:
            return self._makers[name](value, day)
        if isinstance(value, list):
            return [self._part(part, day) if isinstance(part, dict) else part for part in value]
        return value

    def _part(self, part: Data, day: date) -> Data:
        return {name: self._value(name, value, day, set()) for name, value in part.items() if name != "item"}

    def _period(self, day: date) -> str:
        return self._chance.choice((f"{day:%Y-%m}", f"{day:%Y}-Q{(day.month + 2) // 3}", f"{self._begin:%Y-%m}"))

    def _named(self) -> str:
        subject = f"s-{self._chance.randrange(self._shape.subjects)}"
        return subject if self._chance.random() < 0.3 else f"{self._chance.choice(ORGS)}:{subject}"


def _about(line: Line) -> Data:
    event = json.loads(line[1])
    return {"fact": event["id"], "fact_type": event["type"], "reason": "登记有误"}


def notices(chance: Random, begin: date, days: int) -> tuple[Version, ...]:
    """None, one or two notices that come by the bus while the facts do, of this year and of the next, which may have had none."""
    versions = []
    for number in range(chance.randrange(3)):
        year = begin.year + chance.choice((0, 0, 1))
        first = date(year, 1, 1) if year > begin.year else begin
        touched = [first + timedelta(days=chance.randrange(days)) for _ in range(12)]
        touched = [day for day in touched if day.year == year]
        was = max((v for v in CALENDAR.versions if v.year == year), key=lambda v: v.version, default=None)
        off = frozenset(day for day in touched if day.weekday() < 5) | (was.off if was else frozenset())
        work = frozenset(day for day in touched if day.weekday() >= 5) | (was.work if was else frozenset())
        known_from = begin + timedelta(days=chance.randrange(days) + number * days)
        versions.append(Version(year, (was.version if was else 0) + 1 + number, off, work, known_from))
    return tuple(versions)


def calendar(later: Sequence[Version]) -> WorkingCalendar:
    """The folds' calendar after these notices."""
    known = CALENDAR
    for version in later:
        values = (version.year, version.version, "后来的通知", version.known_from, version.off, version.work)
        known = known.with_notice(YearCalendar(*values))
    return known


def asked(chance: Random, families: Sequence[str], begin: date, days: int) -> Mapping[str, date]:
    """Since when the county asks for what stands on its word: some of it always, some from the middle of the facts on, some never."""
    drawn = [FAMILIES.by_name[name] for name in families]
    codes = [duty.code for family in drawn for duty in family.duties if not duty.by_default]
    codes += [check.code for family in drawn for check in family.checks]
    since = (date(2021, 1, 1), begin + timedelta(days=days // 2), None)
    chosen = {code: chance.choice(since) for code in codes}
    return {code: day for code, day in chosen.items() if day is not None}


def counties(asked: Mapping[str, date]) -> Counties:
    """The same as the folds read it."""
    spans = {code: [Span(since=since)] for code, since in asked.items()}
    record = ProfileRecord(
        county=COUNTY,
        version=2,
        revision=2,
        units=ORGS,
        duties=[DutyChoice(duty=code, spans=days) for code, days in spans.items() if code in FAMILIES.duties],
        checks=[CheckChoice(check=code, spans=days) for code, days in spans.items() if code not in FAMILIES.duties],
    )
    return Counties([record], {org: county for org, county in COUNTIES.items() if county == COUNTY})
