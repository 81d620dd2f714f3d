"""The step that creates topics."""

from __future__ import annotations

import pytest

from contracts.topics import TopicSpec, all_topics
from deploy import topics
from deploy.servers import Servers

pytestmark = pytest.mark.servers


async def test_all_topics_of_many_organisations_are_created_once(servers: Servers) -> None:
    specs = all_topics([f"many-{number}" for number in range(60)])
    first = await topics.create(servers.kafka, specs)
    assert {spec.name for spec in specs if spec.name.startswith("dept.")} <= set(first.created)
    assert not first.mismatched
    second = await topics.create(servers.kafka, specs)
    assert second.created == []
    assert set(second.kept) == {spec.name for spec in specs}


async def test_a_topic_that_differs_is_reported_and_left_alone(servers: Servers) -> None:
    await topics.create(servers.kafka, [TopicSpec("differs.v1", 1, "delete")])
    report = await topics.create(servers.kafka, [TopicSpec("differs.v1", 3, "compact", 1000, 5000)])
    assert report.created == report.kept == []
    assert report.mismatched == {
        "differs.v1": "has 1 partitions, should have 3; cleanup.policy is delete, should be compact; "
        "retention.ms is -1, should be 1000; max.message.bytes is 1048588, should be 5000"
    }
    assert "differs.v1" in str(report)


async def test_a_topic_that_the_broker_refuses_is_named(servers: Servers) -> None:
    with pytest.raises(topics.TopicError, match="not a name"):
        await topics.create(servers.kafka, [TopicSpec("not a name", 1, "delete")])
