"""Rosters by their totals, a sheet down to its evidence, and issued reports beside what would be another number now."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

from dashboard.periods import parse
from dashboard.trend import trend
from tests.dashboard import ground
from tests.dashboard.boards import unit
from tests.dashboard.inside import showing
from tests.dashboard.sample import Record, complete, registered, words

KEY = "publishing.document/a/2026-1"
REPORT = "fengjie|monthly|2026-03"


def county() -> list[Record]:
    clauses = [("1", "日常工作", "60", "57.5"), ("1.1", "按期答复", "60", "57.5"), ("2", "目录", "40", "40")]
    return [
        *words(),
        *(registered(unit(org, name)) for org, name in (("a", "白帝镇"), ("b", "草堂镇"), ("c", "汾河镇"))),
        complete(date(2026, 3, 31)),
        ground.subject("a", "2026-1", {"2026-03": {"documents_drafted": 1}}, title="防汛预案"),
        ground.sheet("a", "2026-03", clauses),
        ground.sheet("b", "2026-03", [("1", "日常工作", "60", "60"), ("2", "目录", "40", "40")]),
        ground.sheet("c", "2026-03", [("1", "日常工作", "100", "100")], silent=True, grade=""),
        ground.sheet("a", "2026-02", [("1", "日常工作", "100", "99")]),
        ground.ranking("2026-03", ("b", "100", 1), ("a", "97.5", 2)),
        ground.ranking("2026-02", ("a", "99", 1), ("b", "98", 2)),
        ground.deduction("a", "2026-03", "1.1", "2.5", KEY, because=["2026-02/a/1.1/x"]),
        ground.record(
            "metrics.findings.v1",
            "2026-03/a/!bulk",
            {
                "id": "2026-03/a/!bulk",
                "county": "fengjie",
                "org": "a",
                "period": "2026-03",
                "code": "bulk",
                "name": "集中补录",
                "amount": 3,
                "text": "一日内补录三件",
                "days": [],
                "keys": [KEY],
                "facts": [],
            },
        ),
        *ground.report("2026-03", 3, parts=("a", "b")),
        ground.restatement(REPORT, "a", "counts.items_published", "4", "5", KEY),
    ]


async def read(address: str) -> str:
    async with showing(county()) as client:
        answer = await client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.text


def cells(html: str) -> list[list[str]]:
    """The lines of every table's body, as they are read."""
    lines = re.findall(r"<tr.*?</tr>", html[html.index("<tbody>") :], re.DOTALL)
    return [
        [
            " ".join(re.sub(r"<[^>]*>", " ", cell).split())
            for cell in re.findall(r"<t[dh][ >].*?</t[dh]>", line, re.DOTALL)
        ]
        for line in lines
    ]


async def test_units_stand_by_rank_with_its_change_and_the_silent_have_none() -> None:
    html = await read("/scores?period=2026-03")
    assert cells(html) == [
        ["1 升 1", "草堂镇", "100", "0", "100", "0", "100", "优秀"],
        ["2 降 1", "白帝镇", "100", "2.5", "97.5", "0", "97.5", "优秀"],
        ["—", "汾河镇", "100", "0", "100", "0", "100", "沉默，不排名"],
    ]
    assert "以印发的报告为准" in html


async def test_the_scores_as_a_file_are_those_of_the_page() -> None:
    async with showing(county()) as client:
        text = (await client.get("/scores?period=2026-03&format=csv")).content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    assert [line[1:] for line in lines[4:]] == [
        ["1", "1", "草堂镇", "100.0", "0.0", "100.0", "0.0", "100.0", "优秀"],
        ["2", "-1", "白帝镇", "100.0", "2.5", "97.5", "0.0", "97.5", "优秀"],
        ["", "", "汾河镇", "100.0", "0.0", "100.0", "0.0", "100.0", "沉默，不排名"],
    ]


async def test_a_sheet_is_a_tree_whose_lost_points_lead_to_their_evidence() -> None:
    html = await read("/scores/a?period=2026-03")
    lines = cells(html)
    assert lines[0][:5] == ["1 日常工作", "60", "57.5", "2.5", "0"]
    assert lines[1][:5] == ["1.1 按期答复", "60", "57.5", "2.5", "0"]
    assert lines[2][:2] == ["逾期未履行", "−2.5"]
    assert 'href="/subjects/publishing.document/a/2026-1"' in html
    assert "条例第三十三条" in html
    assert "集中补录" in html
    assert "（本期 97.5，上一期 99）" in html


async def test_a_month_without_a_sheet_says_so() -> None:
    assert "本期没有评分表" in await read("/scores/a?period=2025-01")
    assert "本期没有得分" in await read("/scores?period=2025-01")


async def test_an_issued_report_stands_as_it_was_beside_what_would_be_another_number_now() -> None:
    listed = await read("/reports")
    assert "〔2026〕3" in listed
    assert "1 个单位" in listed
    html = await read("/reports/fengjie%7Cmonthly%7C2026-03")
    assert "全县公开情况良好。" in html
    assert "2026-03-28 印发，数据截至 2026-03-27" in html
    assert ["主动公开：公开", "4", "5"] in cells(html)
    assert 'href="/subjects/publishing.document/a/2026-1"' in html


async def test_a_report_that_was_never_issued_is_not_there() -> None:
    async with showing(county()) as client:
        for address in ("/reports/none", "/reports/fengjie%7Cmonthly%7C2026-03%7Ca"):
            assert (await client.get(address)).status_code == 404


def test_a_drawing_is_as_high_as_its_highest_bar_and_tells_silence_from_zero() -> None:
    months = [parse(f"2026-0{number}") for number in (1, 2, 3)]
    drawn = trend(months, [4, None, 0])
    assert [(bar.amount, bar.height) for bar in drawn.bars] == [(4, 60.0), (None, 0.0), (0, 0.0)]
    assert (drawn.last.amount, drawn.before and drawn.before.amount) == (0, None)
    assert trend(months, [None, None, None]).known is False
