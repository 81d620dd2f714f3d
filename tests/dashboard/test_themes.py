"""Pages about one sort of subjects: their numbers are the topics', and each is as long as the list that it leads to."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio

from contracts.families import FAMILIES
from contracts.topics import PERIODS
from dashboard import behind
from dashboard.themes.declared import BY_NAME, THEMES
from tests.dashboard import grounded, lived
from tests.dashboard.inside import showing
from tests.dashboard.test_drill import links, listed, page

NAMES = [theme.name for theme in THEMES]
LIVED = [*((f"/themes/{name}?period=2026", name) for name in NAMES), ("/themes/sites?period=2026-10", "sites")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def county() -> AsyncIterator[httpx.AsyncClient]:
    """A dashboard that shows a county's year as the services fold it."""
    async with showing(lived.county()) as client:
        yield client


def rows(view: str) -> dict[str, Any]:
    """The rows on a topic, by their keys."""
    return {record.key: json.loads(record.value or b"") for record in lived.county() if record.topic == PERIODS[view]}


def test_every_measure_and_duty_that_a_page_names_is_registered() -> None:
    for theme in THEMES:
        named = {*theme.measures, *theme.labels, *(days.code for days in theme.days), *theme.by_label}
        named |= {code for listed in theme.lists for code in listed.shows}
        numbers = [behind.number(listed.number) for listed in theme.lists]
        named |= {term.code for number in numbers if number for term in (*number.terms, *number.less)}
        assert named - FAMILIES.measures.keys() <= {*theme.duties}
        assert {*theme.duties} - FAMILIES.duties.keys() == set()
        assert None not in numbers


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(("address", "name"), LIVED)
async def test_every_number_of_a_page_is_what_its_list_comes_to(
    county: httpx.AsyncClient, address: str, name: str
) -> None:
    html = await page(county, address)
    # Of each number that is named, the county's and one unit's.
    numbers: dict[tuple[str, bool], tuple[str, int]] = {}
    for target, text in links(html, among=r' class="n" '):
        if re.fullmatch(r"-?[\d,]+", text):
            name_of, of_unit = re.findall(r"measure=([^&]*)", target)[0], "org=" in target
            numbers.setdefault((name_of, of_unit), (target, int(text.replace(",", ""))))
    assert len(numbers) > 5
    for target, number in numbers.values():
        _, amount = await listed(county, target)
        assert amount == number, target
    assert f"theme={name}" in html


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_every_link_of_a_page_leads_somewhere(county: httpx.AsyncClient, name: str, language: str) -> None:
    html = await page(county, f"/themes/{name}?period=2026&lang={language}")
    targets = sorted({target for target, _ in links(html) if target.startswith("/")})
    # Units and their numbers are many and alike.
    first = [target for target in targets if "org=" not in target and not target.startswith("/units/")]
    for target in [*first, *targets[:10]]:
        assert (await county.get(target)).status_code == 200, target


@pytest.mark.asyncio(loop_scope="module")
async def test_the_table_of_units_has_the_numbers_of_their_rows(county: httpx.AsyncClient) -> None:
    annual = rows("annual")
    for name in NAMES:
        codes = BY_NAME[name].measures
        plain = [code for code in codes if FAMILIES.measures[code].kind.value == "count"]
        text = (await county.get(f"/themes/{name}?period=2026&format=csv")).content.decode("utf-8-sig")
        lines = list(csv.reader(io.StringIO(text)))
        heads, body = lines[3], lines[4:]
        for code in plain:
            at = next(at for at, head in enumerate(heads) if head.endswith(f"：{FAMILIES.measures[code].chinese}"))
            told = sum(row["counts"].get(code, 0) for key, row in annual.items() if key.startswith("2026|"))
            assert sum(int(line[at] or 0) for line in body) == told, code


@pytest.mark.asyncio(loop_scope="module")
async def test_documents_that_lack_an_interpretation_are_those_that_are_not_interpreted(
    county: httpx.AsyncClient,
) -> None:
    annual = [row["counts"] for key, row in rows("annual").items() if key.startswith("2026|")]
    published, interpreted = (
        sum(row.get(code, 0) for row in annual) for code in ("policies_published", "policies_interpreted")
    )
    assert published > interpreted > 0
    lacking = await listed(county, "/subjects?measure=policies_published~policies_interpreted&period=2026")
    assert lacking == (published - interpreted, published - interpreted)
    html = await page(county, "/themes/interpretation?period=2026")
    assert f'measure=policies_published~policies_interpreted">{published - interpreted}</a>'.replace(
        "~", "%7E"
    ) in html or (f">{published - interpreted}</a>" in html)


@pytest.mark.asyncio(loop_scope="module")
async def test_open_applications_tell_their_last_lawful_day_and_both_kinds_of_days(county: httpx.AsyncClient) -> None:
    owed = {
        key.split("/")[2]: duty
        for key, state in lived.states().items()
        for duty in state.obligations
        if key.startswith("requests.application/") and duty.duty == "answer" and duty.status in ("open", "overdue")
    }
    html = await page(county, "/themes/applications")
    assert owed
    for duty in owed.values():
        assert duty.due_on.isoformat() in html
    assert re.search(r"剩 \d+ 个工作日（\d+ 天）|逾期 \d+ 天（\d+ 个工作日）", html)


