"""One broken rule at a time: each is told by its own code and field."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.amendments import CORRECTED, WITHDRAWN
from contracts.fields import SHAPES
from contracts.generator.messages import BUS
from contracts.generator.schemas import schema
from services.gateway.records import LIMIT, Inbound
from services.gateway.rules import RULES
from tests.gateway.making import (
    APPROVED,
    DRAFTED,
    GOOD,
    binary,
    code_and_field,
    raw_binary,
    raw_structured,
    refused,
    structured,
)

ASKED = "application.correction_requested.v1"
CONSULTED, ANSWERED = "consultation.opened.v1", "consultation.feedback.v1"
LISTED_DECISION, INTERPRETED = "decision.listed.v1", "interpretation.published.v1"
HEARD, REGISTERED = "hearing.held.v1", "column.registered.v1"
MATTER = {"matter": "重大行政决策"}
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
    (CONSULTED, {**GOOD[CONSULTED], "closes_on": "2026-02-27"}, "date.order", "closes_on"),
    (ANSWERED, {**GOOD[ANSWERED], "adopted": 47}, "number.too_large", "adopted"),
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


def test_what_is_spelt_otherwise_than_its_pattern_asks_is_told_in_words() -> None:
    data = {**GOOD[DRAFTED], "item": "fengjie-renminzhengfubangongshi/a-1"}
    remedy = refused(structured(DRAFTED, data)).remedy
    assert "不含斜杠" in remedy
    assert "<issuer>:<number>" in remedy


@pytest.mark.parametrize("items", [0, "3", 10_001, 1.5])
def test_a_number_that_is_none_or_out_of_bounds_is_refused_with_its_bounds(items: object) -> None:
    remedy = refused(structured("column.posted.v1", {"posted_on": "2026-03-01", "items": items})).remedy
    assert "整数，不小于 1，不大于 10000" in remedy
    assert "at least 1, at most 10000" in remedy


def test_every_pattern_that_a_fact_has_is_put_into_words() -> None:
    def patterns(node: Any) -> set[str]:
        if isinstance(node, list):
            return set().union(*map(patterns, node))
        if not isinstance(node, dict):
            return set()
        own = {node["pattern"]} if isinstance(node.get("pattern"), str) else set()
        return own.union(*map(patterns, node.values()))

    asked = set().union(*(patterns(schema(contract)) for contract in BUS.contracts.values() if contract.kind == "fact"))
    assert asked
    assert asked <= SHAPES.keys()


@pytest.mark.parametrize("about", RULES)
def test_every_rule_is_told_in_chinese_and_in_english(about: str) -> None:
    for text in RULES[about]:
        chinese, _, english = text.partition(" / ")
        assert any("\u4e00" <= c <= "\u9fff" for c in chinese)
        assert english.isascii()
        assert english


def test_a_day_or_number_out_of_order_is_told_with_both_fields_by_name() -> None:
    ended = refused(structured(CONSULTED, {**GOOD[CONSULTED], "closes_on": "2026-02-27"}))
    assert ended.rule.startswith("closes_on（截止日期）不得早于 opened_on（开始日期），即 2026-02-28 /")
    adopted = refused(structured(ANSWERED, {**GOOD[ANSWERED], "adopted": 47}))
    assert adopted.rule.startswith("adopted（采纳意见）不得大于 received（收到意见），即 46 /")
    future = refused(structured(APPROVED, {"approved_on": "2026-03-02"}))
    assert future.rule.startswith("approved_on（成文日期）不得晚于今天 2026-03-01")
    moment = refused(structured(APPROVED, time="2026-03-02T00:00:00+08:00"))
    assert moment.rule.startswith("time 不得晚于今天 2026-03-01")


def test_what_should_be_a_list_is_told_what_each_of_it_is() -> None:
    wrong = refused(structured(LISTED_DECISION, {"listed_on": "2026-02-01", "title": "甲", "ways": "听证会"} | MATTER))
    assert wrong.remedy.startswith("应为列表，每项为座谈会、听证会")
    missing = refused(structured(INTERPRETED, {"published_on": "2026-02-01", "documents": ["gw-1"]}))
    assert missing.remedy.startswith("加上该字段：列表，每项为图解")
    whole = refused(structured(HEARD, {"held_on": "2026-02-01", "participants": 8}))
    assert whole.remedy.startswith("应为对象")


def test_a_column_s_content_from_before_its_registration_is_not_younger_than_that() -> None:
    data = {"registered_on": "2026-01-05", "site": "wz", "name": "要闻", "kind": "动态要闻"}
    assert code_and_field(structured(REGISTERED, {**data, "last_updated_on": "2026-01-06"})) == (
        "date.order",
        "registered_on",
    )
