"""Facts by hand, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from chassis.case import Folded, encode
from chassis.rules import Rules, fold_subject, rules_of
from contracts.amendments import CORRECTED, WITHDRAWN, FactCorrected
from contracts.envelope import SHANGHAI, Fact
from contracts.families import FAMILIES
from contracts.fields import BusModel
from contracts.kit import Duty, Family, Key
from contracts.obligations import Obligation
from contracts.profile import BY_DEFAULT, County
from contracts.profile.record import CountyProfile
from law.calendar import WorkingCalendar, YearCalendar
from law.data import load_calendars

CALENDAR = WorkingCalendar(load_calendars())
ORG = "fengjie-aa"

RULES: Mapping[str, Rules] = {kind: rules for service in FAMILIES.services for kind, rules in rules_of(service).items()}
"""Kind → rules, of every family there is."""


def key_for(family: Family, subject: str = "s-1") -> Key:
    """A subject of the family."""
    return Key(family.kind, ORG, subject)


def own_day(model: type[BusModel]) -> str | None:
    """The field with the day that a fact tells of: the first that must be there."""
    fields = model.model_fields.items()
    return next((name for name, field in fields if name.endswith("_on") and field.is_required()), None)


def fact(number: str, fact_type: str, on: date | str, subject: str = "s-1", **data: Any) -> Fact:
    """A fact of noon on the day ``on``, which is also the day it tells of."""
    day = date.fromisoformat(on) if isinstance(on, str) else on
    model = FAMILIES.facts[fact_type]
    name = own_day(model)
    return at_noon(
        number,
        fact_type,
        key_for(FAMILIES.of_fact(fact_type), subject),
        day,
        ({name: day} if name else {}) | data,
    )


def at_noon(number: str, fact_type: str, key: Key, day: date, data: Mapping[str, object]) -> Fact:
    """A fact about ``key``, recorded on the day itself."""
    model = FAMILIES.messages[fact_type]
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=SHANGHAI)
    return Fact(number, fact_type, key, moment, day, model.model_validate(data, strict=False))


def corrected(number: str, about: Fact, on: date, data: Mapping[str, object]) -> Fact:
    """A correction of ``about``."""
    named = {"fact": about.id, "fact_type": about.type, "data": dict(data), "reason": "登记有误"}
    return at_noon(number, CORRECTED, about.key, on, named)


def withdrawn(number: str, about: Fact, on: date) -> Fact:
    """A withdrawal of ``about``, which may be a correction."""
    named = {"fact": about.id, "fact_type": about.type, "reason": "登记有误"}
    if isinstance(about.data, FactCorrected):
        named["of_type"] = about.data.fact_type
    return at_noon(number, WITHDRAWN, about.key, on, named)


def folded(
    family: Family,
    facts: Sequence[Fact],
    today: date,
    *,
    calendar: WorkingCalendar = CALENDAR,
    linked: Mapping[str, Sequence[bytes]] | None = None,
    subject: str = "s-1",
    county: County = BY_DEFAULT,
) -> Folded:
    """What the facts about a subject of the family come to."""
    return fold_subject(
        RULES[family.kind],
        facts[0].key if facts else key_for(family, subject),
        facts,
        calendar,
        today,
        linked,
        county,
    )


def county(**choices: object) -> County:
    """A county whose profile makes these choices: fields of CountyProfile."""
    return County(CountyProfile.model_validate({"county": "fengjie", "version": 1} | choices, strict=False))


def owing(since: date | str, *duties: Duty) -> County:
    """A county in which these duties are owed from a day on."""
    return county(duties=[{"duty": duty.code, "spans": [{"since": since}]} for duty in duties])


def owed(result: Folded, duty: Duty) -> list[Obligation]:
    """All obligations of this duty, those met in time too."""
    return [obligation for obligation in result.obligations if obligation.duty == duty.code]


def state_of(family: Family, facts: Sequence[Fact], today: date) -> bytes:
    """The state as it flows to others."""
    return encode(folded(family, facts, today))


def with_notice(known_from: date, off: Iterable[date] = (), work: Iterable[date] = ()) -> WorkingCalendar:
    """The calendar after one more notice for 2026."""
    newest = max((year for year in CALENDAR.versions if year.year == 2026), key=lambda year: year.version)
    return CALENDAR.with_notice(
        YearCalendar(
            year=2026,
            version=newest.version + 1,
            notice="后来的通知",
            known_from=known_from,
            off=newest.off | set(off),
            work=newest.work | set(work),
        )
    )
