"""What the numbers on pages must be by the topics' rows, worked out from the address that each number leads to, and nothing else."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from contracts import registry
from contracts.families import FAMILIES
from law.calendar import WorkingCalendar
from law.data import load_calendars
from tests.dashboard.told import is_stock, of, terms

Row = Mapping[str, Any]

_MEASURES = [entry for _, _, entry in registry.entries() if isinstance(entry, registry.MeasureEntry)]
_PARTS = {entry.share_of: entry.code for entry in _MEASURES if entry.share_of}
_NUMBER = re.compile(r'<a class="n" href="([^"]*)"[^>]*>([^<]*)</a>')


@dataclass(frozen=True)
class Topics:
    """Rows of the topics by their keys, the units of the county, and the last complete day."""

    rows: Mapping[str, Row]
    owed: Mapping[str, Row]
    orgs: list[str]
    day: date
    sheets: Mapping[str, Row] = field(default_factory=dict)

    def amount(self, measure: str, orgs: Sequence[str], period: str) -> int:
        """What a number is: the sum over these units of what their rows of the period have."""
        return sum(
            sign * of(term, row)
            for sign, term in terms(measure)
            for org in orgs
            for row in (self._months(org, period) if is_stock(term) else self._row(org, period))
        )

    def _row(self, org: str, period: str) -> Iterator[Row]:
        if f"{period}|{org}" in self.rows:
            yield self.rows[f"{period}|{org}"]

    def _months(self, org: str, period: str) -> Iterator[Row]:
        """All months up to the period's end: what stands then is what they add up to. Of a period ahead it is not told."""
        if _begins(period) > self.day:
            return
        last = f"{period}-12" if len(period) == 4 else period
        last = f"{period[:4]}-{int(period[-1]) * 3:02}" if "Q" in period else last
        for key, row in self.rows.items():
            month, _, whose = key.partition("|")
            if whose == org and len(month) == 7 and "Q" not in month and month <= last:
                yield row

    def days(self, code: str, orgs: Iterable[str], period: str) -> Fraction:
        """Working days on average."""
        each = [row["days"].get(code, {}) for org in orgs for row in self._row(org, period)]
        return Fraction(sum(one.get("sum", 0) for one in each), sum(one.get("count", 0) for one in each))

    def groups(self) -> dict[str, int]:
        """How much of what is owed is in each group of urgency."""
        calendar = WorkingCalendar(load_calendars()).known_on(self.day)
        counted = dict.fromkeys(("overdue", "within3", "within10", "later", "order"), 0)
        for row in self.owed.values():
            owed = row["obligation"]
            due = date.fromisoformat(owed["due_on"])
            left = calendar.count_working_days(self.day, due)
            if not FAMILIES.duties[owed["duty"]].grave:
                counted["order"] += 1
            elif owed["status"] == "overdue" or due < self.day:
                counted["overdue"] += 1
            else:
                counted["within3" if left <= 3 else "within10" if left <= 10 else "later"] += 1
        return counted


def _begins(period: str) -> date:
    month = 1 if len(period) == 4 else int(period[-1]) * 3 - 2 if "Q" in period else int(period[5:])
    return date(int(period[:4]), month, 1)


class Walk:
    """Goes over pages and gathers what differs; ``seen`` counts the numbers that were compared."""

    def __init__(self, client: httpx.AsyncClient, told: Topics) -> None:
        self._client, self._told = client, told
        self.differences: list[str] = []
        self.seen = 0
        self.behind: dict[str, int] = {}

    async def page(self, address: str) -> str:
        """Compares every number of a page that is a link; the page itself."""
        answer = await self._client.get(address)
        assert answer.status_code == 200, address
        for target, text in _NUMBER.findall(answer.text):
            self._compare(address, unescape(target), text.strip())
        return answer.text

    def _compare(self, page: str, target: str, text: str) -> None:
        asked = {name: values[0] for name, values in parse_qs(urlsplit(target).query).items()}
        orgs = [asked["org"]] if "org" in asked else self._told.orgs
        measure, period = asked["measure"], asked["period"]
        amount = self._told.amount(measure, orgs, period)
        self.seen += 1
        if whole := re.fullmatch(r"\D*?(-?\d[\d,]*)\D*", text) if "%" not in text else None:
            self.behind[target] = amount
            same = int(whole[1].replace(",", "")) == amount
        elif text.endswith("%"):
            share = Fraction(text[:-1]) / 100
            same = abs(share - self._rate(measure, orgs, period, amount)) <= Fraction(51, 100_000)
        else:
            same = abs(Fraction(text) - self._told.days(measure[:-1], orgs, period)) <= Fraction(51, 1_000)
        if not same:
            self.differences.append(f"{page}: {text} at {target}, by the rows {amount}")

    def _rate(self, measure: str, orgs: list[str], period: str, amount: int) -> Fraction:
        if not measure.endswith("!due"):
            return Fraction(self._told.amount(_PARTS[measure], orgs, period), amount)
        duty = measure.removesuffix("!due")
        met, still, excused = (
            self._told.amount(f"{duty}!{status}", orgs, period) for status in ("met", "open", "excused")
        )
        return Fraction(met, amount - still - excused)

    async def heat(self, year: int, measure: str) -> None:
        """A heat table has a number wherever the rows have one, and nowhere else."""
        html = await self.page(f"/heat?year={year}&measure={measure}")
        shown = {unescape(target) for target, _ in _NUMBER.findall(html) if "org=" in target}
        if measure in ("rate", "overdue") or measure.endswith(".share"):
            return
        for org in self._told.orgs:
            for month in range(1, 13):
                period = f"{year}-{month:02}"
                target = f"/subjects?measure={measure}&org={org}&period={period}"
                if period <= f"{self._told.day:%Y-%m}" and bool(self._told.amount(measure, [org], period)) != (
                    target in shown
                ):
                    self.differences.append(f"{measure} of {org} in {period}")

    async def lists(self, every: int = 1) -> int:
        """Adds up the subjects behind each number that was seen, or behind some of them; how many lists."""
        targets = sorted(self.behind)[::every]
        for target in targets:
            content = (await self._client.get(f"{target}&format=csv")).content.decode("utf-8-sig")
            listed = sum(int(line[4]) for line in list(csv.reader(io.StringIO(content)))[4:] if line[4])
            if listed != self.behind[target]:
                self.differences.append(f"{target}: {listed} by its list, {self.behind[target]} by the rows")
        return len(targets)

    async def due(self) -> None:
        """What is owed in each group, on the front page and in the lists."""
        for page in ("/", "/due"):
            html = await self.page(page)
            for group, expected in self._told.groups().items():
                shown = re.search(rf'<li class="{group}[^"]*"><a [^>]*><b>([\d,]+)</b>', html)
                if shown is None or int(shown[1].replace(",", "")) != expected:
                    self.differences.append(f"{page}: {group} is {expected}")
        for group, expected in self._told.groups().items():
            content = (await self._client.get(f"/due?group={group}&format=csv")).content.decode("utf-8-sig")
            lines = len(list(csv.reader(io.StringIO(content)))[4:])
            if lines != expected:
                self.differences.append(f"{group}: {lines} listed of {expected}")

    async def scores(self, period: str) -> None:
        """Every unit's total."""
        content = (await self._client.get(f"/scores?period={period}&format=csv")).content.decode("utf-8-sig")
        shown = sorted(float(line[3]) for line in list(csv.reader(io.StringIO(content)))[4:])
        told = sorted(float(self._told.sheets[f"{period}|{org}"]["total"]) for org in self._told.orgs)
        if shown != told:
            self.differences.append(f"scores of {period}")
