"""Notices are read from their topics by offset, for whoever has no Kafka of its own."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiokafka.errors import KafkaError

from deploy.servers import Servers
from services.gateway.notices import Notices
from tests.gateway.noticed import DAY, admitted, refused, tell

pytestmark = pytest.mark.servers


@pytest_asyncio.fixture
async def notices(servers: Servers) -> AsyncIterator[Notices]:
    reader = Notices(servers.kafka)
    yield reader
    await reader.stop()


async def test_notices_are_read_from_an_offset_on_and_no_more_than_are_asked_for(
    servers: Servers, notices: Notices
) -> None:
    org, other = await admitted(servers), await admitted(servers)
    assert await notices.page(org, 0, 10) == []
    await tell(servers, *(refused(org, number) for number in range(5)))
    assert await notices.ends([org, other]) == {org: 5, other: 0}
    page = await notices.page(org, 1, 3)
    assert [notice.offset for notice in page] == [1, 2, 3]
    assert [json.loads(notice.data)["fact"] for notice in page] == ["sq-1", "sq-2", "sq-3"]
    assert await notices.page(org, 5, 10) == await notices.page(other, 0, 10) == []


async def test_a_notice_is_a_cloud_event_in_the_same_bytes_each_time(servers: Servers, notices: Notices) -> None:
    org = await admitted(servers)
    await tell(servers, refused(org, 7))
    (once,), (again,) = await notices.page(org, 0, 1), await notices.page(org, 0, 1)
    assert once.event() == again.event()
    event = json.loads(once.event())
    assert event.pop("data")["record"]["offset"] == 7
    assert event == {
        "specversion": "1.0",
        "id": f"dept.{org}.events:0:7",
        "source": "/services/gateway",
        "type": "fact.refused.v1",
        "time": DAY,
        "org": org,
        "datacontenttype": "application/json",
    }


async def test_an_organisation_without_a_topic_has_no_notices_and_is_found_when_it_has_one(
    servers: Servers, notices: Notices
) -> None:
    assert await notices.ends(["fengjie-nowhere"]) == {}
    assert await notices.page("fengjie-nowhere", 0, 10) == []
    org = await admitted(servers)
    assert await notices.ends([org]) == {org: 0}


async def test_a_broker_that_is_away_is_an_error_each_time() -> None:
    reader = Notices("127.0.0.1:1")
    for _ in range(2):
        with pytest.raises(KafkaError):
            await reader.page("fengjie-caizhengju", 0, 10)
