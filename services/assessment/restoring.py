"""A rebuild takes issued reports from their topic, before it reads any state: what comes after a report then shows as it did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition

from chassis.address import client
from chassis.database import Connection, Pool
from chassis.patience import NotYetError
from contracts.assessment.report import PART, REPORT, ReportHead, ReportPart, digest
from contracts.topics import REPORTS
from services.assessment.storing import alone, keep_issued


class BrokenReportError(ValueError):
    """Records of an issued report are lacking, or are not what its head says."""


async def restored(pool: Pool[Any], kafka: str) -> int:
    """Keep the reports of the topic that the database does not have; how many. BrokenReportError for one that is not whole."""
    records = await _records(kafka)
    async with pool.acquire() as connection, connection.transaction():
        return await restore(connection, records)


async def restore(connection: Connection, records: Iterable[tuple[str, bytes]]) -> int:
    """The same of records (type, value) that were read; several instances may do so at once."""
    await alone(connection)
    return sum([await _keep(connection, head, parts) for head, parts in whole(records)])


def whole(records: Iterable[tuple[str, bytes]]) -> list[tuple[ReportHead, list[ReportPart]]]:
    """The issued reports among these records (type, value), in the order of their heads; of a report sent twice the last. Pure."""
    parts: dict[str, dict[str, ReportPart]] = {}
    heads: dict[str, ReportHead] = {}
    for kind, value in records:
        if kind == PART:
            part = ReportPart.model_validate_json(value)
            parts.setdefault(part.report, {})[part.org] = part
        elif kind == REPORT:
            head = ReportHead.model_validate_json(value)
            heads[head.id] = head
    return [(head, _parts_of(head, parts.get(head.id, {}))) for head in heads.values()]


def _parts_of(head: ReportHead, parts: Mapping[str, ReportPart]) -> list[ReportPart]:
    if digest(head) != head.sha256:
        raise BrokenReportError(f"{head.id} {head.numbered}: its head is not what its sha256 says")
    wrong = [org for org, sha256 in head.parts.items() if org not in parts or digest(parts[org]) != sha256]
    if wrong:
        raise BrokenReportError(
            f"{head.id} {head.numbered}: the parts of {', '.join(wrong)} are lacking, or not what its head says; "
            f"restore {REPORTS} from a backup"
        )
    return [parts[org] for org in sorted(head.parts)]


async def _keep(connection: Connection, head: ReportHead, parts: list[ReportPart]) -> bool:
    if await connection.fetchval("SELECT EXISTS (SELECT FROM report WHERE id = $1 AND stage = 'issued')", head.id):
        return False
    await keep_issued(connection, head, parts)
    return True


async def _records(kafka: str) -> list[tuple[str, bytes]]:
    consumer = AIOKafkaConsumer(**client(kafka), enable_auto_commit=False, auto_offset_reset="earliest")
    try:
        await consumer.start()
        if REPORTS not in await consumer.topics():
            raise NotYetError(f"there is no topic {REPORTS}; make it: python -m deploy.topics")
        # Named, not asked for: a consumer knows the partitions of none but the topics that it reads already.
        places = [TopicPartition(REPORTS, 0)]
        consumer.assign(places)
        ends = await consumer.end_offsets(places)
        records: list[tuple[str, bytes]] = []
        for place, end in ends.items():
            while await consumer.position(place) < end:
                fetched = (await consumer.getmany(place, timeout_ms=500)).get(place, ())
                records += [
                    (dict(record.headers).get("ce_type", b"").decode(), record.value or b"") for record in fetched
                ]
        return records
    finally:
        await consumer.stop()
