"""The desk without servers: what became of a workbook is told as it is, and no unit takes up all places."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import date, time
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
import pytest_asyncio

from chassis import audit
from chassis.access.text import new
from chassis.access.tokens import Tokens
from chassis.caller import Caller
from services.gateway.http.answers import ACCEPTED, AGAIN, Answer
from services.gateway.http.submission import Submission
from services.gateway.sheets import desk as desks
from services.gateway.sheets import render
from services.gateway.sheets.desk import MOST_OF_ONE_UNIT, MOST_WAITING, BusyError, Desk
from services.gateway.sheets.job import Choice, Job, Outcome, State
from services.gateway.sheets.order import Done, Failed, Group, Order, Ready, Report, Result, Verdict, Written
from services.gateway.sheets.reading import EndedError
from tests.office import SHA256, bearer
from tests.tokens import ORG, token

UNIT = new()
FACTS = 1_200
RESULT = Result(FACTS, 1, FACTS, 0, 0, 0, [Group(2, "信息公开", "B7", "x", "y")], 3, [], 0, [], returned=True)


class Process:
    """A reader that says what a test has it say; before ``Written`` its result lies in the file."""

    def __init__(self, reports: Sequence[Report], *, is_slow: bool) -> None:
        self._reports, self._is_slow = iter(reports), is_slow

    async def report(self) -> Report:
        """The next; when there is no more EndedError, or from a slow one nothing."""
        report = next(self._reports, None)
        if report is None and self._is_slow:
            await asyncio.Event().wait()
        if report is None:
            raise EndedError
        return report

    async def answer(self, _: Sequence[Verdict]) -> None:
        """What was refused."""


class Taking:
    """An intake that answers as a test has it, and counts what it was handed."""

    def __init__(self) -> None:
        self.facts, self.status = 0, ACCEPTED
        self.after_each: Callable[[], None] = lambda: None

    async def take(self, _: str, facts: Sequence[Submission], *, test: bool) -> list[Answer]:
        """All are answered alike."""
        assert not test
        self.facts += len(facts)
        self.after_each()
        return [Answer(self.status)] * len(facts)


class Bench:
    """A desk, its intake and its tokens; ``reports`` are what the reader of each workbook says."""

    def __init__(self) -> None:
        self.tokens, self.taking = Tokens(SHA256), Taking()
        self.tokens.known = {UNIT.id: token(UNIT)}
        self.reports: list[Report] = []
        self.is_slow = False
        self.entered: list[Any] = []
        """Outcomes that came into the audit."""
        self.day: asyncio.Future[date] = asyncio.get_running_loop().create_future()
        context: Any = SimpleNamespace(
            pool=self,
            settings=SimpleNamespace(kafka="127.0.0.1:1"),
            relay=SimpleNamespace(wake=lambda: None),
            tokens=self.tokens,
        )
        days: Any = SimpleNamespace(today=self._today, time_of_day=lambda: time(9))
        intake: Any = self.taking
        self.desk = Desk(context, days, intake)

    async def _today(self, _: object) -> date:
        return await asyncio.shield(self.day)

    @asynccontextmanager
    async def acquire(self) -> AsyncIterator[Bench]:
        """A connection to a database in which nothing lies."""
        yield self

    async def fetch(self, *_: object) -> list[Any]:
        """No row."""
        return []

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        """Of it."""
        yield

    @asynccontextmanager
    async def reading(self, _: Order) -> AsyncIterator[Process]:
        """Instead of a process."""
        yield Process(self.reports, is_slow=self.is_slow)

    def take(self, org: str = ORG) -> Job:
        """Hands a workbook in; it waits until the day is known."""
        who = self.tokens.caller(bearer(UNIT.text)["authorization"])
        return self.desk.take(Caller(who.kind, org, who.token), Choice.GOOD, "三月.xlsx", BytesIO(b""))

    async def handed_in(self, *reports: Report) -> Job:
        """A workbook of which its reader says this, when something has become of it."""
        job = self.prepared(*reports)
        await self.ended()
        return job

    def prepared(self, *reports: Report) -> Job:
        """A workbook of which its reader will say this."""
        self.reports = list(reports)
        job = self.take()
        job.files.lines.write(b"{}\n" * FACTS)
        job.files.result.write(msgspec.json.encode(RESULT))
        job.files.returned.write(b"half a workbook")
        job.files.returned.flush()
        return job

    async def ended(self) -> None:
        """The day is known, and something becomes of what was handed in."""
        self.day.set_result(date(2026, 3, 6))
        async with asyncio.timeout(30):
            await asyncio.gather(*self.desk._tasks)


@pytest_asyncio.fixture
async def bench(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bench]:
    made = Bench()

    async def nothing(*_: object) -> list[Any]:
        return []

    async def record(*entry: Any) -> None:
        made.entered.append(entry[-1]["outcome"])

    monkeypatch.setattr(desks, "reading", made.reading)
    monkeypatch.setattr(desks, "listed", nothing)
    monkeypatch.setattr(audit, "record", record)
    monkeypatch.setattr(desks, "_AGAIN_S", 0.0)
    yield made
    await made.desk.stop()


def page(job: Job) -> str:
    """What the clerk reads."""
    return bytes(render.job("zh", job, 0, org="某镇", refused=[]).body).decode()


@pytest.mark.parametrize("last", [[Failed("MemoryError")], []], ids=["memory", "killed"])
async def test_where_the_workbook_that_goes_back_is_lost_the_result_is_shown_and_that_is_said(
    bench: Bench, last: list[Report]
) -> None:
    job = await bench.handed_in(Ready(FACTS, 1), Written(), *last)
    assert (job.state, job.outcome, job.sent, job.files.size) == (State.FINISHED, Outcome.SENT, FACTS, 0)
    whole = page(job)
    assert "共1200项内容" in whole
    assert "退回的表没有写成" in whole
    for untrue in ("没有读取这个文件", "returned.xlsx", "都写在退回的表里"):
        assert untrue not in whole
    assert (render.as_json(job)["returned"], render.as_json(job)["returned_lost"]) == (False, True)


async def test_where_the_time_ends_over_what_goes_back_the_result_is_shown(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desks, "MOST_SECONDS", 0.1)
    bench.is_slow = True
    job = await bench.handed_in(Ready(FACTS, 1), Written())
    assert (job.state, job.sent, job.files.size) == (State.FINISHED, FACTS, 0)
    assert "退回的表没有写成" in page(job)


async def test_a_workbook_that_was_written_goes_back(bench: Bench) -> None:
    job = await bench.handed_in(Ready(FACTS, 1), Written(), Done())
    assert (job.state, job.files.size > 0) == (State.FINISHED, True)
    assert ("returned.xlsx" in page(job), "退回的表没有写成" in page(job)) == (True, False)


@pytest.mark.parametrize("last", [[Failed("MemoryError")], []], ids=["memory", "killed"])
async def test_a_failure_after_the_sending_says_how_many_were_sent_and_that_again_is_safe(
    bench: Bench, last: list[Report]
) -> None:
    job = await bench.handed_in(Ready(FACTS, 1), *last)
    assert (job.state, job.sent) == (State.FAILED, FACTS)
    assert "已经报送1200项。请再交一次，不会重复" in page(job)


async def test_a_token_that_is_revoked_under_way_hands_on_no_more_facts_and_the_page_says_so(bench: Bench) -> None:
    bench.taking.after_each = lambda: setattr(bench.tokens, "known", {})
    job = await bench.handed_in(Ready(FACTS, 0), Written(), Done())
    assert (job.state, job.outcome) == (State.FINISHED, Outcome.REVOKED)
    assert 0 < job.sent == bench.taking.facts < FACTS
    assert f"{FACTS}项内容中报送了{job.sent}项" in page(job)


async def test_a_token_that_is_revoked_while_the_broker_is_away_tries_no_more(bench: Bench) -> None:
    bench.taking.status = AGAIN
    bench.taking.after_each = lambda: setattr(bench.tokens, "known", {})
    job = await bench.handed_in(Ready(FACTS, 0), Written(), Done())
    assert (job.outcome, job.sent) == (Outcome.REVOKED, 0)
    assert bench.taking.facts < FACTS, "one attempt"
    assert f"{FACTS}项内容中报送了0项" in page(job)
    assert bench.entered == ["revoked"], "facts of it may lie in the log"


async def test_a_token_that_was_revoked_before_anything_was_handed_on_leaves_no_entry(bench: Bench) -> None:
    job = bench.prepared(Ready(FACTS, 0), Written(), Done())
    bench.tokens.known = {}
    await bench.ended()
    assert (job.outcome, job.sent, bench.taking.facts, bench.entered) == (Outcome.REVOKED, 0, 0, [])


async def test_a_unit_takes_up_two_places_and_leaves_the_others_to_the_rest(bench: Bench) -> None:
    for _ in range(MOST_OF_ONE_UNIT):
        bench.take()
    with pytest.raises(BusyError) as busy:
        bench.take()
    assert "一个单位一次最多两份" in render.FRAME.texts("zh")(busy.value.name)
    for number in range(MOST_WAITING - MOST_OF_ONE_UNIT):
        bench.take(f"x-{number}")
    with pytest.raises(BusyError) as full:
        bench.take("x-last")
    assert full.value.name == "wrong.busy"
