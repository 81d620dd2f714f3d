"""What a record says, and which records say nothing."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts import topics
from dashboard import records
from dashboard.records import UnreadableError
from tests.dashboard import sample
from tests.dashboard.sample import DAY, Line

ROW = sample.row("2026-03", "fengjie-a", Line(published=3))
VALUE = ROW.model_dump_json().encode()


def reason(topic: str, key: bytes | None, value: bytes | None) -> str:
    with pytest.raises(UnreadableError) as caught:
        records.read(topic, key, value)
    return caught.value.reason


def test_a_row_is_kept_with_the_bytes_it_came_in() -> None:
    change = records.read(topics.MONTHLY, b"2026-03|fengjie-a", VALUE)
    assert change == records.Rows("2026-03", "fengjie-a", ROW, VALUE)


def test_a_tombstone_says_which_row_is_gone() -> None:
    assert records.read(topics.MONTHLY, b"2026-03|fengjie-a", None) == records.Rows(
        "2026-03", "fengjie-a", None
    )
    assert records.read(topics.OBLIGATIONS, b"a/1/publish", None) == records.Owed("a/1/publish", "a", None)
    assert records.read(topics.ORGS, b"a", None) == records.Named("a", None)
    assert records.read(topics.WATERMARK, b"complete", None) == records.Complete(None)


def test_fields_that_a_newer_version_added_are_passed_over_at_every_depth() -> None:
    newer = json.loads(VALUE)
    newer["score"] = 97
    newer["obligations"]["referred"] = 2
    change = records.read(topics.MONTHLY, b"2026-03|fengjie-a", json.dumps(newer).encode())
    assert isinstance(change, records.Rows)
    assert change.row == ROW


@pytest.mark.parametrize(
    ("topic", "key", "value", "expected"),
    [
        (topics.MONTHLY, None, VALUE, "key.missing"),
        (topics.MONTHLY, b"\xff|a", VALUE, "key.utf8"),
        (topics.MONTHLY, b"2026-03", VALUE, "key.form"),
        (topics.MONTHLY, b"2026-13|a", None, "key.form"),
        (topics.MONTHLY, b"2026-Q1|fengjie-a", None, "period.kind"),
        (topics.QUARTERLY, b"2026-03|fengjie-a", VALUE, "period.kind"),
        (topics.MONTHLY, b"2026-04|fengjie-a", VALUE, "key.other"),
        (topics.MONTHLY, b"2026-03|fengjie-a", b"{", "value.json"),
        (topics.MONTHLY, b"2026-03|fengjie-a", b"", "value.json"),
        (topics.MONTHLY, b"2026-03|fengjie-a", b"null", "value.schema"),
        (topics.MONTHLY, b"2026-03|fengjie-a", b"{}", "value.schema"),
        (topics.MONTHLY, b"2026-03|fengjie-a", b"[" * 100_000, "value.json"),
        (topics.OBLIGATIONS, b"a/b", None, "key.form"),
        (topics.OBLIGATIONS, b"a//publish", None, "key.form"),
        (topics.ORGS, b"other", sample.organisations()[0].model_dump_json().encode(), "key.other"),
        ("metrics.unheard.v1", b"a", b"{}", "topic.unknown"),
    ],
)
def test_a_record_that_says_nothing_usable_has_a_reason(
    topic: str, key: bytes | None, value: bytes | None, expected: str
) -> None:
    assert reason(topic, key, value) == expected


def test_an_obligation_under_the_key_of_another_is_not_believed() -> None:
    row = sample.owed("a", "1", DAY).model_dump_json().encode()
    assert reason(topics.OBLIGATIONS, b"a/2/publish", row) == "key.other"


@given(st.sampled_from(records.READ), st.binary(max_size=40) | st.none(), st.binary(max_size=200) | st.none())
def test_whatever_bytes_arrive_they_are_read_or_have_a_reason(
    topic: str, key: bytes | None, value: bytes | None
) -> None:
    known = {"key.missing", "key.utf8", "key.form", "key.other", "period.kind", "value.json", "value.schema"}
    found: object
    try:
        found = records.read(topic, key, value)
    except UnreadableError as error:
        found = error.reason
    assert isinstance(found, records.Change) or found in known
