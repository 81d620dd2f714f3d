"""现行有效 is one stock, opening balance included, wherever it is read: in formulas, in a report's rows and in table 二."""

from __future__ import annotations

from datetime import date

from contracts.annual_figure import ANNUAL_FIGURE
from contracts.document import FAMILY as DOCUMENT
from contracts.opening_balance import OPENING_BALANCE
from law.periods import Every, period_of
from law.scoring.formula import formula_of
from services.assessment.evidence import ground_of
from services.assessment.months import months_of
from services.assessment.stocks import part_of
from services.assessment.tallies import tally
from services.catalog import tables
from tests.families.making import ORG, fact, folded, state_of

TODAY = date(2026, 6, 30)
BALANCE = fact(
    "o", "opening_balance.declared.v1", "2026-01-12", "opening", year=2026, in_force={"regulations": 0, "normative": 14}
)
LINKED = {OPENING_BALANCE.kind: [state_of(OPENING_BALANCE, [BALANCE], TODAY)]}
MADE = [
    fact("d", "document.drafted.v1", "2026-02-02", "gw-1", title="办法", attribute="主动公开", kind="行政规范性文件"),
    fact("a", "document.approved.v1", "2026-02-10", "gw-1"),
]


def test_what_was_in_force_before_and_what_was_made_since_are_one_number_everywhere() -> None:
    figures = folded(ANNUAL_FIGURE, [], TODAY, subject="2026", linked=LINKED).state
    document = folded(DOCUMENT, MADE, TODAY, linked=LINKED).state
    subjects = {
        f"{ANNUAL_FIGURE.kind}/{ORG}/2026": months_of(figures.encoded()),
        f"{DOCUMENT.kind}/{ORG}/gw-1": months_of(document.encoded()),
    }
    sources = tables.Sources()
    for state in (figures, document):
        sources.add(tables.decode(state.encoded()))
    assert tables.unit(sources, 2026)["table2"]["20_1_normative_documents"]["in_force"] == 15
    formula = formula_of("documents_in_force")
    for day, standing in ((date(2026, 1, 1), 14), (date(2026, 2, 1), 15)):
        period = period_of(Every.MONTH, day)
        evidence = ground_of(ORG, subjects).evidence(ORG, period)
        assert formula.of(evidence.amount) == evidence.amount("documents_in_force@行政规范性文件") == standing
        parts = [part_of(months, period.name) for months in subjects.values()]
        assert tally(period.name, ORG, "c", parts).stocks == {"documents_in_force@行政规范性文件": standing}
