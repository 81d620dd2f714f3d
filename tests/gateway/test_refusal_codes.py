"""One broken rule at a time: each is told by its own code and field."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.amendments import CORRECTED, WITHDRAWN
from services.gateway.door import judge
from services.gateway.records import LIMIT, Accepted, Inbound
from services.gateway.rules import RULES
from tests.gateway.making import (
    APPROVED,
    DRAFTED,
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

ASKED = "application.correction_requested.v1"
LAWFUL = b'"approved_on":"2026-01-12"'

VALUES: list[tuple[bytes | None, str, str]] = [
    (None, "value.null", ""),
    (b'{"approved_on":"2026-01-12"}' + b" " * LIMIT, "value.too_large", ""),
    (b'{"approved_on":"\xff"}', "utf8.invalid", ""),
    ('{"reason":"作废"}'.encode("gbk"), "utf8.invalid", ""),
    (b'{"a":"\xed\xa0\x80"}', "utf8.invalid", ""),
    (b"[" * 100_000, "json.too_deep", ""),
    (b"[" * 33 + b"]" * 33, "json.too_deep", ""),
    (b'{"a":' * 50_000, "json.too_deep", ""),
    (b'{"approved_on":NaN}', "json.nan", ""),
    (b'{"approved_on":-Infinity}', "json.nan", ""),
    (b"{" + LAWFUL + b"," + LAWFUL + b"}", "json.duplicate_key", "approved_on"),
    (b"{" + LAWFUL + b',"approved_\\u006fn":"2026-01-13"}', "json.duplicate_key", "approved_on"),
    (b"{" + LAWFUL + b',"x":{"y":1,"y" :1}}', "json.duplicate_key", "y"),
    (b"", "json.invalid", ""),
    (b" ", "json.invalid", ""),
    (b"{" + LAWFUL, "json.invalid", ""),
    (b"{" + LAWFUL + b",}", "json.invalid", ""),
    (b"{" + LAWFUL + b"}{}", "json.invalid", ""),
    (b"{'approved_on':'2026-01-12'}", "json.invalid", ""),
    (b"\xef\xbb\xbf{" + LAWFUL + b"}", "json.invalid", ""),
    (b'{"approved_on":"2026-01-12\n"}', "json.invalid", ""),
    (b'{"approved_on":"\\ud800"}', "json.invalid", ""),
    (b'{"approved_on":' + b"1" * 5000 + b"}", "json.invalid", ""),
    (b"[]", "field.type", "data"),
    (b"null", "field.type", "data"),
    (b'"2026-01-12"', "field.type", "data"),
]


@pytest.mark.parametrize(("value", "code", "field"), VALUES)
def test_a_value_that_is_no_fact(value: bytes | None, code: str, field: str) -> None:
    assert code_and_field(raw_binary(value)) == (code, field)


@pytest.mark.parametrize(
    ("value", "code", "field"), [case for case in VALUES if not case[1].startswith(("field", "json.dup"))]
)
def test_in_structured_mode_too(value: bytes | None, code: str, field: str) -> None:
    assert code_and_field(raw_structured(value)) == (code, field)  # type: ignore[arg-type]


def test_a_repeated_member_of_the_envelope_is_told() -> None:
    value = structured(APPROVED).value
    assert value is not None
    for again in (b'"id": "other"', b'"data": 1', b'"subject" : "xl-2026-0003"'):
        record = raw_structured(b"{" + again + b", " + value[1:])
        assert refused(record).code == "json.duplicate_key"


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


DATA: list[tuple[str, dict[str, Any], str, str]] = [
    (APPROVED, {}, "field.missing", "approved_on"),
    (APPROVED, {"aproved_on": "2026-01-12"}, "field.missing", "approved_on"),
    (APPROVED, {"approved_on": "2026-01-12", "title": "通知"}, "field.unknown", "title"),
    (APPROVED, {"approved_on": None}, "field.type", "approved_on"),
    (APPROVED, {"approved_on": 20260112}, "field.type", "approved_on"),
    (APPROVED, {"approved_on": True}, "field.type", "approved_on"),
    (APPROVED, {"approved_on": ["2026-01-12"]}, "field.type", "approved_on"),
    (DRAFTED, {**GOOD[DRAFTED], "title": 5}, "field.type", "title"),
    (DRAFTED, {**GOOD[DRAFTED], "title": {"zh": "通知"}}, "field.type", "title"),
    (DRAFTED, {**GOOD[DRAFTED], "attribute": 1}, "field.type", "attribute"),
    (DRAFTED, {**GOOD[DRAFTED], "title": ""}, "field.value", "title"),
    (DRAFTED, {**GOOD[DRAFTED], "title": "长" * 501}, "field.value", "title"),
    (DRAFTED, {**GOOD[DRAFTED], "title": "通\x00知"}, "field.value", "title"),
    (DRAFTED, {**GOOD[DRAFTED], "title": "\x1b[2J"}, "field.value", "title"),
    (DRAFTED, {**GOOD[DRAFTED], "attribute": "公开"}, "field.value", "attribute"),
    (DRAFTED, {**GOOD[DRAFTED], "attribute": ""}, "field.value", "attribute"),
    ("disclosure.published.v1", {**GOOD["disclosure.published.v1"], "url": "ftp://x"}, "field.value", "url"),
    (
        "application.received.v1",
        {"received_on": "2026-02-10", "applicant_kind": "公民"},
        "field.value",
        "applicant_kind",
    ),
    (CORRECTED, {**GOOD[CORRECTED], "data": "成文日期"}, "field.type", "data"),
    (CORRECTED, {**GOOD[CORRECTED], "data": []}, "field.type", "data"),
    (CORRECTED, {**GOOD[CORRECTED], "data": {}}, "field.missing", "data.approved_on"),
    (CORRECTED, {**GOOD[CORRECTED], "data": GOOD[DRAFTED]}, "field.missing", "data.approved_on"),
    (
        CORRECTED,
        {**GOOD[CORRECTED], "data": {"approved_on": "2026-02-30"}},
        "date.invalid",
        "data.approved_on",
    ),
    (
        CORRECTED,
        {**GOOD[CORRECTED], "data": {"approved_on": "2026-03-02"}},
        "date.future",
        "data.approved_on",
    ),
    (CORRECTED, {**GOOD[CORRECTED], "fact_type": CORRECTED}, "field.value", "fact_type"),
    (CORRECTED, {**GOOD[CORRECTED], "fact_type": "document.approved.v2"}, "field.value", "fact_type"),
    (
        WITHDRAWN,
        {**GOOD[WITHDRAWN], "fact_type": "document.shredded.v1", "of_type": None},
        "field.value",
        "fact_type",
    ),
    (WITHDRAWN, {**GOOD[WITHDRAWN], "fact_type": WITHDRAWN, "of_type": None}, "field.value", "fact_type"),
    (WITHDRAWN, {**GOOD[WITHDRAWN], "of_type": None}, "field.missing", "of_type"),
    (WITHDRAWN, {**GOOD[WITHDRAWN], "of_type": CORRECTED}, "field.value", "of_type"),
    (WITHDRAWN, {**GOOD[WITHDRAWN], "fact_type": APPROVED}, "field.value", "of_type"),
    (WITHDRAWN, {**GOOD[WITHDRAWN], "fact": "a/b"}, "field.value", "fact"),
    *(
        (APPROVED, {"approved_on": text}, "date.invalid", "approved_on")
        for text in (
            "2026-02-30",
            "2026/3/1",
            "20260301",
            "2026-3-1",
            "2026-03-01T00:00:00",
            "2026-03-01 ",
            "1772323200",
            "",
            "2026-02-29",
            "二〇二六年三月一日",
            "2026-W01-1",
            "２０２６-03-01",
        )
    ),
    (APPROVED, {"approved_on": "2026-03-02"}, "date.future", "approved_on"),
    (APPROVED, {"approved_on": "9999-12-31"}, "date.future", "approved_on"),
    (APPROVED, {"approved_on": "2007-12-31"}, "date.too_early", "approved_on"),
    (APPROVED, {"approved_on": "0001-01-01"}, "date.too_early", "approved_on"),
    (ASKED, {**GOOD[ASKED], "until": "9999-12-31"}, "date.too_far", "until"),
    (ASKED, {**GOOD[ASKED], "until": "2007-12-31"}, "date.too_early", "until"),
]


@pytest.mark.parametrize(("kind", "data", "code", "field"), DATA)
def test_data_that_is_not_what_the_type_says(kind: str, data: dict[str, Any], code: str, field: str) -> None:
    assert code_and_field(structured(kind, data)) == (code, field)
    assert code_and_field(binary(kind, data)) == (code, field)


@pytest.mark.parametrize(
    ("time", "code"),
    [
        ("2026-03-01T16:00:00Z", "date.future"),
        ("2026-03-02T00:00:00+08:00", "date.future"),
        ("9999-12-31T23:59:59-23:59", "date.future"),
        ("2007-12-31T23:59:59+08:00", "date.too_early"),
        ("0001-01-01T00:00:00+23:59", "date.too_early"),
    ],
)
def test_the_moment_of_a_fact_has_a_possible_day_in_shanghai(time: str, code: str) -> None:
    assert code_and_field(structured(APPROVED, time=time)) == (code, "time")
    assert code_and_field(binary(APPROVED, time=time)) == (code, "ce_time")


def test_structured_mode_without_data_says_so() -> None:
    record: Inbound = raw_structured(b'{"data_base64":"e30=",' + (structured(APPROVED, data={}).value or b"")[1:])
    missing = record._replace(value=(record.value or b"").replace(b'"data": {}, ', b"").replace(b', "data": {}', b""))
    assert code_and_field(missing) == ("field.missing", "data")


@pytest.mark.parametrize("about", RULES)
def test_every_rule_is_told_in_chinese_and_in_english(about: str) -> None:
    for text in RULES[about]:
        chinese, _, english = text.partition(" / ")
        assert any("\u4e00" <= c <= "\u9fff" for c in chinese)
        assert english.isascii()
        assert english
