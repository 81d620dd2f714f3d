"""Attributes and headers that are missing, malformed or spelt otherwise: each is named with its code."""

from __future__ import annotations

import pytest

from services.gateway.door import judge
from services.gateway.records import Accepted
from tests.gateway.making import (
    APPROVED,
    ENVELOPE,
    GOOD,
    ORG,
    TODAY,
    binary,
    code_and_field,
    raw_binary,
    raw_structured,
    refused,
    structured,
)


@pytest.mark.parametrize("name", [*ENVELOPE, "type"])
def test_a_missing_attribute_is_named(name: str) -> None:
    assert code_and_field(binary(APPROVED, **{name: None})) == ("header.missing", f"ce_{name}")
    assert code_and_field(structured(APPROVED, **{name: None})) == ("envelope.invalid", name)


def test_structured_mode_without_its_content_type_is_recognised() -> None:
    record = structured(APPROVED)._replace(headers=[])
    assert code_and_field(record) == ("header.missing", "content-type")


@pytest.mark.parametrize("written", ["CE_ID", "ce-id", "Ce_Id", "ce_ID", "ceid"])
@pytest.mark.parametrize("kind", [APPROVED, "application.confirmed.v1"])
def test_a_header_in_another_spelling_gets_words_of_its_own(written: str, kind: str) -> None:
    record = binary(kind, GOOD[kind])
    headers = [(written if name == "ce_id" else name, value) for name, value in record.headers]
    refusal = refused(record._replace(headers=headers))
    assert (refusal.code, refusal.field, refusal.value) == ("header.missing", "ce_id", written)
    assert f"The header is ce_id, not {written}" in refusal.rule
    assert "ce_id" in refusal.remedy


def test_what_would_be_lost_in_another_spelling_is_refused_and_what_is_there_as_well_is_not() -> None:
    record = binary(APPROVED)
    lost = record._replace(headers=[*record.headers, ("CE_About", b"fengjie-caizhengju")])
    assert code_and_field(lost) == ("header.missing", "ce_about")
    both = record._replace(headers=[*record.headers, ("CE_ID", b"x"), ("Content-Type", b"application/json")])
    assert isinstance(judge(both, ORG, TODAY), Accepted)
    whole = structured(APPROVED)
    mode = whole._replace(headers=[("Content-Type", b"application/cloudevents+json")])
    assert code_and_field(mode) == ("header.missing", "content-type")
    assert "not Content-Type" in refused(mode).rule


@pytest.mark.parametrize("written", ["ID", "Id", "ce_id", "ce-id"])
def test_an_attribute_in_another_spelling_too(written: str) -> None:
    value = structured(APPROVED).value
    assert value is not None
    refusal = refused(raw_structured(value.replace(b'"id"', f'"{written}"'.encode(), 1)))
    assert (refusal.code, refusal.field, refusal.value) == ("envelope.invalid", "id", written)
    assert f"The attribute is id, not {written}" in refusal.rule


ATTRIBUTES: list[tuple[str, str]] = [
    ("specversion", "0.3"),
    ("specversion", ""),
    ("id", ""),
    ("id", "a/b"),
    ("id", "a\x00b"),
    ("id", "a\nb"),
    ("id", " a"),
    ("id", "a\u3000"),
    ("id", "a\x85b"),
    ("id", "x" * 201),
    ("subject", ""),
    ("subject", "115002360086581307/2024-00105"),
    ("subject", "信" * 201),
    ("source", ""),
    ("source", "oa\r\n"),
    ("source", "x" * 201),
    ("type", ""),
    ("time", "2026-02-28"),
    ("time", "2026-02-28T17:30:00"),
    ("time", "2026-02-28 17:30:00+08:00"),
    ("time", "2026-02-30T17:30:00+08:00"),
    ("time", "2026-02-28T24:00:00+08:00"),
    ("time", "2026-02-28T17:30:00+25:00"),
    ("time", "20260228T173000Z"),
    ("time", "昨天"),
    ("correlationid", "c\x07"),
    ("traceparent", ""),
]


@pytest.mark.parametrize(("name", "text"), ATTRIBUTES)
def test_a_malformed_attribute_is_named(name: str, text: str) -> None:
    assert code_and_field(binary(APPROVED, **{name: text})) == ("envelope.invalid", f"ce_{name}")
    assert code_and_field(structured(APPROVED, **{name: text})) == ("envelope.invalid", name)


@pytest.mark.parametrize("value", [5, True, ["a"], {"a": 1}])
@pytest.mark.parametrize("name", ["id", "time", "type", "org", "causationid"])
def test_an_attribute_is_a_text(name: str, value: object) -> None:
    assert code_and_field(structured(APPROVED, **{name: value})) == ("envelope.invalid", name)


def test_a_header_counts_once_and_is_utf8() -> None:
    record = binary(APPROVED)
    twice = record._replace(headers=[*record.headers, ("ce_id", b"other")])
    assert code_and_field(twice) == ("envelope.invalid", "ce_id")
    garbled = record._replace(headers=[*record.headers, ("ce_note", b"\xff")])
    assert code_and_field(garbled) == ("utf8.invalid", "ce_note")


@pytest.mark.parametrize(
    "content", ["text/plain", "application/cloudevents-batch+json", "application/json; charset=gbk"]
)
def test_other_contents_than_json_are_refused(content: str) -> None:
    record = binary(APPROVED)
    headers = [
        ("content-type", content.encode()) if name == "content-type" else (name, raw) for name, raw in record.headers
    ]
    assert code_and_field(record._replace(headers=headers)) == ("envelope.invalid", "content-type")
    inner = structured(APPROVED, datacontenttype="text/xml")
    assert code_and_field(inner) == ("envelope.invalid", "datacontenttype")


def test_an_array_of_events_is_not_an_event() -> None:
    value = structured(APPROVED).value
    assert value is not None
    assert code_and_field(raw_structured(b"[" + value + b"]")) == ("envelope.invalid", "")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("document.shredded.v1", "type.unknown"),
        ("Document.Approved.v1", "type.unknown"),
        ("时间", "type.unknown"),
        ("document.approved.v2", "version.unknown"),
        ("document.approved.v01", "version.unknown"),
        ("document.approved", "version.unknown"),
        ("fact.corrected.v9", "version.unknown"),
    ],
)
def test_an_unknown_type_is_told_from_an_unknown_version(name: str, code: str) -> None:
    for record in (raw_binary(b"{}", type=name), structured(APPROVED, type=name)):
        assert code_and_field(record) == (code, "type")


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("application.recieved.v1", "application.received.v1"),
        ("Document.Approved.v1", "document.approved.v1"),
        ("account.bogus.v1", "account.opened.v1"),
    ],
)
def test_of_an_unknown_type_the_types_that_resemble_it_are_named_and_not_all(name: str, near: str) -> None:
    remedy = refused(structured(APPROVED, type=name)).remedy
    assert near in remedy
    assert remedy.count(".v1") <= 12
