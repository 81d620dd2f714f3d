"""A compacted topic as it stands, though a program that had stood still sent old rows late."""

from __future__ import annotations

import pytest

from cli.bus import standing
from contracts.envelope import SEQUENCE
from tests.cli.records import record

Sent = tuple[str, bytes | None, int | None]


def stands(*sent: Sent) -> dict[str, object]:
    return standing(
        record(key, value, {} if sequence is None else {SEQUENCE: str(sequence)}, offset)
        for offset, (key, value, sequence) in enumerate(sent)
    )


@pytest.mark.parametrize(
    ("sent", "left"),
    [
        ([("a", b"1", 1), ("a", b"2", 2)], {"a": 2}),
        ([("a", b"2", 12), ("a", b"1", 9)], {"a": 2}),
        ([("a", None, 3), ("a", b"1", 2)], {}),
        ([("a", b"2", 3), ("a", None, 2)], {"a": 2}),
        ([("a", b"1", 1), ("a", None, 2), ("a", b"3", 3)], {"a": 3}),
        ([("a", b"1", 7), ("b", b"2", 3)], {"a": 1, "b": 2}),
        ([("a", b"1", 7), ("a", b"2", 7)], {"a": 2}),
    ],
)
def test_a_row_below_the_last_sequence_of_its_key_is_dropped_and_a_tombstone_too(
    sent: list[Sent], left: dict[str, int]
) -> None:
    assert stands(*sent) == left


def test_a_topic_without_sequences_has_the_last_record_of_each_key() -> None:
    assert stands(("a", b"1", None), ("b", b"2", None), ("a", b"3", None), ("b", None, None)) == {"a": 3}