@pytest.mark.asyncio(loop_scope="module")
async def test_a_distribution_of_days_adds_up_and_leads_to_those_that_took_so_long(county: httpx.AsyncClient) -> None:
    taken: list[int] = []
    for state in lived.states().values():
        for month, counts in state.counts.items():
            if month.startswith("2026"):
                taken += [
                    int(code.partition("#")[2])
                    for code, times in counts.items()
                    if code.startswith("calendar_days_to_answer#")
                    for _ in range(times)
                ]
    html = await page(county, "/themes/applications?period=2026")
    shown = {
        target: int(text)
        for target, text in links(html, among=r' class="n" ')
        if "measure=calendar_days_to_answer%23" in target and "org=" not in target
    }
    assert sum(shown.values()) == len(taken) > 0
    _, amount = await listed(county, "/subjects?measure=calendar_days_to_answer%2315-21&period=2026")
    assert amount == len([days for days in taken if 15 <= days <= 21])


@pytest.mark.asyncio(loop_scope="module")
async def test_what_is_owed_of_a_theme_is_owed_of_its_duties_alone(county: httpx.AsyncClient) -> None:
    for theme in THEMES:
        text = (await county.get(f"/due?theme={theme.name}&group=overdue&format=csv")).content.decode("utf-8-sig")
        duties = {line[4] for line in list(csv.reader(io.StringIO(text)))[4:]}
        assert duties <= {FAMILIES.duties[code].chinese for code in theme.duties}


@pytest.mark.asyncio(loop_scope="module")
async def test_units_are_filtered_by_kind_and_sorted_by_a_column(county: httpx.AsyncClient) -> None:
    html = await page(county, "/themes/training?period=2026&roster=镇&order=number-trainings_planned&back=1")
    names = re.findall(r'<th scope="row" class="unit"><a href="/units/[^"]*">([^<]*)', html)
    assert names
    assert all(name.endswith("镇") for name in names)
    table = html[html.index('id="units-heading"') :]
    planned = [int(re.sub(r"<[^>]*>", "", cell)) for cell in re.findall(r'<td class="number first">(.*?)</td>', table)]
    planned = planned[0 : len(names) * 2 : 2] if len(planned) >= len(names) * 2 else planned[: len(names)]
    assert planned == sorted(planned, reverse=True)


@pytest.mark.asyncio(loop_scope="module")
async def test_a_label_of_the_catalog_is_counted_with_its_share(county: httpx.AsyncClient) -> None:
    html = await page(county, "/themes/coverage")
    table = html[html.index('id="labels-heading"') : html.index('id="units-heading"')]
    lines = re.findall(r'<tr><th scope="row" class="unit">([^<]*)</th>(.*?)</tr>', table, re.DOTALL)
    assert lines
    for _, cells in lines:
        obliged, covered, empty = (
            int(re.sub(r"<[^>]*>", "", cell)) for cell in re.findall(r"<td>(.*?)</td>", cells)[:3]
        )
        assert obliged == covered + empty


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    ("name", "part", "heading"), [("coverage", "labels", "labels"), ("villages", "duties", "duty")]
)
async def test_a_table_as_a_file_is_the_table_on_the_page(
    county: httpx.AsyncClient, name: str, part: str, heading: str
) -> None:
    html = await page(county, f"/themes/{name}?period=2026&lang=zh")
    table = html[html.index(f'id="{heading}-heading"') :]
    table = table[table.index("<tbody>") : table.index("</tbody>")]
    shown = [
        [re.sub(r"<[^>]*>|,", "", cell).strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", line, re.DOTALL)]
        for line in table.split("</tr>")[:-1]
    ]
    text = (await county.get(f"/themes/{name}?period=2026&format=csv&part={part}")).content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))[4:]
    whole = 3 if part == "labels" else 6
    assert [line[1 : whole + 1] for line in lines] == [line[:whole] for line in shown] != []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_a_page_without_data_says_what_is_missing_and_how_to_get_it(name: str, language: str) -> None:
    kept = [record for record in grounded.county() if "metrics.subjects" not in record.topic]
    async with showing([record for record in kept if record.topic not in PERIODS.values()] + kept[-1:]) as client:
        assert (await client.get(f"/themes/{name}?lang={language}")).status_code == 200
    async with showing(grounded.county(subjects=3)) as client:
        html = await page(client, f"/themes/{name}?lang={language}")
    assert ".v1" in html
    assert "docs/publishing.md" in html


async def test_a_theme_that_there_is_none_of_is_not_there() -> None:
    async with showing(grounded.county()) as client:
        assert (await client.get("/themes/nothing")).status_code == 404
        assert (await client.get("/due?theme=nothing")).status_code == 400
        assert (await client.get("/themes/sites?order=nothing")).status_code == 400
