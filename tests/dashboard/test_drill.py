"""Every number leads to what it is made of, down to the facts, and every list can be taken away as it is shown."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import AsyncIterator
from datetime import date
from html import unescape

import httpx
import pytest
import pytest_asyncio
from openpyxl import load_workbook

from tests.dashboard import ground, grounded
from tests.dashboard.boards import unit
from tests.dashboard.inside import showing
from tests.dashboard.sample import complete, registered, words

PAGES = (
    "/",
    "/?period=2026-03",
    "/?period=2026-Q1",
    "/?period=2026",
    "/heat?measure=overdue",
    "/heat?measure=rate",
    "/heat?measure=documents_returned",
    "/units/alpha",
    "/units/beta?year=2026",
    "/due",
    "/due?group=overdue",
)


@pytest_asyncio.fixture
async def county() -> AsyncIterator[httpx.AsyncClient]:
    """A dashboard that shows a county whose rows are the sums of its subjects."""
    async with showing(grounded.county()) as client:
        yield client


async def page(client: httpx.AsyncClient, address: str) -> str:
    answer = await client.get(address)
    assert answer.status_code == 200, (address, answer.text)
    return answer.text


def links(html: str, among: str = r"[^>]*") -> list[tuple[str, str]]:
    """Address and text of every link, in order."""
    found = re.findall(rf'<a{among}href="([^"]*)"[^>]*>(.*?)</a>', html, re.DOTALL)
    return [(unescape(address), re.sub(r"<[^>]*>", "", text).strip()) for address, text in found]


async def listed(client: httpx.AsyncClient, address: str) -> tuple[int, int]:
    """How many subjects a list has by its file, and what they come to."""
    answer = await client.get(address + "&format=csv")
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))[4:]
    amounts = [int(line[4]) for line in lines if line[4]]
    return len(amounts), sum(amounts)


@pytest.mark.parametrize("address", PAGES)
async def test_every_number_of_a_page_is_what_the_subjects_behind_it_come_to(
    county: httpx.AsyncClient, address: str
) -> None:
    numbers = 0
    seen: set[tuple[str, str]] = set()
    for target, text in links(await page(county, address), among=r' class="n" '):
        if not re.fullmatch(r"[\d,]+", text) or (target, text) in seen:
            continue
        seen.add((target, text))
        numbers += 1
        _, amount = await listed(county, target)
        assert amount == int(text.replace(",", "")), target
    assert numbers or address.startswith(("/due", "/heat?measure=rate"))


@pytest.mark.parametrize("address", [*PAGES, "/subjects", "/subjects?measure=!due&period=2026"])
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_every_link_leads_somewhere(county: httpx.AsyncClient, address: str, language: str) -> None:
    html = await page(county, address + ("&" if "?" in address else "?") + f"lang={language}")
    targets = {target for target, _ in links(html) if target.startswith("/")}
    assert len(targets) > 10
    for target in sorted(targets):
        assert (await county.get(target)).status_code == 200, target


async def test_from_the_front_page_down_to_the_fact_it_is_three_steps(county: httpx.AsyncClient) -> None:
    front = await page(county, "/?period=2026-Q1")
    number = next(target for target, _ in links(front) if "measure=%21overdue" in target)
    subject = next(target for target, _ in links(await page(county, number)) if target.startswith("/subjects/"))
    html = await page(county, subject)
    name = subject.rpartition("/")[2]
    assert f"<code>{name}-1</code>" in html
    assert "intake.publishing.v1 / 3 / 0" in html
    assert "逾期未履行" in html
    assert "条例第二十六条" in html


async def test_a_subject_tells_its_facts_duties_findings_signs_scores_and_counts() -> None:
    key = "publishing.document/a/2026-1"
    due = date(2026, 3, 30)
    records = [
        *words(),
        registered(unit("a", "白帝镇")),
        complete(date(2026, 4, 1)),
        ground.subject(
            "a",
            "2026-1",
            {"2026-03": {"documents_drafted": 1}},
            title="防汛预案",
            obligations=[ground.duty("a", "2026-1", due, "overdue")],
            met=[ground.met(date(2026, 2, 2))],
            findings=[
                {
                    "on": "2026-03-03",
                    "code": "attribute.none",
                    "article": "条例第十八条",
                    "text": "没有属性",
                    "fact": "f2",
                }
            ],
            signals=[{"on": "2026-03-04", "code": "bulk", "amount": 3, "text": "同日多件", "facts": ["f9"]}],
        ),
        ground.fact("a", "2026-1", "f2", date(2026, 3, 3), 8),
        ground.fact("a", "2026-1", "f1", date(2026, 3, 2), 9),
        ground.deduction("a", "2026-03", "1.1", "2.5", key),
    ]
    async with showing(records) as client:
        html = await page(client, "/subjects/publishing.document/a/2026-1")
    assert html.index("<code>f1</code>") < html.index("<code>f2</code>")
    for text in ("2026-03-02", "2026-03-03", "intake.publishing.v1 / 3 / 9", "逾期未履行", "按期履行", "2026-01-28"):
        assert text in html
    for text in ("没有属性", "条例第十八条", "同日多件", "1.1 按期答复", "2.5", "1 × 2.5 = 2.5"):
        assert text in html
    assert "measure=documents_drafted" in html


async def test_a_list_is_searched_filtered_by_kind_of_unit_and_sorted(county: httpx.AsyncClient) -> None:
    found = await page(county, "/subjects?q=事项2026-12")
    assert "关于事项2026-12的通知" in found
    assert "关于事项2026-13的通知" not in found
    towns = await page(county, "/subjects?roster=镇")
    assert set(re.findall(r'data-label="单位"><a[^>]*>([^<]*)', towns)) == {"白帝镇"}
    amounts = [
        int(amount)
        for amount in re.findall(
            r'class="amount">(\d+)</td>', await page(county, "/subjects?measure=items_published&order=amount&back=1")
        )
    ]
    assert amounts == sorted(amounts, reverse=True)
    assert len(set(amounts)) > 1


async def test_words_that_name_a_unit_lead_to_it(county: httpx.AsyncClient) -> None:
    assert ("/units/beta", "白帝镇") in links(await page(county, "/subjects?q=白帝"))


@pytest.mark.parametrize("query", ["measure=items_published&period=2026", "measure=!due&period=2026-Q1", "q=通知"])
async def test_a_list_as_a_file_is_the_list_on_the_pages(county: httpx.AsyncClient, query: str) -> None:
    shown: list[str] = []
    for number in (1, 2):
        html = await page(county, f"/subjects?{query}&page={number}")
        lines = re.findall(r'data-label="编号"><span>(\S+)', html)
        shown += [line for line in lines if line not in shown]
    text = (await county.get(f"/subjects?{query}&format=csv")).content.decode("utf-8-sig")
    as_csv = list(csv.reader(io.StringIO(text)))
    book = load_workbook(io.BytesIO((await county.get(f"/subjects?{query}&format=xlsx")).content), read_only=True)
    as_xlsx = list(book.worksheets[0].iter_rows(values_only=True))
    assert [line[2] for line in as_csv[4:]] == [line[2] for line in as_xlsx[4:]] == shown
    assert as_csv[0] == ["事项清单"]
    assert as_csv[2] == ["数据截至 2026-04-20"]
    whole = await page(county, f"/subjects?{query}&whole=1")
    assert re.findall(r'data-label="编号"><span>(\S+)', whole) == shown


async def test_no_title_becomes_a_formula_or_markup() -> None:
    titles = ["=1+1", "+cmd|' /C calc'!A0", "@SUM(1)", "-2", "\t=1", " =1", "<script>alert(1)</script>", "a\u0001b"]
    records = [*words(), registered(unit("a")), complete(date(2026, 4, 1))]
    records += [ground.subject("a", str(number), title=title) for number, title in enumerate(titles)]
    async with showing(records) as client:
        text = (await client.get("/subjects?format=csv")).content.decode("utf-8-sig")
        workbook = (await client.get("/subjects?format=xlsx")).content
        html = await page(client, "/subjects")
    lines = list(csv.reader(io.StringIO(text, newline="")))[4:]
    assert not [line for line in lines if line[3].lstrip()[:1] in ("=", "+", "-", "@")]
    sheet = load_workbook(io.BytesIO(workbook)).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows(min_row=5) for cell in row if cell.value is not None} == {"s"}
    assert "<script>alert" not in html


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("measure=nothing", "measure"),
        ("measure=%21", "measure"),
        ("measure=a%21gone", "measure"),
        ("roster=村", "roster"),
        ("order=amount", "order"),
        ("format=pdf", "format"),
        (f"q={'长' * 201}", "q"),
        ("q=a&q=b", "q"),
        ("period=2026-13", "period"),
        ("org=Ü", "org"),
    ],
)
async def test_a_question_that_cannot_be_asked_is_refused_with_its_field(
    county: httpx.AsyncClient, query: str, field: str
) -> None:
    answer = await county.get(f"/subjects?{query}")
    assert answer.status_code == 400
    assert f"<code>{field}</code>" in answer.text


@pytest.mark.parametrize(
    "path", ["/subjects/a/b/c", "/subjects/publishing.document/alpha/none", "/subjects?org=nobody"]
)
async def test_what_nobody_has_heard_of_is_not_there(county: httpx.AsyncClient, path: str) -> None:
    assert (await county.get(path)).status_code == 404


async def test_what_is_owed_is_searched_filtered_sorted_and_taken_away(county: httpx.AsyncClient) -> None:
    whole = await page(county, "/due?group=overdue")
    titles = re.findall(r'class="title" href="[^"]*">([^<]*)', whole)
    assert len(titles) > 3
    sought = await page(county, f"/due?group=overdue&q={titles[1]}")
    assert re.findall(r'class="title" href="[^"]*">([^<]*)', sought) == [titles[1]]
    by_unit = await page(county, "/due?group=overdue&q=白帝镇")
    assert set(re.findall(r'data-label="单位"><a[^>]*>([^<]*)', by_unit)) == {"白帝镇"}
    towns = await page(county, "/due?group=overdue&roster=街道")
    assert set(re.findall(r'data-label="单位"><a[^>]*>([^<]*)', towns)) == {"永安街道"}
    ordered = re.findall(
        r'class="title" href="[^"]*">([^<]*)', await page(county, "/due?group=overdue&order=subject&back=1")
    )
    assert ordered == sorted(titles, reverse=True)
    text = (await county.get("/due?group=overdue&order=subject&back=1&format=csv")).content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    assert [line[1] for line in lines[4:]] == ordered
    assert lines[1] == ["Fengjie · 已逾期"]
