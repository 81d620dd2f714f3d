"""Papers of issued reports, drawn from the topics: those of the command line, byte for byte, and the same each time."""

from __future__ import annotations

import re
from io import BytesIO
from urllib.parse import quote

import pytest

from contracts import topics
from dashboard.papers import answers_of
from dashboard.restated_cells import cell
from deploy import fonts
from papers.assessed import bulletin
from papers.assessed.issued import report
from papers.official import word
from tests.dashboard import unit_county
from tests.dashboard.inside import read_in, showing
from tests.dashboard.lines import page, plain

PAPERS = f"/papers/{quote(unit_county.REPORT, safe='')}"


@pytest.mark.parametrize("form", ["docx", "xlsx", "pdf"])
@pytest.mark.parametrize("which", ["report", "restated", "beta"])
async def test_a_paper_comes_in_every_form_and_a_second_time_with_the_same_bytes(which: str, form: str) -> None:
    async with showing(unit_county.county(), fonts=fonts.ready()) as client:
        first = await client.get(f"{PAPERS}/{which}.{form}")
    async with showing(reversed(unit_county.county()), fonts=fonts.ready()) as client:
        second = await client.get(f"{PAPERS}/{which}.{form}")
        third = await client.get(f"{PAPERS}/{which}.{form}")
    assert first.status_code == 200, first.text
    assert first.content[:4] == (b"%PDF" if form == "pdf" else b"PK\x03\x04")
    assert first.content == second.content == third.content


async def test_the_paper_is_the_one_that_the_service_s_answers_make() -> None:
    desk = read_in(unit_county.county())
    answers = desk.ledger.answer(lambda connection: answers_of(connection, unit_county.REPORT))
    desk.ledger.close()
    assert answers is not None
    assert answers[1] is not None, "February is compared with January"
    content = BytesIO()
    word.write(bulletin.paper(report(*answers)), content)
    async with showing(unit_county.county()) as client:
        assert (await client.get(f"{PAPERS}/report.docx")).content == content.getvalue()


async def test_reports_link_their_papers_and_say_that_they_are_issued_where_scores_say_that_they_are_live() -> None:
    async with showing(unit_county.county(), fonts=fonts.ready()) as client:
        listed, one = await page(client, "/reports"), await page(client, f"/reports/{quote(unit_county.REPORT)}")
        scores = await page(client, "/scores?period=2026-02")
        for address in re.findall(r'href="(/papers/[^"]+\.(?:docx|xlsx))"', listed + one):
            assert (await client.get(address)).status_code == 200, address
    assert len(re.findall(r'href="/papers/[^"]+/report\.pdf"', listed)) == 3
    assert len(re.findall(r'href="/papers/[^"]+/restated\.pdf"', listed)) == 1
    assert ("已印发" in plain(one), "stage issued" in one, "stage live" in one) == (True, True, False)
    assert ("实时" in plain(scores), "stage live" in scores, "stage issued" in scores) == (True, True, False)


async def test_where_there_are_no_fonts_a_pdf_is_refused_with_words_and_the_others_come() -> None:
    async with showing(unit_county.county()) as client:
        assert ".pdf" not in await page(client, "/reports")
        refused = await client.get(f"{PAPERS}/report.pdf")
        assert (refused.status_code, "Word" in refused.text) == (503, True)
        assert (await client.get(f"{PAPERS}/report.docx")).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/papers/none/report.pdf",
        f"{PAPERS}/report.html",
        f"{PAPERS}/nobody.docx",
        f"{PAPERS.replace('02', '01')}/restated.docx",
        f"{PAPERS}%7Cbeta/report.docx",
    ],
)
async def test_a_paper_that_is_none_is_not_there(address: str) -> None:
    async with showing(unit_county.county()) as client:
        assert (await client.get(address)).status_code == 404


async def test_a_report_whose_parts_have_not_all_come_has_no_paper_yet() -> None:
    key = f"{unit_county.REPORT}|beta"
    records = [record for record in unit_county.county() if (record.topic, record.key) != (topics.REPORTS, key)]
    async with showing(records) as client:
        assert (await client.get(f"{PAPERS}/report.docx")).status_code == 404


async def test_a_sheet_as_issued_is_the_report_s_and_says_so_beside_the_live_one() -> None:
    async with showing(unit_county.county()) as client:
        report = await page(client, f"/reports/{quote(unit_county.REPORT)}")
        issued = await page(client, f"/scores/beta?report={quote(unit_county.REPORT)}")
        live = await page(client, "/scores/beta?period=2026-02")
        other = await client.get("/scores/beta?report=fengjie%7Cmonthly%7C2019-01")
    total = dict(re.findall(r'href="/units/(\w+)">[^<]*</a></th><td><a class="n" href="[^"]*">([\d.]+)</a>', report))[
        "beta"
    ]
    assert f"<dd><b>{total}</b>" in issued
    assert ("stage issued" in issued, "stage live" in issued) == (True, False)
    assert ("stage issued" in live, "stage live" in live) == (False, True)
    assert other.status_code == 404


@pytest.mark.parametrize(
    ("path", "chinese", "measure"),
    [
        ("counts.items_published", "主动公开：公开", "items_published"),
        ("by.items_published_by_channel.政府网站", "（政府网站）", "items_published_by_channel@政府网站"),
        ("obligations.publish.met_on_time", "（按期履行）", "publish!met"),
        ("days.days_to_publish.sum", "（sum）", "days_to_publish#"),
        ("sheet.1.2.score", "1.2：得分", ""),
        ("sheet.rank", "名次", ""),
        ("indicators.back_dating", "指标异常（事后补记）", ""),
        ("of.no.kind", "of.no.kind", ""),
    ],
)
def test_a_restated_cell_is_called_by_the_words_of_the_registry(path: str, chinese: str, measure: str) -> None:
    desk = read_in(unit_county.county())
    called = cell(path, desk.board.registry, desk.texts["zh"])
    desk.ledger.close()
    assert called.name.endswith(chinese)
    assert called.measure == measure


@pytest.mark.parametrize("address", ["/", "/heat", "/units/beta", "/scores", "/scores/beta", "/quality"])
async def test_every_page_of_live_figures_says_that_they_are_live(address: str) -> None:
    async with showing(unit_county.county()) as client:
        html = await page(client, address)
    mark = re.search(r'<span class="stage live-figures">.*?</span>', html, re.DOTALL)
    assert mark is not None
    assert plain(mark[0]).startswith("实时 数据截至")
    assert "stage issued" not in html
