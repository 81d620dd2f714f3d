"""The desk at which workbooks are handed in: a few at a time are read, and what became of each is kept for a while."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from typing import IO

import msgspec
import structlog

from chassis import audit, refusals
from chassis.access.refused import RefusedError
from chassis.caller import Caller
from chassis.logs import error_name
from chassis.service import Context
from contracts.audit import Action
from contracts.topics import inbox
from services.gateway.days import Days
from services.gateway.http.answers import AGAIN, REFUSED, Answer
from services.gateway.http.ground import DoorShutError
from services.gateway.http.intake import Intake
from services.gateway.http.submission import Submission
from services.gateway.registry import listed
from services.gateway.sheets.files import Files
from services.gateway.sheets.job import Choice, Job, Outcome, State
from services.gateway.sheets.order import (
    Away,
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
from services.gateway.sheets.reading import MOST_SECONDS, EndedError, Reading, reading

log = structlog.get_logger()

MOST_WAITING, MOST_OF_ONE_UNIT = 8, 2
"""Workbooks that are read or wait, of all and of one organisation; one more is asked to come again."""
KEPT, KEPT_BYTES, KEPT_S = 100, 64_000_000, 6 * 3600
"""Results that are kept, bytes of the workbooks that go back, and for how many seconds: they may lie in memory."""
_AT_ONCE = 2
_CHUNK = 500
"""Facts that are handed on together."""
_AGAIN_S, _PATIENCE_S = 2.0, 60.0
"""Seconds between attempts while the broker does not answer, and until that is said."""


class BusyError(Exception):
    """Too many workbooks wait; ``name`` is the text that says whose."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Desk:
    """The workbooks of this process. A restart forgets what became of them, never a fact: sent again they change nothing."""

    def __init__(self, context: Context, days: Days, intake: Intake) -> None:
        self._pool, self._kafka, self._wake = context.pool, context.settings.kafka, context.relay.wake
        self._days, self._intake, self._tokens = days, intake, context.tokens
        self._jobs: dict[str, Job] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._places = asyncio.Semaphore(_AT_ONCE)
        # Two workbooks of one organisation would overtake each other.
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    def take(self, caller: Caller, choice: Choice, name: str, upload: IO[bytes]) -> Job:
        """Takes a workbook in; BusyError while too many wait. The work goes on by itself."""
        self._forget_old()
        unfinished = [job.caller.org for job in self._jobs.values() if not job.has_ended]
        if unfinished.count(caller.org) >= MOST_OF_ONE_UNIT:
            raise BusyError("wrong.busy_unit")
        if len(unfinished) >= MOST_WAITING:
            raise BusyError("wrong.busy")
        job = Job(caller, choice, name, Files(upload))
        self._jobs[job.id] = job
        task = asyncio.create_task(self._work(job))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return job

    def job(self, id_: str) -> Job | None:
        """One that is still known."""
        return self._jobs.get(id_)

    def before(self, job: Job) -> int:
        """How many were handed in before it and have not ended."""
        others = (other for other in self._jobs.values() if not other.has_ended)
        return sum(other.begun < job.begun for other in others)

    async def stop(self) -> None:
        """End what is under way, and forget all."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for job in self._jobs.values():
            job.files.close()
        self._jobs.clear()

    def _forget_old(self) -> None:
        size = 0
        for count, job in enumerate([job for job in reversed(self._jobs.values()) if job.has_ended]):
            size += job.files.size
            if count >= KEPT or size > KEPT_BYTES or time.monotonic() - job.begun > KEPT_S:
                job.files.close()
                del self._jobs[job.id]

    async def _work(self, job: Job) -> None:
        try:
            async with self._turns[job.caller.org], self._places, asyncio.timeout(MOST_SECONDS):
                try:
                    ended = await self._read(job)
                finally:
                    await self._enter(job)
        except Exception as error:  # noqa: BLE001  # whatever it is, its sender is not left waiting
            # What the file came to is shown, once it is known, also where the time ended over what goes back.
            is_known = isinstance(error, TimeoutError) and job.result is not None
            ended, job.reason = State.FINISHED if is_known else State.FAILED, error_name(error)
            log.warning("a sheet was not taken to its end", org=job.caller.org, error=error_name(error))
        finally:
            job.files.finished()
        job.state = ended
        numbers = {"facts": job.sent, "refused": job.result.refused} if job.result else {}
        log.info("sheet handed in", org=job.caller.org, stage=job.state.value, **numbers)

    async def _enter(self, job: Job) -> None:
        """In the audit: whose workbook was sent, and what of it; its name may hold a person's."""
        if not job.was_handed_on:
            return
        details: dict[str, object] = {"sha256": job.files.sha256, "facts": job.sent, "outcome": job.outcome.value}
        if job.result is not None:
            details |= {"rows": job.result.rows, "refused": job.result.refused}
        async with self._pool.acquire() as connection, connection.transaction():
            await audit.record(connection, job.caller, Action.SHEET_SENT, job.caller.org, details)
        self._wake()

    async def _read(self, job: Job) -> State:
        """How it ended."""
        order = await self._order(job)
        if order is None:
            job.outcome = Outcome.SHUT
            return State.FAILED
        job.state = State.READING
        async with reading(order) as process:
            while True:
                match await process.report():
                    case Progress(stage, count):
                        job.stage, job.count = stage, count
                    case Ready(facts, refused):
                        job.facts = facts
                        await process.answer(await self._send(job, refused))
                        job.state = State.WRITING
                    case NotRead() as refusal:
                        job.not_read = refusal
                        return State.NOT_READ
                    case Away():
                        job.outcome = Outcome.AWAY
                        return State.FAILED
                    case Failed(error):
                        job.reason = error
                        return State.FAILED
                    case Written():
                        job.files.result.seek(0)
                        job.result = msgspec.json.decode(job.files.result.read(), type=Result)
                        await _given_back(job, job.result, process)
                        return State.FINISHED

    async def _order(self, job: Job) -> Order | None:
        """None before the first day."""
        async with self._pool.acquire() as connection:
            today = await self._days.today(connection)
            units = [
                Unit(row.unit.org, row.unit.name, row.unit.full_name, row.unit.county, row.unit.supervisor, row.closed)
                for row in await listed(connection)
            ]
            replayed = await refusals.replayed(connection, inbox(job.caller.org))
        if today is None:
            return None
        return Order(
            org=job.caller.org,
            kafka=self._kafka,
            today=today,
            moment=self._days.time_of_day(),
            units=units,
            name=job.name,
            upload=job.files.upload.fileno(),
            lines=job.files.lines.fileno(),
            returned=job.files.returned.fileno(),
            result=job.files.result.fileno(),
            replayed=replayed,
            as_test=job.is_test,
        )

    async def _send(self, job: Job, refused: int) -> list[Verdict]:
        """Hands the facts on, where that is wanted; what was refused of them."""
        if job.choice is Choice.CHECK:
            job.outcome = Outcome.CHECKED
        elif refused and job.choice is Choice.ALL:
            job.outcome = Outcome.HELD_BACK
        elif not job.facts:
            job.outcome = Outcome.NOTHING
        else:
            job.state, job.outcome = State.SENDING, Outcome.SENT
            return await self._hand_on(job)
        return []

    async def _hand_on(self, job: Job) -> list[Verdict]:
        verdicts: list[Verdict] = []
        job.files.lines.seek(0)
        number = 1
        while chunk := [line for _ in range(_CHUNK) if (line := job.files.lines.readline().rstrip(b"\n"))]:
            if not self._holds(job):
                job.outcome = Outcome.REVOKED
                break
            # Before: what became of a portion that failed is not known, and it may lie in the log.
            job.was_handed_on = True
            try:
                answers = await self._taken(job, chunk)
            except DoorShutError as shut:
                job.was_handed_on = number > 1
                job.outcome, job.reason = Outcome.SHUT, str(shut)
                break
            verdicts += _verdicts(answers, number)
            job.sent += sum(answer.status not in {AGAIN, REFUSED} for answer in answers)
            if any(answer.status == AGAIN for answer in answers):
                job.outcome = Outcome.NOT_ACKNOWLEDGED if self._holds(job) else Outcome.REVOKED
                break
            number += len(chunk)
        return verdicts

    async def _taken(self, job: Job, chunk: list[bytes]) -> list[Answer]:
        """The same facts again are safe while the broker does not answer."""
        until = time.monotonic() + _PATIENCE_S
        while True:
            answers = await self._intake.take(job.caller.org, [Submission(line) for line in chunk], test=job.is_test)
            if not any(answer.status == AGAIN for answer in answers) or time.monotonic() > until:
                return answers
            await asyncio.sleep(_AGAIN_S)
            if not self._holds(job):
                return answers

    def _holds(self, job: Job) -> bool:
        """Whether the token still does with which the workbook was handed in: it may have waited for minutes."""
        try:
            self._tokens.must_hold(job.caller)
        except RefusedError as refusal:
            log.warning("a sheet's token has ended", org=job.caller.org, token=refusal.token, code=refusal.code)
            return False
        return True


async def _given_back(job: Job, result: Result, process: Reading) -> None:
    """Waits for the workbook that goes back. What the file came to stands already: whatever happens now, that alone is lost."""
    ended: Report = Failed(error_name(TimeoutError()))
    try:
        ended = await process.report()
    except EndedError as error:
        ended = Failed(error_name(error))
    finally:
        if isinstance(ended, Failed):
            log.warning("a workbook that goes back was not written", org=job.caller.org, error=ended.error)
            job.files.returned.truncate(0)
            result.returned, result.returned_lost = False, result.returned


def _verdicts(answers: list[Answer], first: int) -> list[Verdict]:
    return [
        Verdict(number, refusal.code, refusal.field, refusal.rule, refusal.remedy)
        for number, answer in enumerate(answers, start=first)
        if (refusal := answer.refusal) is not None
    ]
