"""Table 二 and the first year on the real line: facts in, tables out of both services, the metrics equal to them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from contracts.topics import ANNUAL
from tests.line.asking import HERE, about, ask
from tests.line.conftest import ORGS
from tests.line.facts import fact
from tests.line.line import Line
from tests.line.rows import read, standing

pytestmark = pytest.mark.servers

NORMATIVE = "行政规范性文件"
ROW = "20_1_normative_documents"


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    line = Line(tmp_path_factory.mktemp("table-two"), ORGS)
    try:
        line.start_all()
        line.until(date(2026, 12, 9))
        line.counted()
        yield line
    finally:
        line.stop()


def told(subject: str, name: str, on: str, **data: Any) -> tuple[str, bytes]:
    return HERE, fact(HERE, f"{subject}-{name}-{on}", name, subject, date.fromisoformat(on), data)


def table(county: Line, year: int) -> dict[str, Any]:
    """Table 二 of the county, which is that of its one unit."""
    whole: dict[str, Any] = county.ask("catalog", f"/tables/{year}")["counties"]["fengjie"]
    assert whole["table2"] == county.ask("catalog", f"/tables/{year}?org={HERE}")["table2"]
    assert (whole["broken"], whole["warnings"]) == ([], [])
    return whole["table2"]  # type: ignore[no-any-return]


def test_documents_figures_and_the_opening_balance_come_to_table_two_in_any_order(county: Line) -> None:
    county.send(
        [
            told(
                "old", "document.cleaned_up.v1", "2026-05-06", cleaned_on="2026-05-06", outcome="废止", kind=NORMATIVE
            ),
            told("new", "document.approved.v1", "2026-03-04", approved_on="2026-03-04"),
            told(
                "new",
                "document.drafted.v1",
                "2026-03-02",
                drafted_on="2026-03-02",
                title="办法",
                attribute="依申请公开",
                kind=NORMATIVE,
            ),
            told(
                "2026",
                "annual_figure.reported.v1",
                "2026-04-03",
                reported_on="2026-04-03",
                period="2026-Q1",
                penalty_decisions=7,
            ),
            told(
                "2026",
                "annual_figure.reported.v1",
                "2026-04-20",
                reported_on="2026-04-20",
                period="2026-Q1",
                penalty_decisions=8,
                administrative_fees=592372449,
            ),
            told(
                "opening",
                "opening_balance.declared.v1",
                "2026-06-01",
                declared_on="2026-06-01",
                year=2026,
                applications={"natural": 2},
                in_force={"normative": 14},
            ),
        ]
    )
    county.counted()
    two = table(county, 2026)
    assert two[ROW] == {"made": 1, "repealed": 1, "in_force": 14}
    assert (two["20_6_penalty"]["decisions"], two["20_8_fees"]["amount_10k_yuan"]) == (8, 59237.2449)
    assert table(county, 2027)[ROW] == {"made": 0, "repealed": 0, "in_force": 14}
    row = read(standing(county, ANNUAL))[ANNUAL, f"2026|{HERE}"]
    assert row["by"]["documents_in_force"][NORMATIVE] == 14
    assert (row["counts"]["penalty_decisions"], row["counts"]["administrative_fees"]) == (8, 592372449)
    assert county.differences() == []


def test_what_was_carried_in_is_closed_by_the_results_that_come_in(county: Line) -> None:
    three = ask(county, f"/tables/2026?org={HERE}")["table3"]
    assert [three[row]["natural"] for row in ("2_carried_in", "3_1_granted", "4_carried_out")] == [2, 0, 2]
    steps = [("received", "2025-12-20", {"applicant_kind": "natural"}), ("answered", "2026-01-08", {"code": "granted"})]
    county.send(about(HERE, "carried", steps))
    county.counted()
    answer = ask(county, f"/tables/2026?org={HERE}")
    three = answer["table3"]
    assert [three[row]["natural"] for row in ("2_carried_in", "3_1_granted", "4_carried_out")] == [2, 1, 1]
    assert answer["broken"] == []


@pytest.mark.parametrize(
    ("path", "status"), [("/tables/199", 400), ("/tables/2026?org=nobody", 404), ("/tables/2026?unit=x", 400)]
)
def test_what_is_no_year_or_no_unit_is_refused_with_words(county: Line, path: str, status: int) -> None:
    assert county.ask("catalog", path, status)["error"]
