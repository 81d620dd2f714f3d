"""How far the topics of notices go."""

from __future__ import annotations

from collections.abc import Iterable

from contracts.topics import notices
from services.gateway.http.notices_log import NoticesLog, NoTopicError


async def newest(log: NoticesLog, orgs: Iterable[str]) -> dict[str, int]:
    """Organisation → offset of its newest notice, -1 where there is none; only those that have a topic.

    KafkaError or OSError when the broker is away.
    """
    topics = {notices(org): org for org in orgs}
    while topics:
        try:
            last = await log.last(topics)
        except NoTopicError as lacking:
            # Of others is asked all the same.
            del topics[str(lacking)]
        else:
            return {topics[topic]: offset for topic, offset in last.items()}
    return {}
