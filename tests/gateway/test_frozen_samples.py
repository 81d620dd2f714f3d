"""The frozen samples of the contracts: what is called valid gets in, what is called invalid does not, for that reason."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from contracts.amendments import AMENDMENTS
from contracts.generator.paths import SAMPLES
from contracts.generator.samples import Sample, invalid, valid
from demo.units import read_units
from services.gateway.door import judge
from services.gateway.records import Accepted, Inbound, Refused, Unit, Units
from tests.gateway.making import FACTS, gone_on, raw_structured

TODAY = date(2026, 12, 31)
UNITS = Units({unit.org: Unit(unit.supervisor) for unit in read_units()})
KINDS = (*FACTS, *AMENDMENTS)
VALID = [sample for kind in KINDS for sample in valid(kind)]
INVALID = {kind: invalid(kind) for kind in (*KINDS, "envelope", "record")}


def named(sample: Sample) -> str:
    return sample.path.relative_to(SAMPLES).as_posix()


def verdict(record: Inbound, sample: Sample) -> Accepted | Refused:
    """From the inbox of the organisation that the source names."""
    sender = re.search(rb"/orgs/([a-z-]+)", sample.raw)
    return judge(record, sender[1].decode() if sender else "fengjie-xinglongzhen", TODAY, UNITS)


def code_of(judged: Accepted | Refused) -> str:
    return "accepted" if isinstance(judged, Accepted) else judged.refusal.code


def in_binary_mode(sample: Sample) -> Inbound:
    event = sample.body()
    data = json.dumps(event.pop("data"), ensure_ascii=False).encode()
    headers = [(f"ce_{name}", text.encode()) for name, text in event.items() if name != "datacontenttype"]
    return Inbound(data, headers, "dept.x.events", 0, 0)


@pytest.mark.parametrize("sample", VALID, ids=named)
def test_a_valid_sample_gets_in_in_either_mode(sample: Sample) -> None:
    structured = verdict(raw_structured(sample.raw), sample)
    binary = verdict(in_binary_mode(sample), sample)
    assert isinstance(structured, Accepted), structured
    assert isinstance(binary, Accepted), binary
    assert json.loads(structured.value) == json.loads(binary.value) == gone_on(sample.type, sample.data())
    assert structured._replace(value=b"") == binary._replace(value=b"")


@pytest.mark.parametrize("kind", INVALID)
def test_an_invalid_sample_is_refused_with_the_code_of_its_name(kind: str) -> None:
    codes = {named(sample): code_of(verdict(raw_structured(sample.raw), sample)) for sample in INVALID[kind]}
    assert codes == {named(sample): sample.code for sample in INVALID[kind]}


@pytest.mark.parametrize("kind", KINDS)
def test_in_binary_mode_for_the_same_reason(kind: str) -> None:
    codes = {named(sample): code_of(verdict(in_binary_mode(sample), sample)) for sample in INVALID[kind]}
    assert codes == {named(sample): sample.code for sample in INVALID[kind]}


def test_every_fact_has_samples_of_both_sorts() -> None:
    assert {sample.type for sample in VALID} == set(KINDS)
    assert all(INVALID.values())
