"""Failing batches are taken apart: partitions that do not move never hold up those that do."""

from __future__ import annotations

from typing import Any

from aiokafka import ConsumerRecord, TopicPartition

from chassis.attempts import BACK_OFF_FIRST, BACK_OFF_MOST, Attempts
from tests.chassis.ledgers import Log

ONE, TWO, THREE = (TopicPartition("t", number) for number in range(3))


def places(portion: Any) -> list[tuple[int, int]]:
    return [(record.partition, record.offset) for record in portion]


def fetched() -> list[ConsumerRecord[Any, Any]]:
    """Two records of each of three partitions."""
    log = Log()
    return [log.record("t", b"", partition=partition) for partition in (0, 1, 2) for _ in range(2)]


def test_what_never_failed_is_taken_at_once() -> None:
    (whole,) = Attempts().portions(fetched())
    assert len(whole) == 6


def test_partitions_that_failed_are_taken_one_by_one_behind_the_others_until_they_move() -> None:
    attempts = Attempts()
    attempts.failed({ONE, THREE})
    assert [places(portion) for portion in attempts.portions(fetched())] == [
        [(1, 0), (1, 1)],
        [(0, 0)],
        [(0, 1)],
        [(2, 0)],
        [(2, 1)],
    ]
    attempts.moved({THREE, TWO})
    assert [places(portion) for portion in attempts.portions(fetched())] == [
        [(1, 0), (1, 1), (2, 0), (2, 1)],
        [(0, 0)],
        [(0, 1)],
    ]
    attempts.forget()
    assert len(attempts.portions(fetched())) == 1


def test_what_fails_again_is_taken_in_smaller_parts_down_to_a_single_record_and_the_rest_follows() -> None:
    attempts, log = Attempts(), Log()
    records = [log.record("t", b"") for _ in range(9)]
    sizes = []
    for _ in range(5):
        attempts.failed({ONE})
        portions = attempts.portions(records)
        assert [record for portion in portions for record in portion] == records
        sizes.append([len(portion) for portion in portions])
    assert sizes == [[4, 5], [2, 7], [1, 8], [1, 8], [1, 8]]


def test_the_pause_doubles_up_to_a_bound_and_stays_there_however_often_it_fails() -> None:
    attempts = Attempts()
    assert [attempts.failed({ONE}) for _ in range(3)] == [
        (1, BACK_OFF_FIRST),
        (2, 2 * BACK_OFF_FIRST),
        (3, 4 * BACK_OFF_FIRST),
    ]
    assert {attempts.failed({ONE})[1] for _ in range(5_000)} >= {BACK_OFF_MOST}
    assert attempts.failed({ONE}) == (5_004, BACK_OFF_MOST)
    assert attempts.failed({TWO}) == (1, BACK_OFF_FIRST)
    attempts.moved({ONE})
    assert attempts.failed({ONE}) == (1, BACK_OFF_FIRST)
