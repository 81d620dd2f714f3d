"""Whatever lies in an inbox: the door answers, quickly, with a code of the list, and good facts get in."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.amendments import CORRECTED, WITHDRAWN
from contracts.families import FAMILIES
from contracts.fields import is_ahead
from services.gateway import personal
from services.gateway.door import judge
from services.gateway.records import LIMIT, Accepted, Inbound, Refused
from tests.gateway.lawful import facts
from tests.gateway.making import (
    FACTS,
    GOOD,
    ORG,
    TODAY,
    UNITS,
    accepted,
    binary,
    gone_on,
    raw_structured,
    refused,
    structured,
)

CODES = {
    "value.null",
    "value.too_large",
    "utf8.invalid",
    "json.invalid",
    "json.nan",
    "json.too_deep",
    "json.duplicate_key",
    "header.missing",
    "envelope.invalid",
    "type.unknown",
    "version.unknown",
    "field.missing",
    "field.unknown",
    "field.type",
    "field.value",
    "date.invalid",
    "date.future",
    "date.too_early",
    "date.too_far",
    "date.order",
    "number.too_large",
    "identity.other_org",
    "identity.about_missing",
    "identity.not_supervisor",
    "personal.id_card",
    "personal.mobile",
    "personal.text",
}
CARD = "110101199003071233"


def holds_personal(*values: object) -> bool:
    return personal.find_in_code(json.dumps(values, ensure_ascii=False)) is not None


@settings(max_examples=400, deadline=None)
@given(fact=facts(), ascii_only=st.booleans(), indent=st.sampled_from([None, 2]))
def test_every_lawful_fact_gets_in_unchanged(
    fact: tuple[str, dict[str, Any], dict[str, Any]], ascii_only: bool, indent: int | None
) -> None:
    kind, data, envelope = fact
    if holds_personal(data, envelope):
        return
    value = json.dumps(data, ensure_ascii=ascii_only, indent=indent).encode()
    for record in (binary(kind, data, **envelope)._replace(value=value), structured(kind, data, **envelope)):
        verdict = accepted(record)
        assert json.loads(verdict.value) == gone_on(kind, data)
        headers = {name.removeprefix("ce_"): raw.decode() for name, raw in verdict.headers}
        assert {name: headers[name] for name in envelope} == envelope
        assert headers["type"] == kind
    if gone_on(kind, data) is data:
        assert accepted(binary(kind, data, **envelope)._replace(value=value)).value == value


def test_a_name_given_twice_is_seen_beside_a_value_that_is_no_text() -> None:
    record = binary("application.fee_paid.v1")
    twice = record._replace(value=b'{"paid_on": "2026-02-26", "amount": 300, "amount": 300}')
    assert refused(twice).code == "json.duplicate_key"


def answer(record: Inbound) -> Accepted | Refused:
    """The verdict, after making sure that it is one, with a code of the list and little of the record."""
    verdict = judge(record, ORG, TODAY, UNITS)
    if isinstance(verdict, Refused):
        assert verdict.refusal.code in CODES
        assert len(verdict.refusal.value) <= 60
        assert len(verdict.refusal.field) <= 60
    return verdict


@settings(max_examples=300, deadline=None)
@given(
    value=st.one_of(st.none(), st.binary(max_size=300)),
    headers=st.dictionaries(
        st.sampled_from(
            [
                "ce_id",
                "ce_type",
                "ce_time",
                "ce_source",
                "ce_subject",
                "ce_specversion",
                "ce_org",
                "content-type",
                "x",
            ]
        ),
        st.one_of(
            st.none(),
            st.binary(max_size=20),
            st.sampled_from([b"1.0", b"application/cloudevents+json", *(k.encode() for k in FACTS)]),
        ),
    ),
)
def test_any_record_is_answered(value: bytes | None, headers: dict[str, bytes | None]) -> None:
    answer(Inbound(value, list(headers.items()), f"dept.{ORG}.events", 0, 0))


SPICE = [
    b'"',
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"null",
    b"NaN",
    b"\\u0000",
    b"\\ud83d",
    b"\x00",
    b"\xff",
    b"\n",
    b" ",
    b'"org":"x",',
    b'"id":"x",',
    b'"data":{},',
    b"1e999",
    b'\\"',
    b"\xef\xbb\xbf",
    b"\xe2\x80\xa8",
    b"-Infinity",
    CARD.encode(),
]


def mangled(value: bytes, chance: random.Random) -> bytes:
    """``value`` with one to three small accidents."""
    for _ in range(chance.randint(1, 3)):
        at, to = sorted(chance.randint(0, len(value)) for _ in range(2))
        match chance.randrange(6):
            case 0:
                value = value[:at] + bytes([chance.randrange(256)]) + value[at + 1 :]
            case 1:
                value = value[:at]
            case 2:
                value = value[:at] + value[to:]
            case 3:
                value = value[:to] + value[at:to] + value[to:]
            case 4:
                value = value[:at] + chance.choice(SPICE) + value[at:]
            case _:
                value = (
                    value[:at] + bytes([value[at] ^ 1 << chance.randrange(8)]) + value[at + 1 :]
                    if at < len(value)
                    else value
                )
    return value


@pytest.mark.parametrize("make", [structured, binary])
def test_thousands_of_mangled_facts_are_answered(make: Callable[..., Inbound]) -> None:
    chance = random.Random(20201101)
    good = [make(kind) for kind in GOOD]
    codes: set[str] = set()
    for _ in range(8000):
        record = chance.choice(good)
        assert record.value is not None
        verdict = answer(record._replace(value=mangled(record.value, chance)))
        codes.add(verdict.refusal.code if isinstance(verdict, Refused) else "accepted")
    assert codes >= {
        "accepted",
        "json.invalid",
        "utf8.invalid",
        "field.missing",
        "field.unknown",
        "date.invalid",
        "personal.id_card",
    }


def with_nan(record: Inbound) -> Inbound:
    return record._replace(value=(record.value or b"").replace(b'"2026-', b'NaN, "x": "2026-', 1))


def needed(kind: str) -> str:
    """The first field that a fact cannot do without."""
    return next(name for name, field in FAMILIES.messages[kind].model_fields.items() if field.is_required())


MUTATIONS: dict[str, Callable[[str, dict[str, Any]], Inbound]] = {
    "value.null": lambda kind, data: binary(kind, data)._replace(value=None),
    "value.too_large": lambda kind, data: structured(kind, {**data, "padding": "x" * LIMIT}),
    "utf8.invalid": lambda kind, data: binary(kind, data)._replace(value=b'{"a":"\xc0"}'),
    "json.too_deep": lambda kind, _: binary(kind)._replace(value=b"[" * 100_000),
    "json.nan": lambda kind, data: with_nan(structured(kind, data, time="2026-02-01T00:00:00Z")),
    "json.duplicate_key": lambda kind, data: structured(kind, data)._replace(
        value=(structured(kind, data).value or b"").replace(b'"specversion"', b'"id": "x", "specversion"')
    ),
    "json.invalid": lambda kind, data: structured(kind, data)._replace(
        value=(structured(kind, data).value or b"")[:-1]
    ),
    "header.missing": lambda kind, data: binary(kind, data, id=None),
    "envelope.invalid": lambda kind, data: structured(kind, data, subject="a/b"),
    "identity.other_org": lambda kind, data: binary(kind, data, org="fengjie-zhuyizhen"),
    "type.unknown": lambda kind, data: structured(f"x{kind}", data),
    "version.unknown": lambda kind, data: binary(kind.replace(".v1", ".v7"), data),
    "field.missing": lambda kind, data: structured(kind, {name: data[name] for name in data if name != needed(kind)}),
    "field.unknown": lambda kind, data: binary(kind, {**data, "remark": "备注"}),
    "field.type": lambda kind, data: structured(kind, {**data, next(iter(data)): 12}),
    "date.future": lambda kind, data: binary(kind, data, time=f"{TODAY + timedelta(days=1)}T00:00:00+08:00"),
    "date.too_early": lambda kind, data: structured(kind, data, time="1999-12-31T23:59:59Z"),
    "personal.id_card": lambda kind, data: structured(kind, data, subject=f"收{CARD}"),
    "personal.mobile": lambda kind, data: binary(kind, {**data, "contact": "138-0013-8000"}),
}


@pytest.mark.parametrize("kind", GOOD)
@pytest.mark.parametrize("code", MUTATIONS)
def test_each_accident_gets_its_own_code_whatever_the_fact(code: str, kind: str) -> None:
    assert refused(MUTATIONS[code](kind, GOOD[kind])).code == code


@pytest.mark.parametrize("kind", FACTS)
@pytest.mark.parametrize(
    ("day", "code"),
    [("2026-02-30", "date.invalid"), ("2026-03-02", "date.future"), ("2007-12-31", "date.too_early")],
)
def test_every_day_of_every_fact_is_checked(kind: str, day: str, code: str) -> None:
    name = next(name for name in GOOD[kind] if name.endswith("_on"))
    if code == "date.future" and is_ahead(FACTS[kind].model_fields[name]):
        day, code = "2036-03-02", "date.too_far"
    wrong = {**GOOD[kind], name: day}
    assert (refused(binary(kind, wrong)).code, refused(binary(kind, wrong)).field) == (code, name)
    corrected = refused(structured(CORRECTED, {**GOOD[CORRECTED], "fact_type": kind, "data": wrong}))
    assert (corrected.code, corrected.field) == (code, f"data.{name}")


def test_a_card_number_is_found_in_every_text_of_every_fact() -> None:
    for kind, data in GOOD.items():
        for name, value in data.items():
            if isinstance(value, str):
                assert refused(structured(kind, {**data, name: f"{CARD}"})).code == "personal.id_card", (
                    kind,
                    name,
                )


@pytest.mark.parametrize(
    "value",
    [
        b"[" * LIMIT,
        b'{"a":' * 50_000,
        b'"' * LIMIT,
        b'"' + b'\\"' * 131_000,
        b"\\" * LIMIT,
        b'"\\' * 131_072,
        b" " * LIMIT,
        b'{"a":"' + b"1 " * 131_000 + b'"}',
        b'{"a":' + b"9" * 262_000 + b"}",
        b"{" + b'"a":1,' * 43_000 + b'"b":1}',
        b'{"' + b"k" * 100_000 + b'":{' + b'"1":' * 1 + b"[" + b"1," * 80_000 + b"1]}}",
    ],
)
def test_no_shape_of_value_holds_up_the_line(value: bytes) -> None:
    for record in (raw_structured(value), binary("document.approved.v1")._replace(value=value)):
        begin = time.process_time()
        assert isinstance(answer(record), Refused)
        assert time.process_time() - begin < 5


def test_a_withdrawal_of_a_correction_needs_the_type_corrected() -> None:
    data = {name: value for name, value in GOOD[WITHDRAWN].items() if name != "of_type"}
    assert (refused(structured(WITHDRAWN, data)).code, refused(structured(WITHDRAWN, data)).field) == (
        "field.missing",
        "of_type",
    )
