"""A row of a catalog: which wording held on a day, and whom it obliged (奉节府办发〔2020〕101号 二（一）)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from demo.oracle.case import Case, Duty, Judged, Owing
from demo.oracle.facts import Sent, Subject
from demo.oracle.wording import clerk_doubts

EVALUATED, RESULT = "item.evaluated.v1", "item.evaluation_published.v1"
LISTED, ADAPTED, REPEALED = "item.listed.v1", "item.adapted.v1", "item.repealed.v1"
NATIONAL = "国家"
ON_REQUEST = "依申请"
LIMIT = 20
"""Working days to publish what came out of a look."""


@dataclass(frozen=True)
class Version:
    """What held from a day until another, both for the row itself and beside it."""

    since: date
    until: date | None
    listing: Sent
    local: tuple[Sent, ...]

    def holds_on(self, day: date) -> bool:
        """Whether ``day`` lies in it."""
        return self.since <= day and (self.until is None or day < self.until)

    @property
    def wordings(self) -> list[str]:
        """公开时限 of the row, and the county's own beside it: the earliest holds."""
        beside = [text for fact in self.local[::-1] if (text := fact.text("time_limit")) is not None]
        return [text for text in (self.listing.text("time_limit"), *beside[:1]) if text]

    def names(self, field: str) -> list[str]:
        """Organisations in ``field``, as the county's own change has them, else as the row."""
        for fact in (*self.local[::-1], self.listing):
            named = fact.data.get(field)
            if isinstance(named, list):
                return [str(name) for name in named]
        return []


def versions(item: Subject) -> list[Version]:
    """By day; what is listed for a day counts until the next listing, change or removal."""
    listings = sorted(item.facts.get(LISTED, ()), key=_in_force)
    beside = sorted(item.facts.get(ADAPTED, ()), key=_in_force)
    gone = min((fact.day("repealed_on") for fact in item.facts.get(REPEALED, ())), default=None)
    days = sorted({fact.day("effective_on") for fact in (*listings, *beside)})
    return list(_versions(days, listings, beside, gone))


def _versions(days: list[date], listings: list[Sent], beside: list[Sent], gone: date | None) -> Iterator[Version]:
    for number, day in enumerate(days):
        listing = next((fact for fact in listings[::-1] if fact.day("effective_on") <= day), None)
        if listing is None or (gone is not None and gone <= day):
            continue
        following = days[number + 1] if number + 1 < len(days) else None
        until = min((end for end in (following, gone) if end is not None), default=None)
        national = listing.text("origin") == NATIONAL
        local = [fact for fact in beside if fact.day("effective_on") <= day and national]
        yield Version(day, until, listing, tuple(local))


def _in_force(fact: Sent) -> tuple[date, object, str]:
    return fact.day("effective_on"), fact.time, fact.id


def judge(case: Case) -> Judged:
    """What the catalog counts: a row when it takes effect, each change of it, its end, and limits that a person must look at."""
    judged, before = Judged(), None
    for version in versions(case.subject):
        if version.since > case.today:
            break
        follows = before is not None and before.until == version.since
        judged.count(version.since, "catalog_revised" if follows else "catalog_listed")
        doubtful = any(clerk_doubts(wording) for wording in version.wordings or [""])
        if doubtful and not (follows and before is not None and before.wordings == version.wordings):
            judged.count(version.since, "catalog_limits_unread")
        before = version
    removed = min((fact.day("repealed_on") for fact in case.subject.facts.get(REPEALED, ())), default=None)
    if before is not None and removed is not None and removed <= case.today:
        judged.count(removed, "catalog_repealed")
    judged.duties += [duty for duty in _looks_owed(case) if case.asks(duty.code, duty.opened_on)]
    return judged


def _looks_owed(case: Case) -> Iterator[Duty]:
    """A look a year at what is on request on its first day, from the year after it came to be so; and its result's publication."""
    owing, rows = Owing(case.calendar, case.today), versions(case.subject)
    on_request = [version for version in rows if version.listing.text("method") == ON_REQUEST]
    looks = sorted(case.subject.facts.get(EVALUATED, ()), key=lambda fact: (fact.day("evaluated_on"), fact.time))
    results = case.subject.facts.get(RESULT, ())
    title = rows[-1].listing.text("level2") if rows else None
    for year in range(on_request[0].since.year + 1 if on_request else case.today.year + 1, case.today.year + 1):
        begin = date(year, 1, 1)
        if not any(version.holds_on(begin) for version in on_request):
            continue
        mine = [
            fact.day("evaluated_on")
            for fact in looks
            if fact.data["year"] == year and fact.day("evaluated_on") >= begin
        ]
        yield owing.until("evaluate_item", begin, date(year, 12, 31), met_on=min(mine, default=None), title=title)
        if mine:
            told = [fact.day("published_on") for fact in results if fact.data["year"] == year]
            met_on = min((on for on in told if on >= mine[0]), default=None)
            yield owing.within("publish_item_evaluation", mine[0], LIMIT, met_on=met_on, title=title)
