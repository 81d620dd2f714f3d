"""A compacted topic as it stands, though a program that had stood still sent old rows late."""

from __future__ import annotations

import dataclasses

import pytest

from cli.bus import standing
from contracts.envelope import SEQUENCE
from tests.cli.records import record

Sent = tuple[str, int | None, int | None]
"""The key, the number that the row carries (None: a tombstone) and its sequence."""


def stands(*sent: Sent) -> dict[str, int]:
    rows = standing(
        record(
            key,
            None if number is None else b'{"number": %d}' % number,
            {} if sequence is None else {SEQUENCE: str(sequence)},
            offset,
        )
        for offset, (key, number, sequence) in enumerate(sent)
    )
    return {key: row["number"] for key, row in rows.items()}


@pytest.mark.parametrize(
    ("sent", "left"),
    [
        ([("a", 1, 1), ("a", 2, 2)], {"a": 2}),
        ([("a", 2, 12), ("a", 1, 9)], {"a": 2}),
        ([("a", None, 3), ("a", 1, 2)], {}),
        ([("a", 2, 3), ("a", None, 2)], {"a": 2}),
        ([("a", 1, 1), ("a", None, 2), ("a", 3, 3)], {"a": 3}),
        ([("a", 1, 7), ("b", 2, 3)], {"a": 1, "b": 2}),
        ([("a", 1, 7), ("a", 2, 7)], {"a": 2}),
    ],
)
def test_a_row_below_the_last_sequence_of_its_key_is_dropped_and_a_tombstone_too(
    sent: list[Sent], left: dict[str, int]
) -> None:
    assert stands(*sent) == left


def test_a_topic_without_sequences_has_the_last_record_of_each_key() -> None:
    assert stands(("a", 1, None), ("b", 2, None), ("a", 3, None), ("b", None, None)) == {"a": 3}


def test_what_is_no_object_of_json_or_has_no_key_is_passed_over() -> None:
    rows = [record("a", b'{"number": 1}', {}), record("a", b"2", {}), record("b", b"{", {})]
    rows.append(dataclasses.replace(rows[0], key=None, value=b'{"number": 3}'))
    assert standing(rows) == {"a": {"number": 1}}
