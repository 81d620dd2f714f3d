"""How far each partition has come: one that stands is told, whatever others do."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from aiokafka import TopicPartition

from chassis import progress
from chassis.progress import Progress, Stuck

STUCK_AFTER = 60.0
ZERO, ONE = TopicPartition("intake.catalog.v1", 0), TopicPartition("intake.catalog.v1", 1)


class Watch:
    """A clock for the test's hand."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    made = Watch()
    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=made))
    return made


def test_one_partition_that_stands_is_told_with_its_place_while_another_moves(watch: Watch) -> None:
    moving = Progress(STUCK_AFTER)
    moving.assigned({ZERO: 5, ONE: 7})
    for step in range(int(STUCK_AFTER) + 1):
        watch.now += 1
        moving.moved({ONE: 8 + step})
        behind = moving.lag({ZERO: 9, ONE: 100})
    assert behind[ZERO] == 4
    assert moving.stuck(behind) == [Stuck(ZERO.topic, ZERO.partition, 5, STUCK_AFTER + 1)]


def test_a_partition_without_records_is_never_stuck_and_a_new_record_begins_its_time(watch: Watch) -> None:
    quiet = Progress(STUCK_AFTER)
    quiet.assigned({ZERO: 5})
    watch.now += 10 * STUCK_AFTER
    assert quiet.stuck(quiet.lag({ZERO: 5})) == []
    watch.now += 1
    assert quiet.stuck(quiet.lag({ZERO: 6})) == []
    watch.now += STUCK_AFTER
    assert [stuck.offset for stuck in quiet.stuck(quiet.lag({ZERO: 6}))] == [5]


def test_lag_is_summed_by_topic(watch: Watch) -> None:
    some = Progress(STUCK_AFTER)
    some.assigned({ZERO: 5, ONE: 7})
    assert Progress.by_topic(some.lag({ZERO: 9, ONE: 7})) == {ZERO.topic: 4}
