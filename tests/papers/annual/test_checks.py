"""What the checks say of reports that are changed in one place: the place, the rule, both numbers, what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from law import table2, table3
from law.report_check.check import check
from law.report_check.finding import Finding, Level
from law.report_check.published import Key, PublishedReport, Table
from papers.annual.reading.cells import read_cell
from papers.annual.reading.reading import read_reports
from tests.papers.annual import building

REAL = building.real()
SUQIAN = REAL["宿迁市2023"], REAL["宿迁市2024"]
SUMMED = [key for key in SUQIAN[0].cells if key.table is not Table.TWO]


def changed(report: PublishedReport, texts: Mapping[Key, str], *, agency: str | None = None) -> PublishedReport:
    """``report`` with other texts in some cells."""
    cells = {key: read_cell(texts.get(key, cell.text), cell.place) for key, cell in report.cells.items()}
    return replace(report, cells=cells, agency=report.agency if agency is None else agency)


def errors(findings: list[Finding]) -> list[Finding]:
    """The errors among findings."""
    return [finding for finding in findings if finding.level is Level.ERROR]


def new(column: str) -> Key:
    """A cell of the first row of table 三."""
    return Key(Table.THREE, table3.NEW, column)


@settings(max_examples=60)
@given(st.sampled_from(SUMMED), st.integers(1, 500))
def test_any_single_cell_that_is_changed_is_among_the_cells_of_an_error_with_both_numbers(key: Key, more: int) -> None:
    original = SUQIAN[0]
    wrong = changed(original, {key: str(int(original.cells[key].text) + more)})
    named = errors(check(wrong))
    assert named
    for finding in named:
        assert finding.code == "sum.broken"
        assert key in finding.keys
        assert wrong.cells[key].place in finding.places
        assert abs(Decimal(finding.left or "") - Decimal(finding.right or "")) == more
        assert finding.remedy
    if len(named) > 1:
        assert any(f"应为{original.cells[key].number}" in finding.remedy for finding in named)


@settings(max_examples=60)
@given(st.sampled_from(sorted(SUQIAN[0].cells)))
def test_any_single_cell_left_blank_is_named_alone_and_where_sums_tell_with_its_number(key: Key) -> None:
    original = SUQIAN[0]
    (finding,) = check(changed(original, {key: ""}))
    assert (finding.code, finding.level, finding.keys) == ("cell.blank", Level.ERROR, (key,))
    assert finding.places == (original.cells[key].place,)
    assert key.table is Table.TWO or f"应为{original.cells[key].number}" in finding.remedy


@pytest.mark.parametrize("mark", ["/", "—", "－", "无", "——"])
def test_a_sign_for_nothing_is_a_warning_and_counts_as_nothing(mark: str) -> None:
    report = changed(SUQIAN[0], {Key(Table.TWO, table2.COERCION, table2.DECISIONS): mark})
    (finding,) = check(report)
    assert (finding.code, finding.level, finding.left) == ("cell.mark", Level.WARNING, f"“{mark}”")


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [
        (Key(Table.TWO, table2.PENALTY, table2.DECISIONS), "约2800000", "cell.unreadable"),
        (Key(Table.TWO, table2.PENALTY, table2.DECISIONS), "-3", "cell.negative"),
        (Key(Table.TWO, table2.PENALTY, table2.DECISIONS), "3.5", "cell.fraction"),
        (Key(Table.TWO, table2.PENALTY, table2.DECISIONS), "3万", "cell.unit"),
        (Key(Table.TWO, table2.FEES, table2.AMOUNT), "592372449元", "cell.unit"),
    ],
)
def test_what_cannot_be_the_number_of_its_cell_is_named(key: Key, text: str, code: str) -> None:
    (finding,) = check(changed(SUQIAN[0], {key: text}))
    assert (finding.code, finding.level, finding.keys) == (code, Level.ERROR, (key,))


def test_a_blank_column_of_totals_is_named_with_the_total_of_each_row() -> None:
    texts = {key: "" for key in SUMMED if key.table is Table.THREE and key.column == "total"}
    findings = check(changed(SUQIAN[0], texts))
    assert {finding.code for finding in findings} == {"cell.blank"}
    assert len(findings) == len(table3.ROWS)
    assert all(f"应为{SUQIAN[0].cells[finding.keys[0]].number}" in finding.remedy for finding in findings)


def test_the_blanks_of_a_row_are_named_together_and_the_sum_they_hide_as_well() -> None:
    kinds = [new(kind) for kind in table3.KINDS]
    findings = errors(check(changed(SUQIAN[0], dict.fromkeys(kinds, ""))))
    blank = next(finding for finding in findings if finding.code == "cell.blank")
    assert blank.keys == tuple(kinds)
    rows = [finding for finding in findings if finding.code == "sum.broken" and new("total") in finding.keys]
    assert [(finding.left, finding.right) for finding in rows] == [(SUQIAN[0].cells[new("total")].text, "0")]
    assert "空白按0计" in rows[0].rule


def test_two_years_of_one_city_carry_over() -> None:
    assert check(SUQIAN[1], SUQIAN[0]) == []


@pytest.mark.parametrize("column", table3.COLUMNS)
def test_what_was_carried_over_is_compared_in_each_column(column: str) -> None:
    key = Key(Table.THREE, table3.CARRIED_OUT, column)
    before = changed(SUQIAN[0], {key: str(int(SUQIAN[0].cells[key].text) + 2)})
    (finding,) = check(SUQIAN[1], before)
    here = Key(Table.THREE, table3.CARRIED_IN, column)
    assert (finding.code, finding.level, finding.keys) == ("carry.broken", Level.ERROR, (here,))
    assert (finding.left, finding.right) == (SUQIAN[1].cells[here].text, before.cells[key].text)
    assert finding.places == (SUQIAN[1].cells[here].place, f"宿迁市 2023年：{before.cells[key].place}")


def test_the_stock_of_documents_in_force_warns_only() -> None:
    key = Key(Table.TWO, table2.NORMATIVE, table2.IN_FORCE)
    (finding,) = check(changed(SUQIAN[1], {key: "430"}), SUQIAN[0])
    assert (finding.code, finding.level, finding.left, finding.right) == ("stock.differs", Level.WARNING, "430", "420")


def test_a_report_of_another_year_is_not_compared_and_said_to_be_so() -> None:
    (finding,) = check(SUQIAN[1], SUQIAN[1])
    assert (finding.code, finding.level) == ("before.other", Level.WARNING)
    assert "没有核对结转" in finding.rule


def test_a_report_of_another_name_is_compared_all_the_same() -> None:
    (finding,) = check(SUQIAN[1], replace(SUQIAN[0], agency="宿迁"))
    assert (finding.code, finding.level) == ("before.other", Level.WARNING)
    assert check(replace(SUQIAN[1], agency="宿迁市人民政府"), SUQIAN[0]) == []
    assert "carry.broken" in {finding.code for finding in check(SUQIAN[1], REAL["金湖县2023"])}


@pytest.mark.parametrize(
    ("agency", "level"),
    [
        ("奉节县永乐镇人民政府", Level.ERROR),
        ("金湖县", Level.ERROR),
        ("奉节县人民政府办公室", Level.ERROR),
        ("奉节县财政局", Level.ERROR),
        ("夔门街道办事处", Level.ERROR),
        ("高淳区人民政府", Level.ERROR),
        ("宿迁市司法局", Level.WARNING),
        ("", Level.WARNING),
        ("宿迁市", None),
        ("广西壮族自治区人民政府", None),
    ],
)
def test_regulations_of_an_organ_that_cannot_make_any_are_named(agency: str, level: Level | None) -> None:
    findings = check(replace(SUQIAN[0], agency=agency))
    assert {finding.level for finding in findings} == ({level} if level else set())
    assert all(finding.code == "regulations.power" and finding.right == "0" for finding in findings)
    assert len(findings) == (2 if level else 0)


def test_a_county_is_compared_with_the_sum_of_its_units() -> None:
    county, key = REAL["金湖县2023"], new("natural")
    half = {each: str(int(Decimal(cell.text)) // 2) for each, cell in county.cells.items()}
    rest = {each: str(Decimal(cell.text) - Decimal(half[each])) for each, cell in county.cells.items()}
    units = [changed(county, half), changed(county, rest)]
    codes = [finding.code for finding in check(county, units=units)]
    assert codes == ["sum.broken"]
    wrong = changed(units[0], {key: str(int(half[key]) + 1)})
    (finding,) = [each for each in check(county, units=[wrong, units[1]]) if each.code == "units.differ"]
    assert (finding.keys, finding.left) == ((key,), county.cells[key].text)
    assert finding.right == str(int(county.cells[key].text) + 1)


def test_a_row_and_a_table_that_lack_are_named() -> None:
    cells = {
        key: cell
        for key, cell in SUQIAN[0].cells.items()
        if key.table is not Table.FOUR and not (key.table is Table.THREE and key.row == "3_4_2")
    }
    findings = {finding.code: finding for finding in check(replace(SUQIAN[0], cells=cells))}
    assert findings["row.missing"].where.startswith("表三 （四）无法提供 2.没有现成信息需要另行制作")
    assert findings["table.missing"].where == "表四"
    assert "sum.broken" in findings or len(findings) == 2


def test_yongle_2025_contradicts_itself_in_the_file_of_totals_and_no_other_unit_does() -> None:
    data = building.REAL.with_name("published_totals.csv").read_bytes()
    findings = [finding for report in read_reports(data, "published_totals.csv").reports for finding in check(report)]
    (finding,) = findings
    assert (finding.report, finding.code, finding.left, finding.right) == (
        "永乐镇 2025年",
        "text.parts",
        "23条",
        "71条",
    )
