"""What the rules make of a column of a site, one day at a time: how fresh it is, and whether anything stands in it.

国办秘函〔2019〕19号: news is updated within two weeks, notices and policies within six months; for the rest half a year
is the custom. A column's own limit counts where it is earlier, and of the rest in the custom's place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from demo.oracle.case import Case, Duty, Judged, Owing
from demo.oracle.facts import Sent, Subject
from demo.oracle.message import months_after

REGISTERED, POSTED, CLOSED = "column.registered.v1", "column.posted.v1", "column.closed.v1"
ONE_DAY = timedelta(days=1)
NEWS, NOTICES, OTHER = "动态要闻", "通知公告政策文件", "其他"
CODES = {NEWS: "update_news", NOTICES: "update_notices", OTHER: "update_column"}

TWO_WEEKS = timedelta(days=14)
HALF_A_YEAR = 6


def named(subject: Subject, text: str) -> str:
    """``<organisation>:<id>`` of what a fact of the subject names; organisations are told from ids by their letters."""
    org, colon, rest = text.partition(":")
    of_another = colon and rest and org and org.strip("-abcdefghijklmnopqrstuvwxyz0123456789") == ""
    return text if of_another and "--" not in org and org[0] != "-" != org[-1] else f"{subject.org}:{text}"


@dataclass(frozen=True)
class Wait:
    """From one update, or the day from which updates are asked for, to the next: ``ended_on`` where none is asked for any more."""

    entry: Sent
    began_on: date
    shown_from: date
    due_on: date
    kind_due_on: date
    met_on: date | None
    ended_on: date | None

    def is_late(self, day: date, due_on: date) -> bool:
        """Whether it was over time on a day of which it is part."""
        over = self.met_on or self.ended_on
        return max(due_on + ONE_DAY, self.shown_from) <= day and (over is None or day < over)


class Column:
    """A column's register and its posts."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        dated = [(fact.day("registered_on"), fact) for fact in subject.facts.get(REGISTERED, ())]
        dated += [(fact.day("closed_on"), fact) for fact in subject.facts.get(CLOSED, ())]
        # Of one day what was told last stands.
        self._entries = dict(sorted(sorted(dated, key=lambda e: (e[1].time, e[1].id)), key=lambda entry: entry[0]))
        registered = [day for day, fact in self._entries.items() if fact.type == REGISTERED]
        self.first_on = min(registered, default=None)
        self.posts = {fact.day("posted_on") for fact in subject.facts.get(POSTED, ())}
        self.newest = self._entries[max(registered)] if registered else None

    @property
    def name(self) -> str | None:
        """As the newest entry has it."""
        return self.newest.text("name") if self.newest else None

    def site_on(self, day: date) -> str:
        """Where it stands, or stood last; before its first entry, where that puts it."""
        registered = [on for on, fact in self._entries.items() if fact.type == REGISTERED]
        past = [on for on in registered if on <= day]
        return named(self.subject, str(self._entries[max(past) if past else min(registered)].data["site"]))

    def on_site(self, site: str) -> dict[date, Sent]:
        """The entries that put it on this site, by day."""
        return {on: fact for on, fact in self._entries.items() if fact.type == REGISTERED and self.site_on(on) == site}

    @property
    def sites(self) -> set[str]:
        """All sites on which it ever stood."""
        return {self.site_on(on) for on, fact in self._entries.items() if fact.type == REGISTERED}

    def holds(self, day: date) -> Sent | None:
        """The entry that holds on a day on which the column is on the site."""
        past = [on for on in self._entries if on <= day]
        entry = self._entries[max(past)] if past else None
        return entry if entry is not None and entry.type == REGISTERED else None

    def by_day(self, today: date) -> Mapping[date, Sent | None]:
        """Every day from the first on, with the entry that holds."""
        days: dict[date, Sent | None] = {}
        day, entry = self.first_on, None
        while day is not None and day <= today:
            if day in self._entries:
                entry = self.holds(day)
            days[day] = entry
            day += ONE_DAY
        return days

    def filled(self, day: date) -> bool:
        """Whether anything stands in it."""
        known = [fact for on, fact in self._entries.items() if on <= day and fact.type == REGISTERED]
        return any(fact.text("last_updated_on") for fact in known) or any(on <= day for on in self.posts)

    def _content_before(self) -> date | None:
        """The newest content from before the register, which its first entry or a post tells of."""
        assert self.first_on is not None
        last = self._entries[self.first_on].text("last_updated_on")
        days = [on for on in self.posts if on <= self.first_on]
        return max([*days, *([date.fromisoformat(last)] if last else [])], default=None)

    def waits(self, today: date) -> Iterator[Wait]:
        """One after another; of updates that come faster than the limit asks, one within each limit's length."""
        counted_to = date.min
        for wait in self._each(today):
            over = wait.met_on or wait.ended_on
            if wait.met_on is None or wait.met_on > counted_to or (over is not None and over > wait.due_on):
                counted_to = wait.due_on
                yield wait

    def _each(self, today: date) -> Iterator[Wait]:
        running: tuple[Sent, date, date] | None = None
        for day, entry in self.by_day(today).items():
            asked = entry if entry is not None and entry.data.get("must_update", True) else None
            if running is not None and (asked is None or (day in self.posts and day > running[1])):
                yield _wait(*running, met_on=day if asked else None, ended_on=None if asked else day)
                running = (asked, day, running[2]) if asked else None
            elif running is None and asked is not None:
                before = self._content_before() if day == self.first_on else None
                running = (asked, min(before or day, day), day)
        if running is not None:
            yield _wait(*running, met_on=None, ended_on=None)


