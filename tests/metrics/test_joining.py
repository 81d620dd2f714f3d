"""Lots become batches, and batches that wait become one: what is counted stays the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from aiokafka import TopicPartition

from chassis.drill import Drill
from chassis.lots import Lot
from services.metrics.counter import HEAVIEST, MUCH, Counter
from tests.metrics.records import State, closing, organisation, record, sources, state_record

PLACE = TopicPartition("publishing.states.v1", 1)
STATES = [State(f"a.b/o/{subject}", version, {}) for version in (1, 3, 2) for subject in range(4)]


def counter(most: int = 100) -> Counter:
    return Counter(Drill(), lambda: None, most)


def lot(states: Sequence[State]) -> Lot:
    return Lot(PLACE.topic, PLACE.partition, 0, len(states), 0, [list(map(state_record, states))])


@pytest.mark.parametrize("places", [[12], [4, 4, 4], [1] * 12, [5, 7]])
def test_of_several_lots_the_newest_state_of_each_subject_counts(places: Sequence[int]) -> None:
    counting, rest, lots = counter(), list(STATES), []
    for number in places:
        lots.append(lot(rest[:number]))
        rest = rest[number:]
    prepared = counting.prepare(lots)
    assert prepared.count == len(STATES)
    assert {key: state[0] for key, state in prepared.states.items()} == {f"a.b/o/{subject}": 3 for subject in range(4)}


def test_a_batch_that_waits_takes_in_what_comes_until_it_is_full() -> None:
    counting = counter(most=8)
    first, second, third = (counting.prepare([lot(STATES[i : i + 4])]) for i in (0, 4, 8))
    joined = counting.join(first, second)
    assert joined is not None
    assert (joined.count, {state[0] for state in joined.states.values()}) == (8, {3})
    assert counting.join(joined, third) is None
    assert joined.count == 8


def test_a_batch_of_large_states_takes_in_fewer() -> None:
    counting = counter()
    large = [State(f"a.b/o/{number}", 1, {}, {}, title="题" * (HEAVIEST // 10)) for number in range(4)]
    waiting = counting.prepare([lot(large[:1])])
    sizes = [
        joined.count for state in large[1:] if (joined := counting.join(waiting, counting.prepare([lot([state])])))
    ]
    assert sizes == [2, 3]


def test_what_else_was_read_is_joined_too_and_the_later_word_of_a_registry_counts() -> None:
    counting = counter()
    first = counting.prepare(
        [organisation("aa", "one"), sources({"a.states.v1": 1}), closing(PLACE.topic, "2026-03-02")]
    )
    later = [organisation("aa", "two"), organisation("bb", None), record(PLACE.topic, "no key", b"")]
    joined = counting.join(first, counting.prepare(later))
    assert joined is not None
    assert (joined.counties, joined.sources) == ({"aa": "two", "bb": None}, {"a.states.v1": 1})
    assert (len(joined.closings), len(joined.refusals), joined.count) == (1, 1, 6)


def test_a_lot_that_could_not_be_unpacked_fails_the_batch() -> None:
    def batch() -> Iterator[Any]:
        yield state_record(STATES[0])
        raise KeyError("a mistake")

    with pytest.raises(KeyError):
        counter().prepare([Lot(PLACE.topic, PLACE.partition, 0, 2, 0, [batch()])])


def test_while_much_comes_the_relay_may_rest() -> None:
    counting = counter()
    counting.prepare([lot(STATES)])
    assert not counting.behind
    counting.prepare([lot(STATES * (MUCH // len(STATES) + 1))])
    assert counting.behind
