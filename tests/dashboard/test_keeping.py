"""The ledger's file between two runs of a dashboard: used again while it is of these topics, made anew when it is not."""

from __future__ import annotations

import re
import resource
import signal
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from aiokafka.admin import AIOKafkaAdminClient

from chassis.address import client
from contracts import topics
from deploy.local.kafka import KafkaBroker
from tests.dashboard import ground
from tests.dashboard.boards import unit
from tests.dashboard.sample import DAY, Record, complete, registered, words
from tests.dashboard.served import Dashboard, create_topics, publish
from tests.deploy.waiting import until

pytestmark = pytest.mark.servers

DOCUMENT = "/subjects/publishing.document/a/2026-1"


def county(*titles: str) -> list[Record]:
    """The registry, and a document under each of the titles."""
    subjects = [ground.subject("a", f"2026-{number}", title=title) for number, title in enumerate(titles, start=1)]
    return [*words(), registered(unit("a", "白帝镇")), *subjects, complete(DAY)]


class Runs:
    """Dashboards, one after another, on one folder."""

    def __init__(self, kafka: str, folder: Path) -> None:
        self._kafka, self._folder = kafka, folder
        self._running: list[Dashboard] = []

    @property
    def cache(self) -> Path:
        """The folder of the ledger."""
        return self._folder / "cache"

    def next(self) -> Dashboard:
        """Ends the one that runs, and begins another."""
        self.stop()
        log = self._folder / f"log{len(self._running)}"
        self._running.append(Dashboard(self._kafka, log, GONGKAI_CACHE=str(self.cache)))
        return self._running[-1].ready()

    def stop(self) -> None:
        """Ends whatever runs."""
        for dashboard in self._running:
            dashboard.stop()


@pytest.fixture
def runs(fresh_broker: KafkaBroker, tmp_path: Path) -> Iterator[Runs]:
    made = Runs(fresh_broker.address(), tmp_path)
    yield made
    made.stop()


def taken(dashboard: Dashboard) -> int:
    """Records of subjects that this process has read."""
    reading = re.search(
        rf'gongkai_dashboard_records_total{{topic="{topics.SUBJECTS}"}} (\d+)', dashboard.get("/metrics").text
    )
    return int(reading[1]) if reading else 0


async def test_a_second_run_goes_on_where_the_first_one_was(fresh_broker: KafkaBroker, runs: Runs) -> None:
    await create_topics(fresh_broker.address())
    await publish(fresh_broker.address(), county("防汛预案", "抗旱预案"))
    first = runs.next()
    assert taken(first) == 2
    assert "防汛预案" in first.get(DOCUMENT).text
    runs.stop()
    await publish(
        fresh_broker.address(),
        [ground.subject("a", "2026-1", title="防汛应急预案"), ground.fact("a", "2026-1", "f1", date(2026, 3, 2))],
    )
    second = runs.next()
    assert taken(second) == 1
    html = second.get(DOCUMENT).text
    assert "防汛应急预案" in html
    assert "<code>f1</code>" in html
    assert "抗旱预案" in second.get("/subjects").text
    await publish(fresh_broker.address(), [ground.subject("a", "2026-3", title="新通知")])
    until(lambda: "新通知" in second.get("/subjects").text, "a new subject is listed")


async def test_topics_that_were_made_anew_between_two_runs_are_read_from_their_beginning(
    fresh_broker: KafkaBroker, runs: Runs
) -> None:
    await create_topics(fresh_broker.address())
    await publish(fresh_broker.address(), county("防汛预案", "抗旱预案"))
    runs.next()
    runs.stop()
    admin = AIOKafkaAdminClient(**client(fresh_broker.address()))
    await admin.start()
    await admin.delete_topics([topics.SUBJECTS])
    await admin.close()
    await create_topics(fresh_broker.address())
    # As many records as before: positions alone would not tell.
    await publish(fresh_broker.address(), county("救灾预案", "值班安排")[-3:-1])
    second = runs.next()
    listed = second.get("/subjects").text
    assert "救灾预案" in listed
    assert "防汛预案" not in listed
    assert "of other topics" in second.log.read_text(encoding="utf-8")


async def test_a_damaged_file_is_made_anew_from_the_topics(fresh_broker: KafkaBroker, runs: Runs) -> None:
    await create_topics(fresh_broker.address())
    await publish(fresh_broker.address(), county("防汛预案"))
    runs.next()
    runs.stop()
    for file in runs.cache.glob("ledger.sqlite*"):
        file.write_bytes(b"\xff" * 20_000)
    assert "防汛预案" in runs.next().get(DOCUMENT).text


async def test_a_file_that_is_damaged_while_it_is_used_is_given_up_and_read_anew(
    fresh_broker: KafkaBroker, runs: Runs
) -> None:
    await create_topics(fresh_broker.address())
    await publish(fresh_broker.address(), county(*(f"通知{number}" for number in range(400))))
    dashboard = runs.next()
    runs.stop()
    dashboard = runs.next()
    file = runs.cache / "ledger.sqlite"
    content = file.read_bytes()
    file.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    until(
        lambda: "通知7" in dashboard.get("/subjects?q=通知7").text and dashboard.answers("/subjects?measure=!due"),
        "everything was read anew",
    )
    assert "lost" in dashboard.log.read_text(encoding="utf-8")


async def test_a_disk_that_is_full_is_said_on_the_pages_and_reading_goes_on_when_there_is_room(
    fresh_broker: KafkaBroker, runs: Runs
) -> None:
    await create_topics(fresh_broker.address())
    await publish(fresh_broker.address(), county("防汛预案"))
    dashboard = runs.next()
    process, (_, hard) = dashboard.process.pid, resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (400_000, hard))
    await publish(
        fresh_broker.address(), [ground.subject("a", f"2026-{number}", title="长" * 900) for number in range(2, 1_500)]
    )
    until(lambda: "缓存文件写不进去" in dashboard.get("/").text, "the pages say that there is no room")
    assert str(runs.cache) in str(dashboard.get("/health/ready").json()["missing"])
    assert dashboard.answers("/health/live")
    resource.prlimit(process, resource.RLIMIT_FSIZE, (hard, hard))
    until(lambda: dashboard.answers("/health/ready"), "everything was read anew")
    assert "防汛预案" in dashboard.get(DOCUMENT).text
    assert dashboard.get("/status").json()["counts"]["subjects"] == 1_499


async def test_a_dashboard_that_is_killed_while_it_reads_goes_on_from_what_it_has(
    fresh_broker: KafkaBroker, runs: Runs
) -> None:
    await create_topics(fresh_broker.address())
    count = 6_000
    await publish(fresh_broker.address(), [*county(), *(ground.subject("a", str(number)) for number in range(count))])
    first = Dashboard(fresh_broker.address(), runs.cache.parent / "killed", GONGKAI_CACHE=str(runs.cache))
    until(lambda: taken(first) >= 1_000, "it has begun to read")
    first.stop(signal.SIGKILL)
    second = runs.next()
    assert second.get("/status").json()["counts"]["subjects"] == count
    assert taken(second) < count


def test_a_folder_that_another_dashboard_has_is_refused_by_name(fresh_broker: KafkaBroker, runs: Runs) -> None:
    first = Dashboard(fresh_broker.address(), runs.cache.parent / "first", GONGKAI_CACHE=str(runs.cache))
    try:
        with pytest.raises(AssertionError, match="GONGKAI_CACHE"):
            Dashboard(fresh_broker.address(), runs.cache.parent / "second", GONGKAI_CACHE=str(runs.cache))
    finally:
        first.stop()
