"""What one profile of a county makes of another: which duties are owed on which days, by which limits, before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain
from typing import NamedTuple

from contracts.families import FAMILIES, Families
from contracts.kit import Check, Duty, Family, Least
from contracts.profile import County, Profile
from contracts.profile.checking import FIRST_DAY
from contracts.profile.record import CountyProfile, Span
from law.practice import Practice

_ONE_DAY = timedelta(days=1)


class Change(NamedTuple):
    """On these days, the last one included where there is one, something else holds than did."""

    code: str
    chinese: str
    since: date
    until: date | None
    was: str
    becomes: str

    def __str__(self) -> str:
        """In one line."""
        days = f"from {self.since}" if self.until is None else f"{self.since} to {self.until}"
        return f"{self.code} ({self.chinese}), {days}: {self.was} → {self.becomes}"

    def is_past(self, today: date) -> bool:
        """Whether it changes what held before today."""
        return self.since < today


def changes(old: CountyProfile | None, new: CountyProfile | None, families: Families = FAMILIES) -> list[Change]:
    """All of them, by family, duty and day; None stands for what holds by default."""
    was, becomes = County(old), County(new)
    days = sorted({FIRST_DAY, *_days(old), *_days(new)})
    return [change for family in families.all for change in _of_family(family, was, becomes, days)] + [
        *_of_practice(was, becomes, families, days)
    ]


def _of_family(family: Family, was: County, becomes: County, days: list[date]) -> Iterator[Change]:
    before, after = was.family(family), becomes.family(family)
    yield from _runs(family.name, family.chinese, days, _counts(before), _counts(after))
    # What begins late is said of the family alone, and not of each of its duties again.
    always = [replace(profile, since=date.min) for profile in (before, after)]
    for duty in family.duties:
        yield from _runs(duty.code, duty.chinese, days, *(_owes(profile, duty) for profile in always))
    for check in family.checks:
        yield from _runs(check.code, check.chinese, days, *(_asks(profile, check) for profile in always))
    for least in family.leasts:
        yield from _runs(least.code, least.chinese, days, *(_lasts(profile, least) for profile in always))


def _of_practice(was: County, becomes: County, families: Families, days: list[date]) -> Iterator[Change]:
    before, after = (_practised(county.family(families.all[0])) for county in (was, becomes))
    yield from _runs("practice", "做法", days, before, after)


def _counts(profile: Profile) -> Callable[[date], str]:
    return lambda day: "not counted" if profile.since is None or day < profile.since else "counted"


def _owes(profile: Profile, duty: Duty) -> Callable[[date], str]:
    def words(day: date) -> str:
        if not profile.applies(duty, day):
            return "not owed"
        return f"owed within {(profile.limit(duty, day) or duty.limit).words}"

    return words


def _asks(profile: Profile, check: Check) -> Callable[[date], str]:
    def words(day: date) -> str:
        if not profile.asks(check.code, day):
            return "not asked for"
        limit = profile.limit(check, day) or check.limit
        return f"asked for with {limit.words}" if limit else "asked for"

    return words


def _lasts(profile: Profile, least: Least) -> Callable[[date], str]:
    return lambda day: f"at least {profile.least(least, day).words}"


def _practised(profile: Profile) -> Callable[[date], str]:
    def words(day: date) -> str:
        # The promise to answer is a limit, and said there.
        practice: Practice = profile.practice(day)
        receipt = "系统确认" if practice.internet_confirms else "双方确认"
        return f"补正期限{practice.correction_days}个工作日，网上申请{receipt}"

    return words


def _runs(
    code: str, chinese: str, days: list[date], was: Callable[[date], str], becomes: Callable[[date], str]
) -> Iterator[Change]:
    """Runs of days on which the two differ in one way; only on ``days`` can anything begin or end."""
    run: Change | None = None
    for day in days:
        both = was(day), becomes(day)
        if run is not None and both != (run.was, run.becomes):
            yield run._replace(until=day - _ONE_DAY)
            run = None
        if run is None and both[0] != both[1]:
            run = Change(code, chinese, day, None, *both)
    if run is not None:
        yield run


def _days(profile: CountyProfile | None) -> Iterator[date]:
    """Every day on which the profile says something new."""
    if profile is None:
        return
    yield from (choice.since for choice in profile.families if choice.since is not None)
    yield from (choice.since for choice in profile.limits)
    yield from (choice.since for choice in profile.practice)
    for span in chain.from_iterable(choice.spans for choice in profile.duties):
        yield from _ends(span)
    for span in chain.from_iterable(choice.spans for choice in profile.checks):
        yield from _ends(span)


def _ends(span: Span) -> Iterator[date]:
    yield span.since
    if span.until is not None:
        yield span.until + _ONE_DAY


def past(changes: Iterable[Change], today: date | None) -> list[Change]:
    """Those that change what held before today; none while no day has begun."""
    return [] if today is None else [change for change in changes if change.is_past(today)]
