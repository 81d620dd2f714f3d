"""The dead letters as operators see them: the list, and a record that is taken again where it lies."""

from __future__ import annotations

from typing import Any

from aiokafka import TopicPartition
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from chassis import audit, refusals
from chassis.access.readers import own
from chassis.caller import caller
from chassis.consumer import Consumer
from chassis.database import Connection, Pool
from chassis.json_body import object_in
from chassis.log_reader import GoneError, read_again
from chassis.problem import problem
from chassis.whole_number import whole_number
from contracts.audit import Action
from contracts.topics import inbox

_MOST_PARTITION, _MOST_OFFSET = 2**31 - 1, 2**63 - 1


async def listed(request: Request, pool: Pool[Any]) -> Response:
    """Dead letters, of ``topic`` or of all, the newest first within each partition, at most ``limit``; of a unit those in its inbox."""
    text = request.query_params.get("limit", "100")
    limit = whole_number(text, 1, 10_000)
    if limit is None:
        return problem(400, f"limit={text!r}: give a number from 1 to 10000")
    org = own(request, None)
    topic = request.query_params.get("topic") if org is None else inbox(org)
    async with pool.acquire() as connection:
        return JSONResponse(await refusals.newest(connection, limit, topic))


async def replayed(request: Request, pool: Pool[Any], kafka: str, consumer: Consumer | None, waits: str) -> Response:
    """Take a dead letter's record again, here and now: nothing is sent, and nobody else sees it.

    ``waits``: for what the service waits, in words, while it has no ``consumer`` yet.
    """
    try:
        topic, partition, offset = await _place(request)
    except (KeyError, TypeError, ValueError):
        return problem(400, 'send {"topic": "…", "partition": 0, "offset": 0}, as gongkai dead-letters list has them')
    if consumer is None:
        return problem(503, f"not yet: {waits}")
    place = f"{topic}/{partition}/{offset}"
    async with pool.acquire() as connection:
        if not await refusals.has(connection, topic, partition, offset):
            return problem(404, f"no dead letter at {place}; see: gongkai dead-letters list")
    try:
        record = await read_again(kafka, TopicPartition(topic, partition), offset)
    except GoneError:
        return problem(410, f"{place} is no longer in the log; ask the department to send it again")

    async def entered(connection: Connection, taken: bool) -> None:
        outcome = {"outcome": "taken" if taken else "refused"}
        await audit.record(connection, caller(request), Action.LETTER_REPLAYED, place, outcome)

    if not await consumer.again(record, entered):
        return problem(422, f"{place} is refused again; gongkai dead-letters show says by which rule")
    return JSONResponse({"replayed": {"topic": topic, "partition": partition, "offset": offset}})


async def _place(request: Request) -> tuple[str, int, int]:
    """Topic, partition and offset. KeyError, TypeError or ValueError for what names no place in a log."""
    body = object_in(await request.body())
    topic, partition, offset = str(body["topic"]), int(body["partition"]), int(body["offset"])
    if not (topic.isprintable() and 0 <= partition <= _MOST_PARTITION and 0 <= offset <= _MOST_OFFSET):
        raise ValueError("no place in a log")
    return topic, partition, offset
