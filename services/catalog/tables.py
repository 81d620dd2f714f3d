"""Annual table 二 per unit and county, as the sum of what documents, figures and opening balances count: pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

import msgspec

from contracts.annual_figure import COERCION, FEES, LICENSING, PENALTY, YUAN_PER_10K
from law import table2
from law.interpretation import DocumentKind
from law.tables import Broken

UNKNOWN = "未登记"
"""County of organisations that the registry does not name."""

OPENING = "期初现行有效=此前事实"
"""Name of what is broken where an opening balance holds fewer documents than are known to be in force."""
STOCK = "现行有效=上年现行有效+制发−废止"
NEGATIVE = "现行有效不为负"

KINDS = {table2.REGULATIONS: DocumentKind.REGULATION, table2.NORMATIVE: DocumentKind.NORMATIVE}
DECISIONS = {table2.LICENSING: LICENSING, table2.PENALTY: PENALTY, table2.COERCION: COERCION}
BALANCED = {DocumentKind.REGULATION: "regulations", DocumentKind.NORMATIVE: "normative"}
"""Kind of document → field of an opening balance."""


class Counting(msgspec.Struct):
    """What table 二 needs of a document's or a year's state."""

    counts: dict[str, dict[str, int]] = {}
    opening_in_force: dict[str, int] | None = None
    year: int | None = None


decode = msgspec.json.Decoder(Counting).decode


@dataclass
class Sources:
    """What a unit counts: month → measure → amount; and its opening balance, where it has one: its year, and what was in force."""

    months: dict[str, Counter[str]] = field(default_factory=dict)
    opened: int | None = None
    opening: dict[str, int] = field(default_factory=dict)

    def add(self, state: Counting) -> None:
        """One more state of the unit."""
        for month, amounts in state.counts.items():
            self.months.setdefault(month, Counter()).update(amounts)
        if state.opening_in_force is not None:
            self.opened, self.opening = state.year, state.opening_in_force

    def total(self, measure: str, since: str, until: str) -> int:
        """The sum over months; both ends belong to it."""
        return sum(amounts[measure] for month, amounts in self.months.items() if since <= month <= until)


def unit(sources: Sources, year: int) -> dict[str, Any]:
    """Table 二 of one unit, what it breaks, and of what to be warned."""
    table, before = _table(sources, year), _table(sources, year - 1)
    broken: list[Broken] = []
    for row, kind in KINDS.items():
        if sources.opened == year:
            stated = sources.opening.get(BALANCED[kind], 0)
            known = int(before[row][table2.IN_FORCE])
            if stated < known:
                broken.append(Broken(OPENING, row, stated, known))
        if table[row][table2.IN_FORCE] < 0:
            broken.append(Broken(NEGATIVE, row, int(table[row][table2.IN_FORCE]), 0))
    return {"table2": table, "broken": broken, "warnings": [] if sources.opened == year else warnings(table, before)}


def warnings(table: table2.Table2, before: table2.Table2) -> list[Broken]:
    """Identity 6, which published reports break in most pairs of years: a reason to look."""
    return [Broken(STOCK, row, int(got), int(due)) for row, got, due in table2.expected_stocks(table, before)]


def counties(by_org: Mapping[str, Sources], county_of: Mapping[str, str], year: int) -> dict[str, dict[str, Any]]:
    """Each county's table as the sum of its units', and theirs."""
    answer: dict[str, dict[str, Any]] = {}
    for org in sorted(by_org):
        county = answer.setdefault(county_of.get(org) or UNKNOWN, {"units": {}})
        county["units"][org] = unit(by_org[org], year)
    for county in answer.values():
        county["table2"] = table2.add([each["table2"] for each in county["units"].values()])
        county |= {"broken": [], "warnings": [], "differences": []}
    return dict(sorted(answer.items()))


def _table(sources: Sources, year: int) -> table2.Table2:
    table = table2.blank()
    first, last = f"{year}-01", f"{year}-12"
    for row, kind in KINDS.items():
        cells = table[row]
        cells[table2.MADE] = Decimal(sources.total(f"documents_made@{kind}", first, last))
        cells[table2.REPEALED] = Decimal(sources.total(f"documents_repealed@{kind}", first, last))
        cells[table2.IN_FORCE] = Decimal(sources.total(f"documents_in_force@{kind}", "", last))
    for row, measure in DECISIONS.items():
        table[row][table2.DECISIONS] = Decimal(sources.total(measure, first, last))
    yuan = sources.total(FEES, first, last)
    table[table2.FEES][table2.AMOUNT] = in_10k(yuan)
    return table


def in_10k(yuan: int) -> Decimal:
    """元 in 万元, exact and without zeros behind."""
    whole, rest = divmod(yuan, YUAN_PER_10K)
    return Decimal(f"{whole}.{rest:04}".rstrip("0").rstrip(".") if rest else whole)


def plain(body: dict[str, Any]) -> dict[str, Any]:
    """Tables as JSON has them: whole numbers, and of the fees the decimals that they have."""
    numbers = {
        row: {column: int(n) if n == int(n) else float(n) for column, n in cells.items()}
        for row, cells in body["table2"].items()
    }
    checks = {name: [asdict(check) for check in body[name]] for name in ("broken", "warnings")}
    units = {org: plain(each) for org, each in body.get("units", {}).items()}
    return {**body, "table2": numbers, **checks, **({"units": units} if units else {})}
