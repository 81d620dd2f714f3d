"""What fails a site, asked anew for each day of its life, and how fresh its home page is (国办秘函〔2019〕19号)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from demo.oracle.case import Case, Duty, Judged, Owing
from demo.oracle.checks import aspect, unsafe
from demo.oracle.column import NEWS, NOTICES, ONE_DAY, TWO_WEEKS, Column, Wait, named
from demo.oracle.facts import Subject
from demo.oracle.message import ANSWERED, DISMISSED, RECEIVED, first_since, months_after

REGISTERED, CLOSED = "site.registered.v1", "site.closed.v1"
LEAST_PROBES, WEEK = 20, 7


@dataclass
class Site(Subject):
    """A site with the columns on it and the messages in these."""

    columns: list[Subject]
    """Those that stand on it, or ever did."""
    messages: list[tuple[Subject, Subject]]
    """Each with its column."""

    @property
    def name(self) -> str:
        """``<organisation>:<id>``."""
        return f"{self.org}:{self.id}"


def called(subjects: Iterable[Subject]) -> Iterator[Subject]:
    """A subject for each site of which there are facts, or on which a column stands."""
    columns: defaultdict[str, list[Subject]] = defaultdict(list)
    messages: defaultdict[str, list[Subject]] = defaultdict(list)
    own: dict[str, Subject] = {}
    for subject in subjects:
        families = {fact_type.split(".")[0] for fact_type in subject.facts}
        if "site" in families:
            own[f"{subject.org}:{subject.id}"] = subject
        if "column" in families:
            for site in Column(subject).sites:
                columns[site].append(subject)
        if received := subject.last(RECEIVED):
            messages[named(subject, str(received.data["column"]))].append(subject)
    for name in sorted({*own, *columns}):
        org, _, number = name.partition(":")
        facts = own[name].facts if name in own else {}
        behind = [(message, column) for column in columns[name] for message in messages[f"{column.org}:{column.id}"]]
        yield Site(org, number, facts, columns[name], behind)


def judge(case: Case) -> Judged:
    """Vetoes by the day on which each begins, and what is owed for the home page."""
    judged, site = Judged(), case.subject
    assert isinstance(site, Site), "a site is called with what stands on it"
    columns = [Column(subject) for subject in site.columns]
    stretches = list(_open(site, case.today))
    judged.duties += _home_page(case, site, columns, stretches)
    late_home = [duty for duty in judged.duties if duty.status in {"met_late", "overdue"}]
    days = _Days(case, site, columns, late_home)
    for since, until in stretches:
        before: set[str] = set()
        day = since
        while day <= case.today and (until is None or day < until):
            fails = days.fails(day)
            for code in fails - before:
                judged.count(day, "site_vetoes", code)
            before, day = fails, day + ONE_DAY
    return judged


def _open(site: Site, today: date) -> Iterator[tuple[date, date | None]]:
    """Days on which it is open; one of which only columns speak is taken to be."""
    dated = [(fact.day("registered_on"), fact) for fact in site.facts.get(REGISTERED, ())]
    dated += [(fact.day("closed_on"), fact) for fact in site.facts.get(CLOSED, ())]
    entries = dict(sorted(sorted(dated, key=lambda e: (e[1].time, e[1].id)), key=lambda entry: entry[0]))
    if not any(fact.type == REGISTERED for fact in entries.values()):
        days = [min(Column(each).on_site(site.name)) for each in site.columns]
        days += site.days_of("site")
        yield min(days, default=today), min((day for day in entries), default=None)
        return
    since: date | None = None
    for day, fact in entries.items():
        if fact.type == REGISTERED and since is None:
            since = day
        elif fact.type == CLOSED and since is not None:
            yield since, day
            since = None
    if since is not None:
        yield since, None


def _home_page(
    case: Case, site: Site, columns: list[Column], stretches: list[tuple[date, date | None]]
) -> Iterator[Duty]:
    """Each update opens the next two weeks; the first day on which anything shows there is taken for one."""
    here = [(column, column.on_site(site.name)) for column in columns]
    shown = [(column, entries) for column, entries in here if entries[max(entries)].data.get("on_home_page")]
    updated = {fact.day("updated_on") for fact in site.facts.get("site.updated.v1", ())}
    begins = [*updated, *(min(entries) for _, entries in shown)]
    for column, _ in shown:
        updated |= {day for day in column.posts if column.holds(day) and column.site_on(day) == site.name}
    owing = Owing(case.calendar, case.today)
    for since, until in stretches if begins else ():
        first = max(since, min(begins))
        if until is not None and first >= until:
            continue
        days = sorted({first, *(day for day in updated if first < day and (until is None or day < until))})
        for day, following in zip(days, [*days[1:], None], strict=True):
            due_on, gone_on = day + TWO_WEEKS, until if following is None else None
            # Neither what was met in time is known of a page that many columns fill, nor what fell away with the site.
            if all(end is None or end > due_on for end in (following, gone_on)):
                yield owing.until("update_home_page", day, due_on, met_on=following, gone_on=gone_on, title=_name(site))


def _name(site: Site) -> str | None:
    registered = sorted(
        site.facts.get(REGISTERED, ()), key=lambda fact: (fact.day("registered_on"), fact.time, fact.id)
    )
    return registered[-1].text("name") if registered else None


class _Days:
    """What fails the site on a day."""

    def __init__(self, case: Case, site: Site, columns: list[Column], late_home: list[Duty]) -> None:
        self._site, self._columns, self._late_home = site, columns, late_home
        self._waits = [(column, list(column.waits(case.today))) for column in columns]
        self._by_day = {id(column): column.by_day(case.today) for column in columns}
        self._probes: defaultdict[date, list[int]] = defaultdict(lambda: [0, 0])
        for probe in site.facts.get("site.probed.v1", ()):
            counted = self._probes[probe.day("probed_on")]
            counted[0] += int(str(probe.data["opened"]))
            counted[1] += int(str(probe.data["failed"]))

    def fails(self, day: date) -> set[str]:
        """Codes of the vetoes that hold."""
        holding = {
            "safety": unsafe(self._site, "site", day),
            "unreachable": self._unreachable(day),
            "home_page": any(
                duty.due_on < day and (duty.met_on is None or day < duty.met_on) for duty in self._late_home
            ),
            "columns_not_updated": self._late(day, by_kind=True) >= 5,
            "columns_overdue": self._late(day, by_kind=False) >= 10,
            "columns_empty": self._empty(day) >= 5,
            "messages_unanswered": any(
                _unanswered(message, day) and Column(column).site_on(day) == self._site.name
                for message, column in self._site.messages
            ),
            "no_consultation": aspect(self._site, "site", "consultation", day) in {"没有渠道", "不能使用"},
            "no_services": aspect(self._site, "site", "services", day) in {"没有办事服务", "要素缺失"},
        }
        return {code for code, holds in holding.items() if holds}

    def _late(self, day: date, *, by_kind: bool) -> int:
        return sum(
            column.site_on(day) == self._site.name and any(self._counts(wait, day, by_kind=by_kind) for wait in waits)
            for column, waits in self._waits
        )

    @staticmethod
    def _counts(wait: Wait, day: date, *, by_kind: bool) -> bool:
        if not by_kind:
            return wait.is_late(day, wait.due_on)
        kind = wait.entry.data["kind"]
        is_named = kind == NEWS or (kind == NOTICES and wait.entry.data.get("first_level", True))
        return bool(is_named) and wait.is_late(day, wait.kind_due_on)

    def _empty(self, day: date) -> int:
        open_ones = (column for column in self._columns if self._by_day[id(column)].get(day))
        return sum(not column.filled(day) and column.site_on(day) == self._site.name for column in open_ones)

    def _unreachable(self, day: date) -> bool:
        week: Mapping[date, list[int]] = {
            on: self._probes.get(on, [0, 0]) for on in (day - timedelta(days=back) for back in range(WEEK))
        }
        if any(sum(counted) < LEAST_PROBES for counted in week.values()):
            return False
        failed = sum(counted[1] for counted in week.values())
        return failed * 100 >= 5 * sum(sum(counted) for counted in week.values())


def _unanswered(message: Subject, day: date) -> bool:
    """Over three months old, under a year, valid, and without an answer on that day."""
    received = message.first_day(RECEIVED, "received_on")
    if received is None or not months_after(received, 3) < day < months_after(received, 12):
        return False
    answered = first_since(message, ANSWERED, "answered_on", received)
    dismissed = first_since(message, DISMISSED, "dismissed_on", received)
    if dismissed is not None and (answered is None or dismissed < answered):
        return False
    return answered is None or day < answered
