"""The process that reads a workbook, without a gateway: what it reports, and how it ends."""

from __future__ import annotations

from datetime import date, time
from io import BytesIO

import msgspec
import pytest

from services.gateway.sheets.files import Files
from services.gateway.sheets.order import Away, Done, NotRead, Order, Progress, Ready, Report, Result, Unit, Verdict
from services.gateway.sheets.reading import EndedError, reading
from tests.papers.sheets.building import information, row

ORG = "x-zhen"
UNIT = Unit(ORG, "某镇", None, "x", None, closed=False)


@pytest.fixture
def files() -> Files:
    return Files(BytesIO(information(row("a-1"), row("a-2", 形成日期="明天"))))


def order(files: Files, *, as_test: bool = True) -> Order:
    """To read a workbook on a broker that does not answer; a test's is compared with nothing."""
    return Order(
        org=ORG,
        kafka="127.0.0.1:1",
        today=date(2026, 3, 6),
        moment=time(9),
        units=[UNIT],
        name="三月.xlsx",
        upload=files.upload.fileno(),
        lines=files.lines.fileno(),
        returned=files.returned.fileno(),
        result=files.result.fileno(),
        replayed=[],
        as_test=as_test,
    )


async def last_of(order: Order, verdicts: list[Verdict]) -> tuple[Ready | None, Report]:
    """When the facts were ready, and the last that it said."""
    ready = None
    async with reading(order) as process:
        while True:
            report = await process.report()
            if isinstance(report, Ready):
                ready = report
                await process.answer(verdicts)
            elif not isinstance(report, Progress):
                return ready, report


async def test_facts_are_ready_before_the_result_and_what_was_refused_of_them_is_marked(files: Files) -> None:
    refused = Verdict(1, "x", "title", "此处有误", "改正")
    ready, last = await last_of(order(files), [refused])
    assert (ready, last) == (Ready(facts=2, refused=1), Done())
    files.lines.seek(0)
    assert [msgspec.json.decode(line)["id"] for line in files.lines] == [
        "sheet.formed.1.1.0:a-1",
        "sheet.published.1.1.0:a-1",
    ]
    files.result.seek(0)
    result = msgspec.json.decode(files.result.read(), type=Result)
    assert (result.rows, result.refused, result.returned) == (2, 2, True)
    assert files.size > 0


async def test_where_the_broker_is_away_nothing_is_ready_and_that_is_said(files: Files) -> None:
    assert await last_of(order(files, as_test=False), []) == (None, Away())


async def test_a_file_that_is_not_read_ends_it_with_words() -> None:
    # Kept here: files that nobody holds are closed, and their numbers are others'.
    files = Files(BytesIO(b"%PDF-1.4"))
    _, last = await last_of(order(files), [])
    assert isinstance(last, NotRead)
    assert (last.code, bool(last.remedy), files.size) == ("file.other_kind", True, 0)


async def test_one_that_is_killed_is_told_from_one_that_is_slow(files: Files) -> None:
    async with reading(order(files)) as process:
        process.kill()
        with pytest.raises(EndedError):
            await process.report()
