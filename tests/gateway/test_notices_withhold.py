"""What a refusal tells, and what it keeps to itself."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from contracts.amendments import CORRECTED
from contracts.notices import RecordRef, Refusal
from services.gateway.records import Inbound
from tests.gateway.making import (
    APPROVED,
    DRAFTED,
    ENVELOPE,
    GOOD,
    ORG,
    binary,
    inbound,
    raw_binary,
    raw_structured,
    refused,
    structured,
)

WITHHELD = "（不显示）"
CARD = "110101199003071233"
SECRET = "王小明低保"


def test_a_refusal_says_which_record_it_is_about() -> None:
    record = binary(APPROVED, {"approved_on": "2026-02-30"})
    assert refused(record) == Refusal(
        code="date.invalid",
        field="approved_on",
        value="2026-02-30",
        rule="approved_on（成文日期）必须是存在的日期，写作 YYYY-MM-DD / approved_on must be a real date, written YYYY-MM-DD",
        remedy="如 2026-03-01，不带时间 / For example 2026-03-01, without a time",
        fact=ENVELOPE["id"],
        record=RecordRef(topic=f"dept.{ORG}.events", partition=0, offset=17),
        sha256=hashlib.sha256(record.value or b"").hexdigest(),
    )


def test_a_null_value_has_the_digest_of_nothing() -> None:
    assert refused(raw_binary(None)).sha256 == hashlib.sha256(b"").hexdigest()


@pytest.mark.parametrize(
    ("record", "fact"),
    [
        (raw_binary(b"{"), ENVELOPE["id"]),
        (raw_binary(None), ENVELOPE["id"]),
        (structured(APPROVED, {}), ENVELOPE["id"]),
        (structured(APPROVED, time="now"), ENVELOPE["id"]),
        (structured(APPROVED, id=CARD), None),
        (binary(APPROVED, id=f"f-{CARD}"), None),
        (structured(APPROVED, id="a/b"), None),
        (structured(APPROVED, id=7), None),
        (binary(APPROVED, id=""), None),
        (raw_structured(b"{"), None),
        (raw_structured(b'{"data":' + b"[" * 100_000), None),
        (inbound(b"{}", {"ce_id": b"\xff"}), None),
        (inbound(b"{}", {"ce_id": None}), None),
    ],
)
def test_the_fact_is_named_when_its_id_can_be_read_and_is_not_personal(record: Inbound, fact: str | None) -> None:
    assert refused(record).fact == fact


@pytest.mark.parametrize(
    ("kind", "data", "value"),
    [
        (APPROVED, {"approved_on": "1772323200"}, "1772323200"),
        (APPROVED, {"approved_on": 20260112}, "20260112"),
        (APPROVED, {"approved_on": None}, "null"),
        (APPROVED, {"approved_on": False}, "false"),
        (APPROVED, {"approved_on": {"day": SECRET}}, "{…}"),
        (APPROVED, {"approved_on": [SECRET]}, "[…]"),
        (APPROVED, {}, ""),
        (APPROVED, {"approved_on": "2026年1月12日" + "前" * 100}, "2026年1月12日" + "前" * 49 + "…"),
        (APPROVED, {"approved_on": "2026-01\n12\x1b"}, "2026-01\\u000a12\\u001b"),
        (DRAFTED, {**GOOD[DRAFTED], "attribute": "公开"}, "公开"),
        (DRAFTED, {**GOOD[DRAFTED], "title": SECRET * 200}, WITHHELD),
        (DRAFTED, {**GOOD[DRAFTED], "title": SECRET + "\x00"}, WITHHELD),
        (DRAFTED, {**GOOD[DRAFTED], "remark": SECRET}, WITHHELD),
        (DRAFTED, {**GOOD[DRAFTED], "title": CARD}, WITHHELD),
        ("application.received.v1", {**GOOD["application.received.v1"], "applicant_ref": SECRET}, WITHHELD),
        ("disclosure.withdrawn.v1", {"withdrawn_on": "2026-02-01", "reason": ""}, ""),
        (DRAFTED, {**GOOD[DRAFTED], "title": ""}, ""),
        (CORRECTED, {**GOOD[CORRECTED], "fact_type": "x.y.v1"}, "x.y.v1"),
        (CORRECTED, {**GOOD[CORRECTED], "data": SECRET}, WITHHELD),
    ],
)
def test_the_value_is_shown_short_and_free_texts_never(kind: str, data: dict[str, Any], value: str) -> None:
    for record in (structured(kind, data), binary(kind, data)):
        assert refused(record).value == value


def test_a_personal_number_is_told_nowhere() -> None:
    records = [
        structured(DRAFTED, {**GOOD[DRAFTED], "title": CARD}),
        structured(DRAFTED, {**GOOD[DRAFTED], CARD: {CARD: CARD}}),
        structured(DRAFTED, {**GOOD[DRAFTED], "x" * 50 + CARD: 1}),
        structured(DRAFTED, id=f"{CARD}/1"),
        structured(DRAFTED, subject=f"a\n{CARD}"),
        structured(DRAFTED, org=CARD),
        structured(DRAFTED, source=f"/orgs/{CARD}"),
        structured(DRAFTED, specversion=CARD),
        binary(CARD, GOOD[DRAFTED]),
        binary(DRAFTED, time=CARD),
        raw_binary(b'{"%b":1,"%b":2}' % (CARD.encode(), CARD.encode())),
        inbound(b"{}", {f"ce_{CARD}": b"\xff"}),
        inbound(b"{}", {"content-type": CARD.encode()}),
    ]
    for record in records:
        assert CARD not in refused(record).model_dump_json()


def test_a_free_text_is_told_nowhere() -> None:
    for data in (
        {**GOOD[DRAFTED], "title": SECRET * 200},
        {**GOOD[DRAFTED], "reason": f"{SECRET}\x07"},
        {**GOOD[DRAFTED], "remark": SECRET},
        {**GOOD[DRAFTED], "title": [SECRET]},
        {**GOOD[DRAFTED], "title": f"{SECRET} 13800138000"},
        {**GOOD[DRAFTED], "title": SECRET, "drafted_on": "2030-01-01"},
    ):
        assert SECRET not in refused(structured(DRAFTED, data)).model_dump_json()


def test_a_long_name_of_an_unknown_field_is_not_repeated() -> None:
    assert refused(structured(APPROVED, {**GOOD[APPROVED], "k" * 300: 1})).field == "…"