def _wait(entry: Sent, began_on: date, shown_from: date, *, met_on: date | None, ended_on: date | None) -> Wait:
    kind = str(entry.data["kind"])
    by_kind = began_on + TWO_WEEKS if kind == NEWS else months_after(began_on, HALF_A_YEAR)
    number = entry.data.get("update_within")
    own = None
    if number is not None:
        in_months = entry.data.get("update_unit") == "个月"
        own = months_after(began_on, int(str(number))) if in_months else began_on + timedelta(days=int(str(number)))
    due_on = by_kind if own is None else own if kind == OTHER else min(own, by_kind)
    return Wait(entry, began_on, shown_from, due_on, by_kind, met_on, ended_on)


def judge(case: Case) -> Judged:
    """Everything there is to count about the column."""
    judged, column = Judged(), Column(case.subject)
    for post in case.subject.facts.get(POSTED, ()):
        judged.count(post.day("posted_on"), "column_posts", amount=int(str(post.data.get("items", 1))))
    waits = list(column.waits(case.today))
    judged.duties += [_duty(case, column, wait) for wait in waits]
    before: dict[str, str | None] = {}
    for day, entry in column.by_day(case.today).items():
        kind = str(entry.data["kind"]) if entry else None
        stands = {"columns": kind, "columns_empty": kind if kind and not column.filled(day) else None}
        for measure, label in stands.items():
            _changes(judged, measure, day, before.get(measure), label)
        before |= stands
    for wait in waits:
        since = max(wait.due_on + ONE_DAY, wait.shown_from)
        over = wait.met_on or wait.ended_on
        if since <= case.today and (over is None or since < over):
            judged.count(since, "columns_stale", str(wait.entry.data["kind"]))
            judged.count(over, "columns_stale", str(wait.entry.data["kind"]), -1)
    return judged


def _changes(judged: Judged, measure: str, day: date, was: str | None, becomes: str | None) -> None:
    """A stock that is labelled so from this day on."""
    if was != becomes:
        if was:
            judged.count(day, measure, was, -1)
        if becomes:
            judged.count(day, measure, becomes)


def _duty(case: Case, column: Column, wait: Wait) -> Duty:
    code = CODES[str(wait.entry.data["kind"])]
    owing = Owing(case.calendar, case.today)
    return owing.until(code, wait.began_on, wait.due_on, met_on=wait.met_on, gone_on=wait.ended_on, title=column.name)
