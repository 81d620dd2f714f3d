"""How the broker is asked: it collects while records come, and is asked seldom while none do."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import ConsumerRecord, TopicPartition
from aiokafka.consumer.fetcher import Fetcher
from aiokafka.consumer.subscription_state import SubscriptionState

from chassis import subscription
from chassis.settings import Settings
from chassis.subscription import COLLECTING, WATCHING, Subscription

PLACE = TopicPartition("intake.catalog.v1", 0)
RECORD: ConsumerRecord[Any, Any] = ConsumerRecord(*PLACE, 7, 0, 0, None, b"", None, 0, 0, ())


async def _ignore(_: object) -> None:
    return


def _asks(fetcher: Fetcher) -> tuple[int, int]:
    """What the library's own next fetch request would say."""
    ((_, request),) = fetcher._get_actions_per_node(fetcher._subscriptions.subscription.assignment)[0]
    return request._max_wait_ms, request._min_bytes


async def test_the_first_record_comes_at_once_and_the_broker_collects_until_none_has_come_for_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(subscription, "QUIET", 0.05)
    places = SubscriptionState()
    cluster = SimpleNamespace(leader_for_partition=lambda _: 1)
    client = SimpleNamespace(_loop=asyncio.get_running_loop(), _metadata_max_age_ms=1_000, cluster=cluster)
    fetcher = Fetcher(client, places, fetch_max_wait_ms=WATCHING[0], fetch_min_bytes=WATCHING[1])
    # Only its requests are looked at; nothing is to be sent.
    fetcher._fetch_task.cancel()
    places.assign_from_user({PLACE})
    places.seek(PLACE, 7)
    asking = Subscription(
        Settings(kafka="127.0.0.1:1", instance="1"),
        "catalog",
        topics=[PLACE.topic],
        pattern=None,
        max_records=1,
        fetched=_ignore,
        revoked=lambda: None,
        assigned=_ignore,
    )
    asking._subscriber.consumer = SimpleNamespace(_fetcher=fetcher)
    assert _asks(fetcher) == WATCHING
    await asking._parse((RECORD,))
    assert _asks(fetcher) == COLLECTING
    over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_later(subscription.QUIET * 1.5, over.set_result, None)
    await over
    assert _asks(fetcher) == WATCHING
