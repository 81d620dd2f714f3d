"""The digest of a fact is of what it says: the type, the moment, the data, and never how they are written."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.amendments import CORRECTED
from contracts.disclosure import FAMILY, DisclosurePublished
from contracts.families import FAMILIES, Families
from contracts.fields import described
from services.gateway.door import judge
from services.gateway.records import Accepted, Inbound
from services.gateway.strict_json import canonical, parse
from tests.gateway.lawful import facts
from tests.gateway.making import APPROVED, GOOD, ORG, TODAY, UNITS, accepted, binary, raw_binary, structured

PUBLISHED, PAID = "disclosure.published.v1", "application.fee_paid.v1"


def digest(record: Inbound) -> bytes:
    return dict(accepted(record).headers)["ce_digest"]


def test_it_is_sixteen_bytes_in_hex() -> None:
    written = digest(structured(APPROVED)).decode()
    assert len(written) == 32
    assert bytes.fromhex(written)


@pytest.mark.parametrize(
    "value",
    [
        b'{"approved_on":"2026-01-12"}',
        b'\r\n{\t"approved_on" : "2026-01-12" } ',
        b'{"approved\\u005fon":"2026\\u002d01-12"}',
    ],
)
def test_spacing_and_escapes_make_no_difference(value: bytes) -> None:
    assert digest(raw_binary(value)) == digest(structured(APPROVED))


@pytest.mark.parametrize(
    "time", ["2026-02-28T11:20:00+08:00", "2026-02-28T03:20:00Z", "2026-02-28T03:20:00.000000-00:00"]
)
def test_one_moment_in_any_offset_is_one(time: str) -> None:
    assert digest(binary(APPROVED, time=time)) == digest(structured(APPROVED, time="2026-02-27T20:20:00-07:00"))


def shuffled(value: Any, chance: random.Random) -> Any:
    """The same, its members in another order."""
    if isinstance(value, dict):
        members = [(name, shuffled(member, chance)) for name, member in value.items()]
        chance.shuffle(members)
        return dict(members)
    return [shuffled(part, chance) for part in value] if isinstance(value, list) else value


@settings(max_examples=200)
@given(fact=facts(), seed=st.integers(), ascii_only=st.booleans(), indent=st.sampled_from([None, 1]))
def test_any_fact_in_any_spelling_is_the_same(
    fact: tuple[str, dict[str, Any], dict[str, Any]], seed: int, ascii_only: bool, indent: int | None
) -> None:
    kind, data, envelope = fact
    plain = judge(structured(kind, data, **envelope), ORG, TODAY, UNITS)
    again = shuffled(data, random.Random(seed))
    value = json.dumps(again, ensure_ascii=ascii_only, indent=indent).encode()
    other = judge(binary(kind, data, **envelope)._replace(value=value), ORG, TODAY, UNITS)
    assert type(plain) is type(other)
    if isinstance(plain, Accepted) and isinstance(other, Accepted):
        assert plain.headers == other.headers


def test_what_is_left_out_and_what_is_null_say_the_same() -> None:
    without = {name: value for name, value in GOOD[PUBLISHED].items() if name != "url"}
    assert digest(structured(PUBLISHED, without)) == digest(binary(PUBLISHED, {**without, "url": None}))


@pytest.mark.parametrize(
    "other",
    [
        structured(APPROVED, {"approved_on": "2026-01-13"}),
        structured(APPROVED, time="2026-02-28T17:30:01+08:00"),
        structured("document.expired.v1", {"expired_on": "2026-01-12"}),
        structured("document.expired.v1", {"expired_on": "2026-01-12", "reason": ""}),
    ],
)
def test_another_type_moment_or_datum_is_another(other: Inbound) -> None:
    assert digest(other) != digest(structured(APPROVED))


def test_a_text_of_digits_is_no_number() -> None:
    assert canonical(parse(b'{"a": 300}')) != canonical(parse(b'{"a": "300"}'))


@pytest.mark.parametrize(
    ("first", "other"),
    [(b"300", b"3e2"), (b"300", b"300.0"), (b"-0", b"0"), (b"0.5", b"5E-1"), (b"1" * 60, b"1" * 60)],
)
def test_a_number_is_what_it_amounts_to(first: bytes, other: bytes) -> None:
    assert canonical(parse(first)) == canonical(parse(other))


def test_a_new_optional_field_of_a_model_changes_no_digest_of_what_is_sent_without_it() -> None:
    class WithMore(DisclosurePublished, title="主动公开", meaning="as before, and more can be said."):
        editor: str | None = described("编辑", "code of who did it", default=None)
        pages: int = described("页数", "how many", default=1)

    changed = replace(FAMILY, facts={**FAMILY.facts, "published": WithMore})
    newer = Families([changed if family is FAMILY else family for family in FAMILIES.all])
    verdict = judge(structured(PUBLISHED), ORG, TODAY, families=newer)
    assert isinstance(verdict, Accepted)
    assert dict(verdict.headers)["ce_digest"] == digest(structured(PUBLISHED))


def test_an_amendment_about_a_person_is_digested_as_it_goes_on() -> None:
    about_person = {"fact": "f-1", "fact_type": PAID, "data": GOOD[PAID]}
    about_document = {"fact": "f-1", "fact_type": APPROVED, "data": GOOD[APPROVED]}
    for data, is_same in ((about_person, True), (about_document, False)):
        digests = {digest(structured(CORRECTED, {**data, "reason": why})) for why in ("录入有误", "来电更正")}
        assert (len(digests) == 1) is is_same
