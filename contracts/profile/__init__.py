"""A county's profile as folds look into it: which duties are owed from which day, local limits, and its practice.

What a unit does not report is silence, not a fault, unless its county has switched the duty on. The newest version of a
profile holds for all days: what changes by a day stands in it with that day. See ``record`` for what is on the bus,
``file`` for what the county's office writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from contracts.kit import Check, Duty, Family, Least, MeasureKind
from contracts.profile.record import CountyProfile, PracticeChoice, ProfileRecord, Span
from law.limit import Limit, LimitUnit
from law.practice import Practice

T = TypeVar("T")

ANSWER = "answer"
"""Its clock is the law's own (see law.clock): the county's promise enters it as practice."""


@dataclass(frozen=True)
class Profile:
    """What a county's profile says to one family."""

    county: str = ""
    version: int = 0
    """0 where the county has no profile: duties are owed as they are by default."""
    since: date | None = date.min
    """First day on which the family counts; None: it never does."""
    duties: Mapping[str, Sequence[Span]] = field(default_factory=dict)
    limits: Mapping[str, Sequence[tuple[date, Limit]]] = field(default_factory=dict)
    """By the day from which each holds."""
    checks: Mapping[str, Sequence[Span]] = field(default_factory=dict)
    practices: Sequence[tuple[date, Practice]] = ()
    stocks: frozenset[str] = frozenset()
    """Stocks that the family counts."""
    until: date | None = None
    """Last day of the unit: what arises later is nobody's duty."""

    def applies(self, duty: Duty, day: date) -> bool:
        """Whether ``duty`` is owed when it arises on ``day``."""
        if not self._holds(day):
            return False
        spans = self.duties.get(duty.code)
        return duty.by_default if spans is None else _within(spans, day)

    def asks(self, check: str, day: date) -> bool:
        """Whether the county asks on ``day`` for what ``check`` looks for (see ``Family.checks``); never by default."""
        return self._holds(day) and _within(self.checks.get(check, ()), day)

    def _holds(self, day: date) -> bool:
        return self.since is not None and self.since <= day and (self.until is None or day <= self.until)

    def limit(self, duty: Duty | Check, day: date) -> Limit | None:
        """The county's own limit for ``duty`` that arises on ``day``, or for a check then; None where it has none."""
        return _at(self.limits.get(duty.code, ()), day)

    def least(self, least: Least, day: date) -> Limit:
        """The time that ``least`` asks for on ``day``: the county's own, or what holds without."""
        return _at(self.limits.get(least.code, ()), day) or least.limit

    def practice(self, day: date) -> Practice:
        """The county's choices on ``day``."""
        return _at(self.practices, day) or Practice()

    def counted_on(self, measure: str, day: date) -> date | None:
        """The day by which ``measure`` counts what happened on ``day``, None where it does not.

        What stood before the family's first day belongs to a stock from that day on; all else from before is silence.
        """
        if self.since is None or day >= self.since:
            return None if self.since is None else day
        return self.since if measure.partition("@")[0] in self.stocks else None


class County:
    """A county's profile by family; without a profile what holds by default. ``until``: last day of the unit it is for."""

    def __init__(self, profile: CountyProfile | None = None, until: date | None = None) -> None:
        self.profile, self._until = profile, until
        self._families: dict[str, Profile] = {}

    @property
    def version(self) -> int:
        """Of the profile; 0 without one."""
        return self.profile.version if self.profile is not None else 0

    def family(self, family: Family) -> Profile:
        """What it says to ``family``."""
        known = self._families.get(family.kind)
        if known is None:
            known = self._families[family.kind] = self._of(family)
        return known

    def _of(self, family: Family) -> Profile:
        own = (measure.code for measure in family.measures if measure.kind is MeasureKind.STOCK)
        stocks = frozenset([*own, *family.opens])
        profile = self.profile
        if profile is None:
            return Profile(stocks=stocks)
        since = {choice.family: choice.since for choice in profile.families}.get(family.name, date.min)
        return Profile(
            profile.county,
            profile.version,
            since,
            {choice.duty: choice.spans for choice in profile.duties},
            self._limits,
            {choice.check: choice.spans for choice in profile.checks},
            self._practices,
            stocks,
            self._until,
        )

    @cached_property
    def _limits(self) -> Mapping[str, Sequence[tuple[date, Limit]]]:
        limits: dict[str, list[tuple[date, Limit]]] = {}
        for choice in sorted(self.profile.limits if self.profile else (), key=lambda choice: choice.since):
            limits.setdefault(choice.duty, []).append((choice.since, choice.limit))
        return limits

    @cached_property
    def _practices(self) -> Sequence[tuple[date, Practice]]:
        """The choices and the promise to answer, by every day on which either changes."""
        choices = {choice.since: choice for choice in (self.profile.practice if self.profile else ())}
        promises = self._limits.get(ANSWER, ())
        practices = []
        chosen: PracticeChoice | None = None
        for day in sorted({*choices, *(since for since, _ in promises)}):
            chosen = choices.get(day, chosen)
            promise = _at(promises, day)
            practices.append(
                (day, _practice(chosen, promise.amount if promise and promise.unit is LimitUnit.WORKING_DAYS else None))
            )
        return practices


BY_DEFAULT = County()
"""A county that has no profile."""


class Counties:
    """Every county's profile, by the organisations that it holds for: ``units``, organisation → county."""

    def __init__(self, profiles: Iterable[CountyProfile] = (), units: Mapping[str, str] | None = None) -> None:
        known = {profile.county: County(profile) for profile in profiles}
        self._of = {org: _ending(known[county], org) for org, county in (units or {}).items()}

    @classmethod
    def recorded(cls, records: Sequence[ProfileRecord]) -> Counties:
        """As the newest record of each county says."""
        return cls(records, {org: record.county for record in records for org in record.units})

    def of(self, org: str) -> County:
        """The profile that holds for ``org``."""
        return self._of.get(org, BY_DEFAULT)


def _ending(county: County, org: str) -> County:
    """The same for a unit that has a last day."""
    profile = county.profile
    last = profile.ended.get(org) if isinstance(profile, ProfileRecord) else None
    return county if last is None else County(profile, last)


def _practice(choice: PracticeChoice | None, answer_days: int | None) -> Practice:
    if choice is None:
        return Practice(answer_days=answer_days)
    return Practice(choice.correction_days, choice.internet_receipt == "automatic", answer_days)


def _within(spans: Sequence[Span], day: date) -> bool:
    return any(span.since <= day and (span.until is None or day <= span.until) for span in spans)


def _at(dated: Sequence[tuple[date, T]], day: date) -> T | None:
    """What the last one that has begun by ``day`` says; they stand in the order of their days."""
    return next((value for since, value in reversed(dated) if since <= day), None)
