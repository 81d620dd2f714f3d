"""Reading a batch: the newest readable state of each subject, and every other record refused without harm."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import groupby
from typing import Any

import msgspec
import pytest
from aiokafka import ConsumerRecord, TopicPartition

from contracts.topics import MEASURES, ORGS
from services.metrics import reading
from services.metrics.reading import Prepared
from services.metrics.states import Shapes
from tests.metrics.records import State, closing, organisation, record, sources, state_record

TOPIC = "publishing.states.v1"
KEY = "publishing.disclosure/fengjie-aa/s-1"
GOOD = msgspec.json.encode({"counts": {"2026-03": {"items_published": 1}}, "obligations": []})


def read(records: Sequence[ConsumerRecord[Any, Any]], shapes: Shapes) -> Prepared:
    prepared = Prepared()
    for place, together in groupby(records, lambda record: TopicPartition(record.topic, record.partition)):
        prepared.add(reading.read(place, together, shapes))
    return prepared


def versions(prepared: Prepared) -> dict[str, int]:
    return {key: state[0] for key, state in prepared.states.items()}


def bad(value: bytes | None = GOOD, key: str | bytes | None = KEY, **headers: str) -> ConsumerRecord[Any, Any]:
    return record(TOPIC, key, value, {"version": "1"} | headers)


def with_counts(counts: Any) -> bytes:
    return msgspec.json.encode({"counts": counts, "obligations": []})


def with_obligations(*obligations: Any, **fields: Any) -> bytes:
    return msgspec.json.encode({"counts": {}, "obligations": obligations, **fields})


OPEN = {"id": "publish:x", "status": "open"}


@pytest.mark.parametrize(
    "unreadable",
    [
        bad(b"not json"),
        bad(b""),
        bad(b"[]"),
        bad(b'"text"'),
        bad(b"null"),
        bad(None),
        bad(b"{}"),
        bad(b'\xff{"counts":{}}'),
        bad(with_counts([])),
        bad(with_counts({"2026": {"x": 1}})),
        bad(with_counts({"2026-13": {"x": 1}})),
        bad(with_counts({"2026-03": {"X": 1}})),
        bad(with_counts({"2026-03": {"x": "1"}})),
        bad(with_counts({"2026-03": {"x": 1.5}})),
        bad(with_counts({"2026-03": {"x": 10**13}})),
        bad(with_counts({"2026-03": {"x!waived": 1}})),
        bad(with_counts({"2026-03": {"x@\0": 1}})),
        bad(b'{"counts":{"2026-03":{"x":1}}'),
        bad(b'{"counts":{},"obligations":{}}'),
        bad(with_obligations({"id": "a/b", "status": "open"})),
        bad(with_obligations({"id": "a\0", "status": "open"})),
        bad(with_obligations({"id": "a" * 201, "status": "open"})),
        bad(with_obligations({"status": "open"})),
        bad(with_obligations(OPEN, title=7)),
        bad(with_obligations(OPEN, title={"a": 1})),
        bad(b'{"counts":{},"title":"\xff","obligations":[{"id":"x","status":"open"}]}'),
        bad(b'{"counts":{},"obligations":[{"id":"x","status":"open","facts":["\xff"]}]}'),
        bad(key=b"\xff\xfe"),
        bad(key="fengjie-aa/s-1"),
        bad(key="publishing.disclosure//s"),
        bad(key="nokind/org/s"),
        bad(key="publishing.disclosure/org/"),
        bad(key="a.b/org/\0"),
        bad(key="a.b/org/" + "长" * 500),
        bad(key=b""),
        bad(version="x"),
        bad(version=""),
        bad(version="0"),
        bad(version="-1"),
        bad(version=str(2**31)),
        record(TOPIC, KEY, GOOD),
        record(TOPIC, None, b"not json"),
        record(TOPIC, None, b'{"day":"2026-13-01"}'),
        record(TOPIC, None, None),
        record(ORGS, "fengjie-aa", b"not json"),
        record(ORGS, None, b"{}"),
        record(ORGS, "fengjie-aa", b'{"county":"\\u0000"}'),
        record(ORGS, b"\xff", None),
        record(ORGS, "fengjie\0", None),
        record(MEASURES, "sources", b"[]"),
        record(MEASURES, "sources", b'{"topics":{"catalog.states.v1":0}}'),
        record(MEASURES, "sources", b'{"topics":{"catalog.states.v1":1000000}}'),
    ],
)
def test_a_record_that_cannot_be_read_is_refused_and_its_neighbours_are_counted(
    unreadable: ConsumerRecord[Any, Any],
) -> None:
    neighbours = [state_record(State("a.b/o/1", 1, {})), state_record(State("a.b/o/2", 1, {}))]
    prepared = read([neighbours[0], unreadable, neighbours[1]], Shapes())
    assert versions(prepared) == {"a.b/o/1": 1, "a.b/o/2": 1}
    assert [refusal.code for refusal in prepared.refusals] == ["record.unreadable"]
    assert (prepared.closings, prepared.counties, prepared.sources) == ([], {}, None)
    assert not any(rows for *_, rows in prepared.states.values())


def test_of_each_subject_the_newest_state_counts_wherever_it_stands() -> None:
    states = [State(f"a.b/o/{subject}", version, {}) for subject in range(9) for version in range(1, 5)] * 2
    random.Random(7).shuffle(states)
    prepared = read([state_record(state) for state in states], Shapes())
    assert versions(prepared) == {f"a.b/o/{subject}": 4 for subject in range(9)}
    assert prepared.count == len(states)


def test_where_the_newest_cannot_be_read_the_next_older_one_counts() -> None:
    older, newer = (
        state_record(State(KEY, 1, {"2026-03": {"old": 1}})),
        state_record(State(KEY, 2, {"2026-03": {"new": 1}})),
    )
    broken = [bad(b"not json", version="3"), bad(None, version="4")]
    neighbour = state_record(State("a.b/o/1", 1, {}))
    for order in ([older, newer, *broken], [*broken, newer, older], [broken[0], newer, broken[1], older]):
        prepared = read([neighbour, *order], Shapes())
        assert versions(prepared) == {"a.b/o/1": 1, KEY: 2}
        assert prepared.states[KEY][2].counts == {"2026-03": {"new": 1}}
        assert len(prepared.refusals) == 2


def test_many_unreadable_states_of_one_subject_are_refused_in_proportion() -> None:
    broken = [bad(b"not json", version=str(version)) for version in range(1, 20_000)]
    assert len(read(broken, Shapes()).refusals) == len(broken)


def test_only_what_is_open_or_overdue_has_a_row() -> None:
    owed = {"a:1": "open", "a:2": "overdue", "a:3": "met_late", "b:1": "excused", "b:2": "met"}
    rows = read([state_record(State(KEY, 1, {}, owed, title="题"))], Shapes()).states[KEY][3]
    assert set(rows) == {"a:1", "a:2"}
    assert rows["a:1"].startswith('"kind":"publishing.disclosure","title":"题","obligation":{"id":"a:1"')


def test_the_version_is_found_wherever_it_stands_among_the_headers() -> None:
    many = [
        record(TOPIC, f"a.b/o/{n}", GOOD, {f"x{number}": "" for number in range(n % 5)} | {"version": str(n + 1)})
        for n in range(20)
    ]
    assert versions(read(many, Shapes())) == {f"a.b/o/{n}": n + 1 for n in range(20)}


def test_registries_and_closings_are_read_and_other_measures_passed_over() -> None:
    prepared = read(
        [
            organisation("fengjie-aa", "fengjie"),
            organisation("fengjie-bb", None),
            sources({TOPIC: 4}),
            record(MEASURES, "measure|items", b"whatever"),
            record(MEASURES, "duty|publish", None),
            closing(TOPIC, "2026-03-02", offset=6, partition=3),
        ],
        Shapes(),
    )
    assert prepared.counties == {"fengjie-aa": "fengjie", "fengjie-bb": None}
    assert prepared.sources == {TOPIC: 4}
    assert [(c.topic, c.partition, c.day.isoformat(), c.next_offset) for c in prepared.closings] == [
        (TOPIC, 3, "2026-03-02", 7)
    ]
    assert not prepared.refusals


def test_equal_counts_share_one_shape() -> None:
    counts = {"2026-03": {"items_published": 1}}
    shapes = Shapes()
    first = read([state_record(State("a.b/o/1", 1, counts))], shapes).states
    second = read([state_record(State("a.b/o/2", 1, counts))], shapes).states
    assert first["a.b/o/1"][2] is second["a.b/o/2"][2]
