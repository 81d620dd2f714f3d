"""What the topics themselves say: the amount of any number that pages name, added up from the rows as published and from nothing else."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from contracts import topics
from contracts.families import FAMILIES
from contracts.kit import MeasureKind
from contracts.topics import PERIODS
from dashboard.periods import parse
from tests.dashboard.sample import Record

STATUSES = {"met": "met_on_time"}
"""Status in the name of a number → in a row, where that is another word."""


class Told:
    """The rows, obligations, sheets and findings on the topics."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.rows: dict[tuple[str, str], dict[str, Any]] = {}
        self.owed: list[dict[str, Any]] = []
        self.points: dict[str, set[str]] = {}
        self.ranks: dict[tuple[str, str], int] = {}
        self._signs: Counter[tuple[str, str, str]] = Counter()
        for record in records:
            if record.value is None:
                continue
            value = json.loads(record.value)
            if record.topic in PERIODS.values():
                self.rows[value["org"], value["period"]] = value
            elif record.topic == topics.SUBJECTS:
                for sign in value["signals"]:
                    self._signs[value["org"], sign["on"][:7], f"signal@{sign['code']}"] += sign["amount"]
            elif record.topic == topics.OBLIGATIONS:
                self.owed.append(value)
            elif record.topic == topics.SCORES and "places" in value:
                self.ranks |= {(place["org"], value["period"]): place["rank"] for place in value["places"]}
            elif record.topic == topics.SCORES and "clauses" in value:
                lost = Decimal(value["full"]) - Decimal(value["base"])
                points = {value["total"], value["bonus"], str(lost)}
                self.points.setdefault(f"{value['org']} {value['period']}", set()).update(points)
            elif record.topic == topics.FINDINGS and "points" in value:
                self.points.setdefault(f"{value['org']} {value['period']}", set()).add(value["points"])

    def amount(self, measure: str, org: str | None, period: str | None) -> int:
        """What a number comes to, of one unit or of all; a stock is what stands at the period's end."""
        return sum(sign * self._amount(term, org, period) for sign, term in terms(measure))

    def _amount(self, term: str, org: str | None, period: str | None) -> int:
        signs = (
            amount
            for (who, month, name), amount in self._signs.items()
            if name == term and org in (None, who) and (period is None or within(month, period))
        )
        return sum(of(term, row) for row in self._rows(term, org, period)) + sum(signs)

    def quotients(self, measure: str, org: str | None, period: str | None) -> set[Fraction]:
        """The rate, the mean and the shares that are shown of a number."""
        rows = list(self._rows(measure, org, period))
        if measure.endswith("#"):
            times = [days for row in rows if (days := row["days"].get(measure[:-1]))]
            count = sum(days["count"] for days in times)
            return {Fraction(sum(days["sum"] for days in times), count)} if count else set()
        if measure.endswith("!due"):
            met, due, still, excused = (
                self.amount(measure.replace("!due", f"!{status}"), org, period)
                for status in ("met", "due", "open", "excused")
            )
            return {Fraction(100 * met, due - still - excused)} if due - still - excused else set()
        whole = self.amount(measure, org, period)
        parts = [code for code, known in FAMILIES.measures.items() if known.share_of == measure]
        return {Fraction(100 * self.amount(code, org, period), whole) for code in parts} if whole else set()

    def _rows(self, measure: str, org: str | None, period: str | None) -> Iterator[dict[str, Any]]:
        stock = is_stock(measure)
        for (who, when), row in self.rows.items():
            if org in (None, who) and (
                len(when) == 7 and "Q" not in when and (period is None or parse(when).last <= parse(period).last)
                if stock or period is None
                else when == period
            ):
                yield row


def terms(measure: str) -> list[tuple[int, str]]:
    """What a number is made of: several between commas are added up, and what stands behind ``~`` is taken off."""
    plus, _, minus = measure.partition("~")
    sides = ((1, plus), (-1, minus))
    return [(sign, term) for sign, side in sides if side for term in side.split(",")]


def is_stock(measure: str) -> bool:
    """Whether what stands at a period's end is meant, not what came in it."""
    known = FAMILIES.measures.get(measure.partition("@")[0])
    return known is not None and known.kind is MeasureKind.STOCK


def within(month: str, period: str) -> bool:
    """Whether a month lies in a period."""
    return parse(period).first <= parse(month).first <= parse(period).last


def of(term: str, row: Mapping[str, Any]) -> int:
    """What a row has of a number without sums."""
    code, mark, part = next((term.partition(mark) for mark in "@#!" if mark in term), (term, "", ""))
    if mark == "!":
        duties = row["obligations"].items()
        counted = [counts for duty, counts in duties if duty == code or (not code and FAMILIES.duties[duty].grave)]
        return sum(int(counts[STATUSES.get(part, part)]) for counts in counted)
    if mark == "#":
        first, bar, last = part.partition("-")
        taken = row["days"].get(code, {}).get("histogram", {}).items()
        within = (int(first or 0), int(last or 10**6) if bar or not part else int(first))
        return sum(amount for days, amount in taken if within[0] <= int(days) <= within[1])
    labels = row["by"].get(code, {})
    if mark:
        named = part.removesuffix(".*")
        return int(
            sum(
                amount
                for label, amount in labels.items()
                if not part or (label.startswith(f"{named}.") if named != part else label == part)
            )
        )
    # A labelled stock stands under its labels, any other number under its code.
    return int(row["counts"].get(code, 0) + sum(labels.values()))
