"""Three real annual reports told as facts come out again at every published cell, and the years carry over."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

import pytest

from chassis.case import encode
from chassis.counting.rows import row
from contracts.annual_figure import ANNUAL_FIGURE
from contracts.application import APPLICATION
from contracts.dispute import DISPUTE
from contracts.document import FAMILY as DOCUMENT
from contracts.envelope import Fact
from contracts.kit import Family
from contracts.opening_balance import OPENING_BALANCE
from contracts.views import PeriodRow
from law import table2
from law.outcomes import AnswerCode, Ground, Row
from law.table3 import KINDS
from law.table4 import Remedy, Result
from papers.annual.merging import merged
from services.catalog import tables as two
from services.requests import tables as three_and_four
from services.requests.store import decode_application, decode_dispute, decode_opening
from tests.families.making import fact, folded
from tests.papers.annual.building import real

TODAY = date(2026, 1, 5)
CELLS = 200

CODES = {
    Row.GRANTED: AnswerCode.GRANTED,
    Row.PARTIAL: AnswerCode.PARTIAL,
    Row.ADMINISTRATIVE_QUERY: AnswerCode.SPECIAL_RULES,
    Row.NOT_HELD: AnswerCode.NOT_EXISTING,
    Row.NEEDS_MAKING: AnswerCode.NEEDS_MAKING,
    Row.STILL_UNCLEAR: AnswerCode.STILL_UNCLEAR,
    Row.PETITION: AnswerCode.PETITION,
    Row.REPEATED: AnswerCode.REPEATED,
    Row.PUBLICATION: AnswerCode.PUBLICATION,
    Row.EXCESSIVE: AnswerCode.EXCESSIVE,
    Row.REISSUE: AnswerCode.REISSUE,
    Row.UNCORRECTED: AnswerCode.UNCORRECTED,
    Row.UNPAID: AnswerCode.UNPAID,
    Row.OTHER: AnswerCode.WITHDRAWN,
}
GROUNDS = {Row[ground.name]: ground for ground in Ground}
KIND_OF = {table2.REGULATIONS: ("regulations", "规章"), table2.NORMATIVE: ("normative", "行政规范性文件")}
FIGURES = {
    table2.LICENSING: "licensing_decisions",
    table2.PENALTY: "penalty_decisions",
    table2.COERCION: "coercion_decisions",
}

Cells = dict[tuple[str, str, str], Decimal]


REPORTS: dict[tuple[str, int], Cells] = {
    (report.agency, report.year or 0): {
        (key.table.value, key.row, key.column): cell.number or Decimal(0) for key, cell in report.cells.items()
    }
    for report in real().values()
}
"""Agency and year → table, row and column → the number printed."""


@dataclass
class Replay:
    """An office whose reports are told as facts, year after year."""

    first: int
    facts: dict[str, dict[str, list[Fact]]] = field(default_factory=dict)
    waiting: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Applications by applicant, and cases by block, that are open."""
    number: Iterator[int] = field(default_factory=count)

    def tell(self, family: Family, verb: str, subject: str, on: date, **data: Any) -> None:
        """One fact about a subject."""
        number = f"{subject}-{verb}-{next(self.number)}"
        told = fact(number, family.fact_type(verb), on, subject, **data)
        self.facts.setdefault(family.name, {}).setdefault(subject, []).append(told)

    def open_balance(self, report: Cells) -> None:
        """What the first report says that it began with."""
        stock = {
            name: int(
                report["table2", row, "in_force"] - report["table2", row, "made"] + report["table2", row, "repealed"]
            )
            for row, (name, _) in KIND_OF.items()
        }
        carried = {kind: int(report["table3", "2_carried_in", kind]) for kind in KINDS}
        self.tell(
            OPENING_BALANCE,
            "declared",
            "opening",
            date(self.first, 1, 9),
            year=self.first,
            applications=carried,
            in_force=stock,
        )
        for kind, number in carried.items():
            for _ in range(number):
                self.receive(kind, date(self.first - 1, 12, 20))

    def receive(self, kind: str, on: date) -> None:
        """An application comes in."""
        subject = f"s-{next(self.number)}"
        self.tell(APPLICATION, "received", subject, on, applicant_kind=kind)
        self.waiting[kind].append(subject)

    def year(self, year: int, report: Cells) -> None:
        """Everything that the report of a year counts."""
        for kind in KINDS:
            for _ in range(int(report["table3", "1_new", kind])):
                self.receive(kind, date(year, 3, 4))
            for result in Row:
                for _ in range(int(report["table3", result, kind])):
                    self.answer(self.waiting[kind].pop(0), result, date(year, 5, 6))
        for block in Remedy:
            self.argue(block, year, report)
        for key, (_, kind) in KIND_OF.items():
            for _ in range(int(report["table2", key, "made"])):
                subject = f"d-{next(self.number)}"
                on = date(year, 6, 3)
                self.tell(DOCUMENT, "drafted", subject, on, title="办法", attribute="主动公开", kind=kind)
                self.tell(DOCUMENT, "approved", subject, on)
            for _ in range(int(report["table2", key, "repealed"])):
                subject = f"d-{next(self.number)}"
                self.tell(DOCUMENT, "cleaned_up", subject, date(year, 9, 3), outcome="废止", kind=kind)
        figures = {name: int(report["table2", key, "decisions"]) for key, name in FIGURES.items()}
        yuan = report["table2", table2.FEES, "amount_10k_yuan"] * 10_000
        assert yuan == int(yuan)
        self.tell(
            ANNUAL_FIGURE,
            "reported",
            str(year),
            date(year, 12, 31),
            period=str(year),
            administrative_fees=int(yuan),
            **figures,
        )

    def answer(self, subject: str, result: Row, on: date) -> None:
        """An application is answered so that it stands in that row."""
        code = CODES.get(result, AnswerCode.WITHHELD)
        ground = GROUNDS.get(result)
        self.tell(APPLICATION, "answered", subject, on, code=code, **({"ground": ground} if ground else {}))

    def argue(self, block: Remedy, year: int, report: Cells) -> None:
        """Cases are decided, those of the year before first; the rest is filed and waits."""
        results = [result for result in Result if result is not Result.PENDING]
        numbers = {result: int(report["table4", block, result]) for result in Result}
        while len(self.waiting[block]) < sum(numbers.values()):
            subject = f"c-{next(self.number)}"
            if block is Remedy.REVIEW:
                self.tell(DISPUTE, "review_filed", subject, date(year, 2, 3))
            else:
                after = block is Remedy.LITIGATION_AFTER_REVIEW
                self.tell(DISPUTE, "lawsuit_filed", subject, date(year, 2, 3), after_review=after)
            self.waiting[block].append(subject)
        verb = "review_decided" if block is Remedy.REVIEW else "lawsuit_decided"
        for result in results:
            for _ in range(numbers[result]):
                self.tell(DISPUTE, verb, self.waiting[block].pop(0), date(year, 8, 4), result=result)

    def states(self, family: Family, linked: dict[str, list[bytes]] | None = None) -> list[bytes]:
        """What the facts of a family come to."""
        subjects = self.facts.get(family.name, {})
        return [
            encode(folded(family, facts, TODAY, linked=linked, subject=subject)) for subject, facts in subjects.items()
        ]


