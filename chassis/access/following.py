"""Follows the topic of tokens, and the days that end them, into the memory of a program."""

from __future__ import annotations

import asyncio
from typing import Any

import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError
from pydantic import ValidationError

from chassis.access.tokens import Tokens
from chassis.address import client
from chassis.logs import error_name
from contracts.time import Day
from contracts.token import Token
from contracts.topics import DAYS, TOKENS

log = structlog.get_logger()

RETRY_S = 2.0
"""Seconds between attempts while the broker is away; what was known holds meanwhile."""
_POLL_MS = 1_000
_TOKENS, _DAYS = TopicPartition(TOKENS, 0), TopicPartition(DAYS, 0)


async def follow(kafka: str, tokens: Tokens) -> None:
    """Keep ``tokens`` as the broker has them; for ever."""
    while True:
        try:
            await _session(kafka, tokens)
        except (KafkaError, OSError, TimeoutError) as error:
            log.warning("tokens cannot be followed", error=error_name(error))
        await asyncio.sleep(RETRY_S)


async def _session(kafka: str, tokens: Tokens) -> None:
    consumer = AIOKafkaConsumer(**client(kafka), group_id=None, enable_auto_commit=False, auto_offset_reset="earliest")
    try:
        await consumer.start()
        consumer.assign([_TOKENS, _DAYS])
        ends = await consumer.end_offsets([_TOKENS, _DAYS])
        await consumer.seek_to_beginning(_TOKENS)
        # The last day is all there is to know of the days.
        consumer.seek(_DAYS, max(ends[_DAYS] - 1, 0))
        known: dict[str, Token] = {}
        while True:
            for partition, records in (await consumer.getmany(timeout_ms=_POLL_MS)).items():
                for record in records:
                    _take(partition, record, known, tokens)
            # Replaced when all has been read anew: a broker that came back makes no token unknown for a moment.
            if tokens.known is not known and await consumer.position(_TOKENS) >= ends[_TOKENS]:
                tokens.known = known
    finally:
        await consumer.stop()


def _take(partition: TopicPartition, record: ConsumerRecord[Any, Any], known: dict[str, Token], tokens: Tokens) -> None:
    try:
        if partition == _DAYS:
            tokens.today = Day.model_validate_json(record.value or b"").day
        elif record.value is None:
            known.pop((record.key or b"").decode(), None)
        else:
            token = Token.model_validate_json(record.value)
            known[token.id] = token
    except (ValidationError, UnicodeDecodeError):
        log.error("a record is passed over", topic=record.topic, partition=record.partition, offset=record.offset)
