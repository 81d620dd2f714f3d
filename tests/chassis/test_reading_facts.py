"""What makes two deliveries the same fact."""

from __future__ import annotations

from aiokafka import ConsumerRecord

from chassis.inputs import read_fact

_HEADERS = {
    "ce_id": b"f1",
    "ce_type": b"document.drafted.v1",
    "ce_subject": b"doc-1",
    "ce_time": b"2026-03-02T09:00:00+08:00",
    "ce_org": b"fengjie-aa",
    "ce_recordedon": b"2026-03-02",
}


def _digest(value: bytes, **headers: bytes) -> bytes:
    record = ConsumerRecord(
        topic="intake.catalog.v1", partition=0, offset=0, timestamp=0, timestamp_type=0, key=b"k", value=value,
        checksum=None, serialized_key_size=1, serialized_value_size=len(value),
        headers=list({**_HEADERS, **headers}.items()),
    )  # fmt: skip
    return read_fact(record).digest


def test_spacing_key_order_and_null_make_no_other_fact() -> None:
    plain = _digest(b'{"title":"T","drafted_on":"2026-03-02"}')
    assert plain == _digest(b'{ "drafted_on": "2026-03-02", "title": "T", "attribute": null }')


def test_the_day_of_recording_makes_no_other_fact() -> None:
    value = b'{"title":"T","drafted_on":"2026-03-02"}'
    assert _digest(value) == _digest(value, ce_recordedon=b"2026-03-09")


def test_another_title_type_or_time_is_another_fact() -> None:
    value = b'{"title":"T","drafted_on":"2026-03-02"}'
    others = {
        _digest(value),
        _digest(b'{"title":"U","drafted_on":"2026-03-02"}'),
        _digest(value, ce_time=b"2026-03-02T09:00:01+08:00"),
        _digest(b'{"approved_on":"2026-03-02"}', ce_type=b"document.approved.v1"),
    }
    assert len(others) == 4


def test_the_keys_of_a_correction_may_come_in_any_order() -> None:
    one = b'{"fact":"f0","fact_type":"document.drafted.v1","data":{"title":"T","drafted_on":"2026-03-02"},"reason":"r"}'
    two = b'{"fact":"f0","fact_type":"document.drafted.v1","data":{"drafted_on":"2026-03-02","title":"T"},"reason":"r"}'
    assert _digest(one, ce_type=b"fact.corrected.v1") == _digest(two, ce_type=b"fact.corrected.v1")
