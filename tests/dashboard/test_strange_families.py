"""A family that the product has never heard of: the registry brings its words, the rows its codes, and it is drawn."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from contracts import registry
from contracts.document import DocumentState
from contracts.families import FAMILIES, Families
from contracts.kit import Duty, Family, Measure, MeasureKind
from contracts.views import Durations, ObligationCounts, PeriodRow
from law.limit import calendar_days
from tests.dashboard import sample
from tests.dashboard.boards import unit
from tests.dashboard.inside import showing
from tests.dashboard.sample import DAY, Record

tree = partial(Measure, unit="棵", group="树木", group_english="Trees")

TREE = Family(
    name="tree",
    service="forestry",
    chinese="古树",
    english="tree",
    facts={},
    state=DocumentState,
    duties=(Duty("water", "浇水", "Water the tree", "古树条例第三条", calendar_days(14)),),
    measures=(
        tree("trees_planted", "栽种", "Planted", prominent=True),
        tree("trees_felled", "砍伐", "Felled", alarm="bad"),
        tree(
            "trees_by_species",
            "按树种",
            "By species",
            kind=MeasureKind.LABELLED,
            labels={"oak": ("栎", "Oak")},
        ),
        tree("tree_fees", "树款", "Tree fees", unit="元", kind=MeasureKind.MONEY),
        Measure("days_to_grow", "成林", "Grow", "日", MeasureKind.DAYS, "用时", "Time taken"),
        tree("trees_hidden", "暗数", "Hidden", shown=False),
        tree("trees_pruned", "修剪", "Pruned", in_total=False),
    ),
)

ROW = PeriodRow(
    period="2026-03",
    org="a",
    county="fengjie",
    counts={
        "items_published": 2,
        "trees_planted": 41,
        "trees_felled": 3,
        "tree_fees": 1200,
        "trees_hidden": 77,
        "trees_pruned": 6,
    },
    by={"trees_by_species": {"oak": 40, "柏": 1}},
    days={"days_to_grow": Durations(count=2, sum=9, max=5, histogram={"4": 1, "5": 1})},
    obligations={"water": ObligationCounts(due=4, met_on_time=3, met_late=0, overdue=1, open=0, excused=0)},
)


def owed(subject: str, title: str | None) -> Record:
    """An unmet duty of the family, in its own words."""
    known = sample.owed("a", subject, DAY - timedelta(days=2), status="overdue", title=title)
    explanation = known.obligation.explanation.model_copy(
        update={"article": "古树条例第三条", "limit": 14, "unit": "日", "calendars": {}}
    )
    obligation = known.obligation.model_copy(
        update={"duty": "water", "id": "water:2026-11-02", "explanation": explanation}
    )
    return sample.owed_record(known.model_copy(update={"kind": "forestry.tree", "obligation": obligation}))


def county(families: Families | None) -> list[Record]:
    """One unit that has trees, with the words of these families; None: a registry that came before the trees."""
    year = ROW.model_copy(update={"period": "2026"})
    return [
        *sample.words(registry.entries(families) if families else registry.entries()),
        sample.registered(unit("a", "白帝镇")),
        sample.complete(DAY),
        *map(sample.period_record, (ROW, year)),
        owed("tree-1", "银杏"),
        owed("tree-2", None),
    ]


WITH_TREES = Families((*FAMILIES.all, TREE))


async def page(records: list[Record], address: str, language: str = "zh") -> str:
    async with showing(records) as reader:
        answer = await reader.get(address, headers={"cookie": f"gongkai_lang={language}"})
    assert answer.status_code == 200
    return without_links(answer.text)


def without_links(html: str) -> str:
    """What is read on a page: numbers and titles, wherever they lead."""
    html = re.sub(r'<a class="n"[^>]*>(.*?)</a>', r"\1", html)
    return re.sub(r'<a class="title"[^>]*>(.*?)</a>', r'<span class="title">\1</span>', html)


def heads(html: str) -> list[str]:
    """Headings of columns, in order."""
    found = re.findall(r'<th scope="col(?:group)?"[^>]*>(.*?)</th>', html, re.DOTALL)
    return [re.sub(r"<span.*?</span>|<[^>]*>", "", heading).strip() for heading in found]


def line(html: str, name: str) -> list[str]:
    """The cells of the line whose head is ``name``."""
    (row,) = [row for row in re.findall(r"<tr.*?</tr>", html, re.DOTALL) if f">{name}</a></th>" in row]
    return [re.sub(r"<[^>]*>", "", cell).strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)]


async def test_its_numbers_are_columns_of_the_unit_page_in_its_own_words() -> None:
    html = await page(county(WITH_TREES), "/units/a")
    tables = re.findall(r'<table class="periods"[^>]*>.*?</table>', html, re.DOTALL)
    columns = [heading for table in tables for heading in heads(table)]
    groups = dict.fromkeys(
        measure.group for measure in WITH_TREES.measures.values() if measure.kind == MeasureKind.COUNT and measure.shown
    )
    tabled = [group for group in groups if group in columns]
    (quiet,) = re.findall("全年没有数字，不列表：(.*?)。", html)
    assert [group for group in groups if group not in quiet.split("；")] == tabled
    assert "树木" in tabled
    assert "依申请公开" in quiet
    assert columns[columns.index("栽种") :][:4] == ["栽种", "砍伐", "树款", "修剪"]
    assert columns[-1] == "成林"
    assert "暗数" not in html
    march = {
        name: cell
        for table in tables
        for cells in [line(table, "3 月")]
        for name, cell in zip(heads(table)[-len(cells) :], cells, strict=True)
    }
    assert (march["栽种"], march["砍伐"], march["树款"], march["成林"]) == ("41", "3", "1,200", "4.5")
    assert '<td class="number bad">3</td>' in html


async def test_its_labels_and_duties_are_listed_below_the_table() -> None:
    html = await page(county(WITH_TREES), "/units/a?year=2026", "en")
    assert "<h3>By species</h3>" in html
    assert "<dt>Oak</dt><dd>40</dd>" in html
    assert "<dt>柏</dt><dd>1</dd>" in html
    assert "<dt>Water the tree</dt><dd>75.0%" in html
    assert re.search(r'class="kind">Water the tree</td>', html)
    assert "古树条例第三条: 14 calendar days from" in html
    assert 'class="title">银杏</span> <span class="id">tree tree-1</span>' in html
    assert 'class="title">Tree</span> <span class="id">tree-2</span>' in html


async def test_its_prominent_number_is_a_column_of_the_overview_and_the_sums_name_what_is_not_left_to_the_units_page() -> (
    None
):
    html = await page(county(WITH_TREES), "/?period=2026-03")
    columns = heads(html)
    assert "栽种" in columns
    assert "砍伐" not in columns
    assert "41" in line(html, "白帝镇")
    assert (
        '<dt>树木：<span class="name">栽种</span></dt><dd><b>41</b> 棵<span><span class="bad">逾期 1 项</span>；'
        "砍伐\u00a03、树款\u00a01,200</span>" in html
    )
    assert "修剪" not in html
    assert '<dt>用时：<span class="name">成林</span></dt><dd><b>4.5</b> 日' in html


async def test_its_number_is_a_heat_table() -> None:
    html = await page(county(WITH_TREES), "/heat?measure=trees_felled", "en")
    assert '<option value="trees_felled" selected>Trees: Felled</option>' in html
    assert 'class="heat scale-alarm"' in html
    assert line(html, "白帝镇")[2] == "3"


@pytest.mark.parametrize("address", ["/?period=2026-03", "/units/a", "/due"])
async def test_every_column_has_a_cell_in_every_line(address: str) -> None:
    html = await page(county(WITH_TREES), address)
    for table in re.findall(r"<table.*?</table>", html, re.DOTALL):
        body = table[table.index("<tbody>") :]
        widths = {len(re.findall(r"<t[dh][ >]", row)) for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)}
        assert len(widths) == 1
        spans = map(int, re.findall(r'colspan="(\d+)"', table))
        alone = len(re.findall("rowspan", table))
        assert sum(spans) + alone in (0, *widths)


async def test_without_words_of_the_registry_codes_stand_for_them_and_nothing_is_dropped() -> None:
    html = await page(county(None), "/units/a")
    columns = heads(html)
    for code in ("trees_planted", "trees_felled", "tree_fees", "trees_hidden", "days_to_grow"):
        assert code in columns
    assert columns.count("其他") == 2
    assert "<h3>trees_by_species</h3>" in html
    assert "<dt>oak</dt><dd>40</dd>" in html
    assert re.search(r'class="kind">water</td>', html)
    assert 'class="title">银杏</span> <span class="id">forestry.tree tree-1</span>' in html
    assert 'class="title">forestry.tree</span> <span class="id">tree-2</span>' in html
    overdue = await page(county(None), "/due")
    assert re.search(r'class="kind">water</td>', overdue)
    assert "古树条例第三条：自" in overdue


async def test_words_that_come_late_take_the_place_of_codes() -> None:
    late = await page(county(None) + sample.words(registry.entries(WITH_TREES)), "/units/a")
    early = await page(county(WITH_TREES), "/units/a")
    assert heads(late) == heads(early)
    assert "trees_planted" not in late


async def test_a_changed_word_is_shown_and_one_that_is_taken_out_no_longer() -> None:
    measures = (replace(TREE.measures[0], chinese="新栽"), *TREE.measures[1:])
    renamed = Families((*FAMILIES.all, replace(TREE, measures=measures)))
    assert "新栽" in await page(county(WITH_TREES) + sample.words(registry.entries(renamed)), "/units/a")
    struck = [
        sample.gone(made) for made in sample.words(registry.entries(WITH_TREES)) if made.key == "measure|trees_planted"
    ]
    html = await page(county(WITH_TREES) + struck, "/units/a")
    assert "栽种" not in html
    assert "trees_planted" in html
