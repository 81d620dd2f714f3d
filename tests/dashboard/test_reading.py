"""Reading from a real Kafka that is late, restarts, forgets, and holds records that say nothing."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from dataclasses import replace

import pytest
from aiokafka.admin import AIOKafkaAdminClient

from chassis.address import client
from contracts import topics
from contracts.topics import shared_topics
from dashboard.reader import READ
from deploy import topics as deployed
from deploy.local.kafka import KafkaBroker
from tests.dashboard.boards import unit
from tests.dashboard.sample import (
    DAY,
    Line,
    Record,
    complete,
    gone,
    in_sequence,
    period_record,
    registered,
    row,
)
from tests.dashboard.served import Dashboard, Start, create_topics, publish
from tests.deploy.waiting import until

pytestmark = pytest.mark.servers


def published(count: int, org: str = "a") -> Record:
    return period_record(row("2026-03", org, Line(published=count)))


def shown(dashboard: Dashboard, org: str = "a") -> object:
    """What is said of the items published; None for silence, and while everything is read anew."""
    rows = dashboard.get(f"/api/rows?period=2026-03&org={org}").json().get("rows")
    return rows[0]["counts"].get("items_published", 0) if rows else None


async def test_it_waits_for_kafka_and_the_topics_and_says_what_is_missing(
    fresh_broker: KafkaBroker, start: Start
) -> None:
    fresh_broker.stop()
    dashboard = start(fresh_broker.address())
    until(lambda: dashboard.answers("/health/live"), "the process serves without Kafka")
    waiting = dashboard.get("/health/ready")
    assert waiting.status_code == 503
    assert waiting.json()["missing"] == [{"missing": "no connection to Kafka yet"}]
    page = dashboard.get("/")
    assert page.status_code == 503
    assert "正在读取数据" in page.text
    assert page.headers["retry-after"] == "2"
    assert dashboard.get("/api/rows?period=2026").status_code == 503

    fresh_broker.restart()
    absent = [spec for spec in shared_topics() if spec.name == topics.WATERMARK]
    await deployed.create(fresh_broker.address(), [s for s in shared_topics() if s.name in READ and s not in absent])
    missing = [{"topic": topics.WATERMARK, "missing": "the topic does not exist, or may not be read"}]
    until(lambda: dashboard.get("/health/ready").json()["missing"] == missing, "the missing topic is named")
    await deployed.create(fresh_broker.address(), absent)
    dashboard.ready()
    assert "还没有数据" in dashboard.get("/").text


async def test_it_goes_on_where_it_was_when_the_broker_comes_back(fresh_broker: KafkaBroker, start: Start) -> None:
    await create_topics(fresh_broker.address())
    await publish(fresh_broker.address(), [registered(unit("a")), published(1), complete(DAY)])
    dashboard = start(fresh_broker.address()).ready()
    assert shown(dashboard) == 1
    read_before = dashboard.version()

    fresh_broker.kill()
    until(lambda: not dashboard.get("/health/ready").json()["connected"], "the lost connection is noticed")
    assert dashboard.get("/health/ready").status_code == 200
    assert "与数据总线的连接已中断" in dashboard.get("/").text
    assert shown(dashboard) == 1

    fresh_broker.restart()
    await publish(fresh_broker.address(), [published(2)])
    until(lambda: shown(dashboard) == 2, "the new row is shown")
    assert dashboard.version() == read_before + 1
    until(lambda: dashboard.get("/health/ready").json()["connected"], "the connection is back")
    assert "与数据总线的连接已中断" not in dashboard.get("/").text


async def test_topics_that_were_made_anew_are_read_anew(fresh_broker: KafkaBroker, start: Start) -> None:
    await create_topics(fresh_broker.address())
    await publish(fresh_broker.address(), [published(1), published(2), published(3, "gone"), complete(DAY)])
    dashboard = start(fresh_broker.address()).ready()
    assert shown(dashboard, "gone") == 3

    admin = AIOKafkaAdminClient(**client(fresh_broker.address()))
    await admin.start()
    await admin.delete_topics([topics.MONTHLY])
    await admin.close()
    await create_topics(fresh_broker.address())
    await publish(fresh_broker.address(), [published(7)])
    until(lambda: shown(dashboard) == 7, "the new topic's row is shown")
    assert shown(dashboard, "gone") is None
    dashboard.ready()


async def test_every_partition_is_read(fresh_broker: KafkaBroker, start: Start) -> None:
    specs = [replace(spec, partitions=3) for spec in shared_topics() if spec.name in READ]
    await deployed.create(fresh_broker.address(), specs)
    await publish(fresh_broker.address(), [published(index, f"u{index}") for index in range(12)])
    dashboard = start(fresh_broker.address()).ready()
    positions = dashboard.get("/status").json()["positions"][topics.MONTHLY]
    assert len(positions) == 3
    assert len([offset for offset in positions.values() if offset]) > 1
    assert [shown(dashboard, f"u{index}") for index in range(12)] == list(range(12))


async def test_a_record_that_says_nothing_is_counted_logged_without_its_content_and_passed_over(
    fresh_broker: KafkaBroker, start: Start
) -> None:
    await create_topics(fresh_broker.address())
    records = [
        published(1),
        Record(topics.MONTHLY, "2026-03|a", b'{"secret": "420117'),
        Record(topics.MONTHLY, "nonsense", b"{}"),
        Record(topics.OBLIGATIONS, "publishing.disclosure/a/1/publish:2026-03-02", b"{}"),
        published(2, "b"),
        complete(DAY),
    ]
    await publish(fresh_broker.address(), records)
    dashboard = start(fresh_broker.address()).ready()
    assert (shown(dashboard, "a"), shown(dashboard, "b")) == (1, 2)
    metrics = dashboard.get("/metrics").text
    for topic, reason in (
        (topics.MONTHLY, "value.json"),
        (topics.MONTHLY, "key.form"),
        (topics.OBLIGATIONS, "value.schema"),
    ):
        assert f'gongkai_dashboard_unreadable_total{{reason="{reason}",topic="{topic}"}} 1.0' in metrics
    log = dashboard.log.read_text(encoding="utf-8")
    assert log.count("record passed over") == 3
    assert '"offset": 1' in log
    assert "420117" not in log
    assert "nonsense" not in log


async def test_a_row_that_was_sent_late_does_not_replace_a_newer_one(fresh_broker: KafkaBroker, start: Start) -> None:
    await create_topics(fresh_broker.address())
    ordered = in_sequence([published(1), published(2), gone(published(3, "gone"))])
    late = [ordered[0], published(3, "gone")._replace(sequence=2)]
    await publish(fresh_broker.address(), [*ordered, *late, complete(DAY)])
    dashboard = start(fresh_broker.address()).ready()
    assert (shown(dashboard, "a"), shown(dashboard, "gone")) == (2, None)
    metrics = dashboard.get("/metrics").text
    assert f'gongkai_dashboard_outdated_total{{topic="{topics.MONTHLY}"}} 2.0' in metrics


async def test_a_long_history_is_read_to_its_end_before_anything_is_shown(
    fresh_broker: KafkaBroker, start: Start
) -> None:
    await create_topics(fresh_broker.address())
    await publish(fresh_broker.address(), [published(count) for count in range(5_000)])
    dashboard = start(fresh_broker.address()).ready()
    assert shown(dashboard) == 4_999
    assert dashboard.version() == 5_000


@pytest.mark.parametrize(
    ("settings", "named"),
    [({"GONGKAI_KAFKA": ""}, "GONGKAI_KAFKA"), ({"GONGKAI_HTTP_PORT": "70000"}, "GONGKAI_HTTP_PORT")],
)
def test_a_wrong_setting_is_named_before_anything_starts(settings: dict[str, str], named: str) -> None:
    done = _serve({"GONGKAI_KAFKA": "127.0.0.1:9", **settings})
    assert done.returncode == 2
    assert named in done.stderr


def test_a_port_that_is_taken_says_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = _serve({"GONGKAI_KAFKA": "127.0.0.1:9", "GONGKAI_HTTP_PORT": str(taken.getsockname()[1])})
    assert done.returncode == 2
    assert "cannot listen" in done.stderr
    assert "port 0" in done.stderr


def _serve(settings: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dashboard", "serve"],
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
