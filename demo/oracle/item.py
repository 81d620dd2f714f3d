"""A row of a catalog: which wording held on a day, and whom it obliged (奉节府办发〔2020〕101号 二（一）)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from demo.oracle.case import Case, Duty, Judged, Owing
from demo.oracle.facts import Sent, Subject
from demo.oracle.wording import clerk_doubts

EVALUATED, RESULT = "item.evaluated.v1", "item.evaluation_published.v1"
LISTED, ADAPTED, REPEALED = "item.listed.v1", "item.adapted.v1", "item.repealed.v1"
NATIONAL = "国家"
ON_REQUEST, PUBLIC = "依申请", "主动公开"
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
        return [text for text in self.cells if text]

    @property
    def cells(self) -> list[str]:
        """The same, an empty cell of the row among them."""
        beside = [text for fact in self.local[::-1] if (text := fact.text("time_limit")) is not None]
        return [self.listing.text("time_limit") or "", *(text for text in beside[:1] if text)]

    def in_force(self, field: str) -> object:
        """A field as the county's own change has it, else the row; None where neither says it."""
        for fact in (*self.local[::-1], self.listing):
            if fact.data.get(field) is not None:
                return fact.data[field]
        return None

    def names(self, field: str) -> list[str]:
        """Organisations in ``field``."""
        named = self.in_force(field)
        return [str(name) for name in named] if isinstance(named, list) else []

    @property
    def on_request(self) -> bool:
        """Whether the row is not disclosed by the office itself."""
        return self.in_force("method") == ON_REQUEST


class Shelf:
    """A row's place in the catalog, through what is told of it day by day."""

    def __init__(self) -> None:
        self.versions: list[Version] = []
        self.removed: list[date] = []

    @property
    def _last(self) -> Version | None:
        return self.versions[-1] if self.versions and self.versions[-1].until is None else None

    def put(self, on: date, fact: Sent) -> None:
        """What the fact makes of it. A national row stays one; a county's change needs a national row to stand beside."""
        last = self._last
        national = last is not None and last.listing.text("origin") == NATIONAL
        if fact.type == REPEALED:
            if last is not None:
                self._close(on)
                if self.versions and self.versions[-1].until == on:
                    self.removed.append(on)
        elif fact.type == ADAPTED:
            if last is not None and national:
                self._open(Version(on, None, last.listing, (*last.local, fact)))
        elif last is None:
            self._open(Version(on, None, fact, ()))
        elif (fact.text("origin") == NATIONAL or not national) and _text(fact) != _text(last.listing):
            self._open(Version(on, None, fact, last.local))

    def _open(self, version: Version) -> None:
        if self._last is not None:
            self._close(version.since)
        self.versions.append(version)

    def _close(self, on: date) -> None:
        """What ends on its first day never was."""
        last = self.versions.pop()
        if last.since < on:
            self.versions.append(replace(last, until=on))


def shelved(item: Subject) -> Shelf:
    """Day by day; on one day listings and removals as they were taken down, local changes after them."""
    facts = [
        (
            fact.day("repealed_on" if kind == REPEALED else "effective_on"),
            kind == ADAPTED,
            fact.time,
            kind,
            fact.id,
            fact,
        )
        for kind in (REPEALED, LISTED, ADAPTED)
        for fact in item.facts.get(kind, ())
    ]
    shelf = Shelf()
    for on, *_, fact in sorted(facts, key=lambda placed: (*placed[:3], placed[3] != REPEALED, placed[4])):
        shelf.put(on, fact)
    return shelf


def versions(item: Subject) -> list[Version]:
    """By day; what is listed for a day counts until the next listing, change or removal."""
    return shelved(item).versions


def _text(fact: Sent) -> dict[str, object]:
    return {name: value for name, value in fact.data.items() if name != "effective_on" and value is not None}


def judge(case: Case) -> Judged:
    """What the catalog counts: a row when it takes effect, each change of it, its end, and limits that a person must look at."""
    judged, before, shelf = Judged(), None, shelved(case.subject)
    for version in shelf.versions:
        if version.since > case.today:
            break
        follows = before is not None and before.until == version.since
        judged.count(version.since, "catalog_revised" if follows else "catalog_listed")
        doubtful = any(map(clerk_doubts, version.cells))
        if doubtful and not (follows and before is not None and before.cells == version.cells):
            judged.count(version.since, "catalog_limits_unread")
        before = version
    for removed in shelf.removed:
        judged.count(removed if removed <= case.today else None, "catalog_repealed")
    judged.duties += [duty for duty in _looks_owed(case) if case.asks(duty.code, duty.opened_on)]
    return judged


def _looks_owed(case: Case) -> Iterator[Duty]:
    """A look a year at what is on request on its first day, from the year after it came to be so; and its result's publication.

    A look that says it can be public ends them, and so does a row that says it itself.
    """
    owing, rows = Owing(case.calendar, case.today), versions(case.subject)
    on_request = [version for version in rows if version.on_request]
    off = list(_off(on_request))
    title = rows[-1].listing.text("level2") if rows else None
    first: dict[int, date] = {}
    public_on: date | None = None
    for on, year, attribute in _looks(case.subject):
        if not any(since <= on and (until is None or on < until) for since, until in off):
            if on.year >= year:
                first.setdefault(year, on)
            if attribute == PUBLIC and public_on is None and on_request and on >= on_request[0].since:
                public_on = on
    ends = [since for since, _ in off] + ([public_on] if public_on else [])
    for year in range(on_request[0].since.year + 1 if on_request else case.today.year + 1, case.today.year + 1):
        begin, looked_on = date(year, 1, 1), first.get(year)
        if any(version.holds_on(begin) for version in on_request) and not (public_on and public_on <= begin):
            gone_on = min((end for end in ends if end > begin), default=None)
            met_on = None if looked_on and gone_on and gone_on < looked_on else looked_on
            more = {"met_on": met_on, "gone_on": gone_on, "title": title}
            yield owing.until("evaluate_item", begin, date(year, 12, 31), **more)
    results = [(fact.day("published_on"), fact.data["year"]) for fact in case.subject.facts.get(RESULT, ())]
    for year, looked_on in first.items():
        met_on = min((on for on, of in results if of == year and on >= looked_on), default=None)
        yield owing.within("publish_item_evaluation", looked_on, LIMIT, met_on=met_on, title=title)


def _off(on_request: list[Version]) -> Iterator[tuple[date, date | None]]:
    """Days after the first of these versions that lie in none of them."""
    later: list[Version | None] = [*on_request[1:], None]
    for version, following in zip(on_request, later, strict=False):
        if version.until is not None and (following is None or following.since > version.until):
            yield version.until, following.since if following else None


def _looks(item: Subject) -> list[tuple[date, int, str | None]]:
    looks = sorted(item.facts.get(EVALUATED, ()), key=lambda fact: (fact.day("evaluated_on"), fact.time, fact.id))
    return [(fact.day("evaluated_on"), int(str(fact.data["year"])), fact.text("attribute")) for fact in looks]
