"""Data quality: refused, late, silent, nothing to report, set aside; per unit and period, down to the records."""

from __future__ import annotations

from datetime import date

from contracts import topics
from tests.dashboard import ground, grounded, sample, unit_county
from tests.dashboard.boards import unit
from tests.dashboard.inside import showing
from tests.dashboard.lines import exported, page, plain, table
from tests.dashboard.sample import Line, Record, complete, registered, words
from tests.dashboard.unit_county import refusal, set_aside

DOCUMENT = "catalog.document"


async def test_each_number_is_that_of_the_records_and_leads_to_them() -> None:
    async with showing(unit_county.county()) as client:
        html = await page(client, "/quality?period=2026")
        lines = {line[0]: line[1:] for line in table(html, "quality")}
        assert lines["白帝镇"] == ["3", "3", "0", "0", "1"]
        assert lines["财政局"] == ["0"] * 5
        assert [line[1:] for line in table(html, "quality", "tfoot")] == [["3", "3", "0", "0", "1"]]
        refused = await page(client, "/quality/refused?org=beta&period=2026")
        assert [line[2].split()[0] for line in table(refused, "subjects")] == ["date.invalid"] * 3
        assert "必须是存在的日期" in refused
        assert "must be a real date" not in refused
        assert [line[2].split()[0] for line in table(await page(client, "/quality/aside?period=2026"), "subjects")] == [
            "late-1"
        ]
        late = await page(client, "/subjects?measure=signal@recorded_late&org=beta&period=2026-04")
        assert "补报的事" in late
        assert "合计 3" in plain(late)
        april = {line[0]: line[1:] for line in table(await page(client, "/quality?period=2026-04"), "quality")}
        assert april["白帝镇"] == ["1", "3", "0", "0", "1"]


async def test_the_lists_as_files_are_those_of_the_pages() -> None:
    async with showing(unit_county.county()) as client:
        html = await page(client, "/quality?period=2026")
        assert (await exported(client, "/quality?period=2026"))[1:] == [
            *table(html, "quality"),
            *table(html, "quality", "tfoot"),
        ]
        lines = (await exported(client, "/quality/refused?period=2026"))[1:]
    assert [line[6] for line in lines] == ["f-1", "f-0", "f-2"]
    assert {line[7] for line in lines} == {f"dept.beta.events / 0 / {number}" for number in range(3)}


def quiet_county() -> list[Record]:
    nothing = sample.row("2026-02", "b", Line())
    return [
        *words(),
        *(registered(unit(org, name)) for org, name in (("a", "白帝镇"), ("b", "草堂镇"))),
        complete(date(2026, 3, 31)),
        ground.subject("a", "1", {"2026-01": {"documents_drafted": 1}}, told_in=["2026-02"], kind=DOCUMENT),
        sample.period_record(nothing.model_copy(update={"counts": {"nothing_to_report": 1}})),
    ]


async def test_a_month_in_which_a_unit_told_of_something_or_said_that_there_was_nothing_is_not_silent() -> None:
    async with showing(quiet_county()) as client:
        quarter = {line[0]: line[3:5] for line in table(await page(client, "/quality?period=2026-Q1"), "quality")}
    assert quarter == {"白帝镇": ["1", "0"], "草堂镇": ["2", "1"]}


async def test_a_unit_is_not_silent_in_months_before_its_first_day_and_after_its_last() -> None:
    old = unit("old", "信访局").model_copy(update={"valid_to": date(2026, 1, 31), "successor": "new"})
    new = unit("new", "社会工作部").model_copy(update={"valid_from": date(2026, 2, 1)})
    records = [*words(), registered(old), registered(new), complete(date(2026, 3, 31))]
    async with showing(records) as client:
        quarter = {line[0]: line[3] for line in table(await page(client, "/quality?period=2026-Q1"), "quality")}
    assert quarter == {"信访局": "1", "社会工作部": "2"}


async def test_what_no_longer_holds_is_counted_no_more_whatever_came_before() -> None:
    records = quiet_county()
    records += [
        set_aside("a", "1", "2026-03-01"),
        refusal("a", "2026-03-02", 1),
        refusal("a", "2026-03-02", 1),
        Record(topics.QUALITY, f"{grounded.KIND}/a/1", None),
        sample.gone(ground.subject("a", "1", kind=DOCUMENT)),
    ]
    async with showing(records) as client:
        lines = {line[0]: line[1:] for line in table(await page(client, "/quality?period=2026-Q1"), "quality")}
    assert lines["白帝镇"] == ["1", "0", "3", "0", "0"]


async def test_a_record_that_stands_under_anothers_key_is_passed_over() -> None:
    wrong = refusal("a", "2026-03-02", 1)._replace(key="dept.a.events:0:2")
    async with showing([*quiet_county(), wrong]) as client:
        lines = table(await page(client, "/quality?period=2026-Q1"), "quality")
    assert [line[1] for line in lines] == ["0", "0"]
