"""月报告, 季通报 and 年考核 as papers: what they say is what the issued report holds, and the one before it."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import Any

import pytest

from contracts.assessment.hearing import OpenAppeal, OwnFigure, OwnReport
from law.reports import REPORT_NAMES, ReportKind, before, in_words
from papers.assessed import amended, bulletin, faults, figures
from papers.assessed.issued import Report, report
from papers.official import word, workbook
from tests.papers.assessed import made
from tests.papers.assessed.reading import UNITS, monthly, sheets
from tests.papers.official.pages import drawn, lines, reader, text

PERIODS = {ReportKind.MONTHLY: "2026-03", ReportKind.QUARTERLY: "2026-Q1", ReportKind.ANNUAL: "2026"}


def of(kind: ReportKind, **more: Any) -> Report:
    return report(made.body(kind, PERIODS[kind], UNITS, **more))


@pytest.mark.parametrize("kind", ReportKind)
def test_head_number_text_and_what_it_rests_on_are_printed(kind: ReportKind) -> None:
    issued = of(kind)
    said = text(bulletin.paper(issued))
    title = f"关于{issued.head.title}的通报" if kind is ReportKind.ANNUAL else issued.head.title
    assert f"奉节县人民政府办公室{REPORT_NAMES[kind]}〔{issued.head.year}〕1号{title}" in said
    for paragraph in issued.head.text:
        assert paragraph.replace(" ", "") in said
    assert f"期间为{in_words(PERIODS[kind])}，数据截至" in said
    assert "依据考核评分细则第1版、县级口径第1版" in said
    assert issued.head.sha256[:16] in said
    assert figures.FORMULA in said
    assert "草稿" not in said


@pytest.mark.parametrize("kind", ReportKind)
def test_every_unit_stands_in_the_ranking_with_its_rank_and_total(kind: ReportKind) -> None:
    issued = of(kind)
    book = sheets(bulletin.paper(issued))
    for ranking in issued.head.rankings:
        rows = list(book[f"排名（{ranking.roster}）"].iter_rows(min_row=4, max_col=3, values_only=True))
        ranked = [(place.rank, issued.names[place.org], float(place.total)) for place in ranking.places]
        assert rows[: len(ranked)] == ranked


def test_a_quarters_ranking_stands_in_the_text_and_a_months_in_an_annex() -> None:
    assert "二、得分和排名" in text(bulletin.paper(of(ReportKind.QUARTERLY)))
    assert [annex.title for annex in bulletin.paper(of(ReportKind.MONTHLY)).annexes][:2] == [
        "各单位统计表",
        "得分和排名",
    ]


def test_the_sums_of_the_units_table_are_live_and_come_to_what_the_parts_hold() -> None:
    issued = monthly()
    paper = bulletin.paper(issued)
    live, reckoned = sheets(paper)["各单位统计"], sheets(paper, reckoned=True)["各单位统计"]
    last = 3 + len(issued.parts)
    assert [live.cell(last + 1, column).value for column in (2, 5)] == [f"=SUM(B4:B{last})", f"=SUM(E4:E{last})"]
    assert live["E4"].value == "=SUM(F4,G4,H4,I4,J4)"
    for row, part in enumerate(issued.parts, start=4):
        assert reckoned.cell(row, 5).value == figures.duties(part, "due")
        assert reckoned.cell(row, 2).value == part.row.counts["items_published"]
    assert reckoned.cell(last + 1, 5).value == sum(figures.duties(part, "due") for part in issued.parts)
    assert "期间：2026年3月" in reckoned["A2"].value
    assert "数据截至：2026-04-01" in reckoned["A2"].value
    assert "评分细则：第1版" in reckoned["A2"].value
    assert figures.FORMULA in reckoned.cell(last + 2, 1).value
    assert "依据考核评分细则第1版" in reckoned.cell(last + 2, 1).value
    assert "签字" in reckoned.oddFooter.center.text
    assert reckoned.print_title_rows == "$3:$3"


def test_every_fault_is_named_with_its_unit_and_points() -> None:
    issued = monthly()
    named = "".join(faults.by_clause(issued))
    for part in issued.parts:
        for deduction in part.deductions:
            assert re.search(
                rf"{re.escape(deduction.path)} {deduction.clause}（[0-9]+个单位）：[^。]*{part.name}", named
            )
    assert text(bulletin.paper(issued)).count("扣分明细表") == 2


def test_what_was_overdue_last_time_and_was_not_mended_is_named_and_what_was_is_not() -> None:
    plain = monthly()
    assert plain.previous is not None
    overdue = {
        (part.org, duty): counts.overdue
        for part in plain.previous.parts
        for duty, counts in part.row.obligations.items()
        if counts.overdue
    }
    listed = {(left.unit, left.duty): (left.then, left.now) for left in faults.unmended(plain)}
    assert listed == {(plain.names[org], faults.NAMES[duty]): (n, n) for (org, duty), n in overdue.items()}
    said = text(bulletin.paper(plain))
    assert f"至本期数据截至日仍有{sum(overdue.values())}项没有履行" in said
    assert "上期通报后仍未整改的义务" in said
    (org, duty), amount = next(iter(overdue.items()))
    cells = {f"obligations.{duty}.overdue": (str(amount), ""), f"obligations.{duty}.met_late": ("", str(amount))}
    mended = monthly(restated=[made.restatement(ReportKind.MONTHLY, "2026-02", org, cells)])
    left = {(each.unit, each.duty) for each in faults.unmended(mended)}
    assert left == set(listed) - {(plain.names[org], faults.NAMES[duty])}


def test_every_duty_that_was_not_done_in_time_is_named_with_its_units() -> None:
    issued = monthly()
    named = "".join(faults.overdue(issued))
    for part in issued.parts:
        for duty, counts in part.row.obligations.items():
            if counts.overdue:
                assert re.search(
                    rf"逾期未履行{faults.NAMES[duty]}（[0-9]+个单位）：[^。]*{part.name}{counts.overdue}项", named
                )
    assert all(sentence in text(bulletin.paper(issued)) for sentence in faults.overdue(issued))


def test_without_a_report_before_it_says_so() -> None:
    assert "2026年2月没有印发报告，无从比较。" in text(bulletin.paper(of(ReportKind.MONTHLY)))


def test_a_report_issued_later_or_a_draft_says_nothing_of_the_time_before() -> None:
    body = made.body(ReportKind.MONTHLY, "2026-03", UNITS, number=2)
    draft = made.body(ReportKind.MONTHLY, "2026-02", UNITS, stage="draft")
    later = made.body(ReportKind.MONTHLY, "2026-02", UNITS, number=3)
    assert report(body, draft).previous is None
    assert report(body, later).previous is None


@pytest.mark.parametrize(
    ("period", "earlier"),
    [("2026-01", "2025-12"), ("2026-11", "2026-10"), ("2026-Q1", "2025-Q4"), ("2026-Q3", "2026-Q2"), ("2026", "2025")],
)
def test_the_period_before(period: str, earlier: str) -> None:
    assert before(period) == earlier


def test_a_draft_says_so_on_every_page_and_has_no_number() -> None:
    paper = bulletin.paper(of(ReportKind.MONTHLY, stage="draft"))
    assert paper.reference == "月报告〔2026〕　号"
    assert all("草稿，未印发" in lines(page)[0].text for page in reader(paper).pages)


def test_restatements_are_carried_and_have_a_paper_of_their_own() -> None:
    cells = {
        "obligations.publish.overdue": ("2", ""),
        "sheet.1.2.score": ("4", "6"),
        "counts.items_published": ("12", "13"),
    }
    restated = [made.restatement(ReportKind.MONTHLY, "2026-02", "u001", cells)]
    said = text(bulletin.paper(monthly(restated=restated)))
    assert "2026年2月月报告〔2026〕1号：1个单位的3处数据与印发时不同。" in said
    own = amended.paper(monthly(later=[made.restatement(ReportKind.MONTHLY, "2026-03", "u002", cells)]))
    book = sheets(own)["更正"]
    values = [[cell.value for cell in row][1:5] for row in book.iter_rows(min_row=4, max_row=6)]
    assert ["平安乡", "主动公开政府信息·逾期未履行", "2", "—"] in values
    assert ["平安乡", "评分1.2得分", "4", "6"] in values
    assert "late-1" in str(book["F4"].value)
    assert "原值是印发时的数据" in text(own)


@pytest.mark.parametrize("name", ["#strong[县] *局* {{ x }}", "单位" * 2_500, "\u202eمكتب 😀", "=1+1"])
def test_names_of_units_may_be_anything(name: str) -> None:
    paper = bulletin.paper(monthly((name, "永乐镇")))
    assert drawn(paper).startswith(b"%PDF-1.7")
    for form in (word, workbook):
        form.write(paper, BytesIO())


def test_a_county_of_three_hundred_units_has_its_papers() -> None:
    names = [f"单位{number}" for number in range(300)]
    paper = bulletin.paper(monthly(names))
    pages = reader(paper).pages
    assert len(pages) > 60
    assert "奉节县人民政府办公室 2026年4月2日印发" in [line.text for line in lines(pages[-1])]
    listed = {cell.value for (cell,) in sheets(paper)["各单位统计"].iter_rows(min_row=4, max_col=1)}
    assert set(names) <= listed
    assert len(list(sheets(paper)["各单位统计"].iter_rows())) == 305
    word.write(paper, BytesIO())


def test_a_period_without_data_and_a_county_without_a_rubric_have_theirs() -> None:
    silent = report(made.body(ReportKind.MONTHLY, "2026-03", UNITS, subjects=0))
    said = text(bulletin.paper(silent))
    assert "没有收到本单位的事实" in said
    unscored = report(made.body(ReportKind.MONTHLY, "2019-03", UNITS, subjects=0))
    assert "没有考核评分细则" in text(bulletin.paper(unscored))
    assert "评分细则：无" in text(bulletin.paper(unscored))


def test_the_same_report_gives_the_same_bytes_in_every_form() -> None:
    first, second = bulletin.paper(monthly()), bulletin.paper(monthly())
    assert drawn(first) == drawn(second)
    for form in (word, workbook):
        one, other = BytesIO(), BytesIO()
        form.write(first, one)
        form.write(second, other)
        assert one.getvalue() == other.getvalue()


def test_own_reports_and_appeals_stand_in_annexes_beside_what_was_counted() -> None:
    body = made.body(ReportKind.ANNUAL, "2026", UNITS)
    figures_of = [OwnFigure(name="items_published", own=150, counted=144), OwnFigure(name="活动", own=3)]
    own = OwnReport(org="u001", reported_on=date(2027, 1, 3), score="96", total="94.86", figures=figures_of)
    silent = OwnReport(org="u002", reported_on=date(2027, 1, 4), nothing_to_report=True)
    appeal = OpenAppeal(org="u004", appeal="a-1", filed_on=date(2027, 1, 2), against="4.1 按期答复")
    body["report"]["own_reports"] = [each.model_dump(mode="json") for each in (own, silent)]
    body["report"]["unreported"] = ["u003"]
    body["report"]["appeals"] = [appeal.model_dump(mode="json")]
    paper = bulletin.paper(report(body))
    assert [annex.title for annex in paper.annexes][-2:] == ["自评与核定对照表", "尚未裁决的申诉"]
    book = sheets(paper)

    def lines_of(name: str) -> list[tuple[Any, ...]]:
        return [row for row in book[name].iter_rows(min_row=4, values_only=True) if row[1] is not None]

    assert lines_of("自评得分") == [
        ("永乐镇", "2027-01-03", None, 96, 94.86, 1.14),
        ("平安乡", "2027-01-04", "零报告", "—", "—", "—"),
        ("夔州街道", "没有报送", None, "—", "—", "—"),
    ]
    assert lines_of("自报数字") == [("永乐镇", "公开", 150, 144, 6), ("永乐镇", "活动", 3, "—", "—")]
    assert lines_of("未裁决的申诉") == [("奉节县教育委员会", "a-1", "2027-01-02", "4.1 按期答复")]
    assert "尚未裁决的申诉" in text(paper)
    assert not {"自评与核定对照表", "尚未裁决的申诉"} & {annex.title for annex in bulletin.paper(monthly()).annexes}


def test_a_years_first_month_is_held_beside_the_last_of_the_year_before() -> None:
    december = made.body(ReportKind.MONTHLY, "2025-12", UNITS, number=1)
    january = report(made.body(ReportKind.MONTHLY, "2026-01", UNITS, number=2), december)
    assert january.previous is not None
    said = text(bulletin.paper(january))
    assert f"{january.previous.reference}所列逾期未履行的义务" in said
    assert january.previous.reference == "月报告〔2026〕1号"
