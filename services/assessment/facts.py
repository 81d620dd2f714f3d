"""Where the facts lie: read from the services' intakes, kept once each, and told on metrics.facts.v1."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from chassis import outbox
from chassis.database import Connection
from chassis.outbox import Message
from contracts.assessment.fact import FACT, FactRow
from contracts.envelope import RECORDED_ON, local_date
from contracts.kit import key_of
from contracts.topics import FACTS
from services.assessment.telling import message

MOST_BYTES = 1_200
"""Of a key or an id: two of them fit what an index of PostgreSQL holds of a row."""

_KEEP = """
INSERT INTO fact (key, id) SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING RETURNING key, id
"""


def fact_row(record: Any) -> FactRow:
    """What is told of an intake's record. ValueError, KeyError or AttributeError where it is no fact that the door passed on."""
    headers = {name: value.decode() for name, value in record.headers}
    subject = key_of(record.key.decode())
    for name in (str(subject), headers["ce_id"]):
        if "\0" in name or len(name.encode()) > MOST_BYTES:
            raise ValueError("a name that cannot be kept")
    return FactRow.of(
        kind=subject.kind,
        org=subject.org,
        subject=subject.subject,
        id=headers["ce_id"],
        type=headers["ce_type"],
        on=local_date(datetime.fromisoformat(headers["ce_time"])),
        recorded_on=date.fromisoformat(headers[RECORDED_ON]),
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
    )


async def keep(connection: Connection, facts: Sequence[FactRow]) -> None:
    """Tell where these lie; of several records with one id the first, however often the log is read."""
    first: dict[tuple[str, str], FactRow] = {}
    for fact in facts:
        first.setdefault((f"{fact.kind}/{fact.org}/{fact.subject}", fact.id), fact)
    named = sorted(first)
    new = await connection.fetch(_KEEP, [key for key, _ in named], [fact for _, fact in named])
    await outbox.put(connection, [_message(f"{row[0]}|{row[1]}", first[row[0], row[1]]) for row in new])


def _message(key: str, fact: FactRow) -> Message:
    return message(FACTS, key, FACT, fact.encoded().decode())