@dataclass
class Replayed:
    """The sources of both services' tables."""

    requests: three_and_four.Sources
    catalog: two.Sources

    def tables(self, year: int) -> dict[str, Any]:
        """All three, as the command gets them."""
        head = {"year": year, "as_of": "2026-01-05", "org": "o", "county": "c"}
        return merged(head | three_and_four.unit(self.requests, year), head | two.plain(two.unit(self.catalog, year)))


def replayed(agency: str, years: Sequence[int]) -> Replayed:
    office = Replay(years[0])
    office.open_balance(REPORTS[agency, years[0]])
    for year in years:
        office.year(year, REPORTS[agency, year])
    opening = office.states(OPENING_BALANCE)
    linked = {OPENING_BALANCE.kind: opening}
    requests = three_and_four.Sources(
        [decode_application(state) for state in office.states(APPLICATION)],
        [decode_dispute(state) for state in office.states(DISPUTE)],
        [brought for state in opening if (brought := decode_opening(state).opening()) is not None],
    )
    catalog = two.Sources()
    for family in (DOCUMENT, ANNUAL_FIGURE):
        for state in office.states(family, linked):
            catalog.add(two.decode(state))
    return Replayed(requests, catalog)


@pytest.fixture(scope="module")
def offices() -> dict[str, Replayed]:
    return {"宿迁市": replayed("宿迁市", (2023, 2024)), "金湖县": replayed("金湖县", (2023,))}


WRONG = {("金湖县", 2023): {("table4", "litigation_direct", "total")}}
"""A total of 0 beside 2 and 1: the report contradicts itself."""


@pytest.mark.parametrize(("agency", "year"), REPORTS)
def test_every_published_cell_comes_out(offices: dict[str, Replayed], agency: str, year: int) -> None:
    tables = offices[agency].tables(year)
    cells = {
        (f"table{number}", row, column): Decimal(str(value))
        for number in (2, 3, 4)
        for row, columns in tables[f"table{number}"].items()
        for column, value in columns.items()
    }
    report = REPORTS[agency, year]
    differing = {place for place in report if cells[place] != report[place]}
    assert len(cells) == len(report) == CELLS
    assert differing == WRONG.get((agency, year), set())
    assert (tables["broken"], tables["warnings"]) == ([], [])


def test_what_one_year_carries_out_the_next_carries_in(offices: dict[str, Replayed]) -> None:
    before, after = (offices["宿迁市"].tables(year)["table3"] for year in (2023, 2024))
    assert after["2_carried_in"] == before["4_carried_out"]
    assert before["4_carried_out"]["total"] > 0


@pytest.mark.parametrize("year", [2023, 2024])
def test_the_years_of_the_metrics_equal_table_two(offices: dict[str, Replayed], year: int) -> None:
    source = offices["宿迁市"].catalog
    stock: Counter[str] = Counter()
    for month, amounts in source.months.items():
        if month <= f"{year}-12":
            stock.update({name: n for name, n in amounts.items() if name.startswith("documents_in_force")})
    counted: Counter[str] = Counter()
    for month, amounts in source.months.items():
        if month.startswith(str(year)):
            counted.update(amounts)
    view = PeriodRow.model_validate_json(row(str(year), "o", "c", counted))
    table = offices["宿迁市"].tables(year)["table2"]
    for key, (_, kind) in KIND_OF.items():
        assert view.by.get("documents_made", {}).get(kind, 0) == table[key]["made"]
        assert view.by.get("documents_repealed", {}).get(kind, 0) == table[key]["repealed"]
        assert stock[f"documents_in_force@{kind}"] == table[key]["in_force"]
    for key, name in FIGURES.items():
        assert view.counts[name] == table[key]["decisions"]
    assert Decimal(view.counts["administrative_fees"]) / 10_000 == Decimal(str(table[table2.FEES]["amount_10k_yuan"]))
