"""Whatever lies in an inbox: the door answers, quickly, with a code of the list."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.gateway.records import LIMIT, Inbound, Refused
from tests.gateway.accidents import mangled
from tests.gateway.answers import answer
from tests.gateway.making import (
    FACTS,
    GOOD,
    ORG,
    binary,
    raw_structured,
    structured,
)


@settings(max_examples=300)
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
