"""The process that reads a workbook, without a gateway: what it reports, and how it ends."""

from __future__ import annotations

import os
from datetime import date, time
from io import BytesIO

import msgspec
import pytest

from services.gateway.sheets import reading as its_side
from services.gateway.sheets.files import Files
from services.gateway.sheets.order import (
    Away,
    Done,
    Failed,
    NotRead,
    Order,
    Progress,
    Ready,
    Report,
    Result,
    Unit,
    Verdict,
    Written,
)
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
            elif not isinstance(report, Progress | Written):
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


@pytest.mark.parametrize(
    ("step", "has_result"), [("note", False), ("save_returned", True)], ids=["marking", "writing what goes back"]
)
async def test_memory_that_runs_out_after_the_sending_is_no_fault_of_the_file_and_loses_what_comes_last_alone(
    files: Files, monkeypatch: pytest.MonkeyPatch, step: str, *, has_result: bool
) -> None:
    monkeypatch.setattr(its_side, "_MODULE", "tests.gateway.sheets.out_of_memory")
    monkeypatch.setenv("RUNS_OUT_AT", step)
    ready, last = await last_of(order(files), [])
    assert (ready, last) == (Ready(facts=2, refused=1), Failed("MemoryError"))
    files.result.seek(0)
    assert bool(files.result.read()) == has_result


async def test_memory_that_runs_out_while_the_file_is_read_says_that_it_is_too_large(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(its_side, "_MODULE", "tests.gateway.sheets.out_of_memory")
    monkeypatch.setenv("RUNS_OUT_AT", "_prepared")
    ready, last = await last_of(order(files), [])
    assert (ready, isinstance(last, NotRead)) == (None, True)


async def test_a_disk_that_is_full_after_the_sending_is_not_told_as_a_broker_that_is_away(files: Files) -> None:
    asked = order(files)
    asked.result = os.open("/dev/full", os.O_WRONLY)
    ready, last = await last_of(asked, [])
    os.close(asked.result)
    assert (ready, last) == (Ready(facts=2, refused=1), Failed("OSError"))


async def test_one_that_is_killed_is_told_from_one_that_is_slow(files: Files) -> None:
    async with reading(order(files)) as process:
        process.kill()
        with pytest.raises(EndedError):
            await process.report()
