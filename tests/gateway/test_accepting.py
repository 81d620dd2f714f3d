"""What good facts look like behind the door."""

from __future__ import annotations

import json

import pytest

from contracts.amendments import AMENDMENTS, CORRECTED, WITHDRAWN
from contracts.families import FAMILIES
from contracts.kit import Family, Key, key_of
from tests.gateway.making import (
    APPROVED,
    ENVELOPE,
    FACTS,
    GOOD,
    ORG,
    accepted,
    binary,
    code_and_field,
    inbound,
    owner,
    raw_binary,
    raw_structured,
    structured,
)


def family_of(kind: str) -> Family:
    """The family of a good fact; good amendments are about a document."""
    return FAMILIES.of_fact(APPROVED if kind in AMENDMENTS else kind)


@pytest.mark.parametrize("make", [structured, binary])
@pytest.mark.parametrize("kind", GOOD)
def test_a_good_fact_goes_to_the_service_of_its_family(kind: str, make: object) -> None:
    assert callable(make)
    verdict = accepted(make(kind))
    assert verdict.service == family_of(kind).service
    assert key_of(verdict.key.decode()) == Key(family_of(kind).kind, owner(kind), "xl-2026-0003")
    assert json.loads(verdict.value) == GOOD[kind]


def test_both_modes_leave_in_binary_mode_and_alike() -> None:
    in_structured, other = accepted(structured(APPROVED)), accepted(binary(APPROVED))
    assert in_structured == other
    assert in_structured.headers == [
        ("ce_specversion", b"1.0"),
        ("ce_id", b"0192f7c4-7b5a-7000-8000-0123456789ab"),
        ("ce_source", f"/orgs/{ORG}/oa".encode()),
        ("ce_type", b"document.approved.v1"),
        ("ce_subject", b"xl-2026-0003"),
        ("ce_time", b"2026-02-28T17:30:00+08:00"),
        ("ce_org", ORG.encode()),
        ("ce_sender", ORG.encode()),
        ("ce_recordedon", b"2026-03-01"),
        ("ce_digest", dict(in_structured.headers)["ce_digest"]),
        ("content-type", b"application/json"),
    ]


def test_the_data_goes_on_byte_for_byte() -> None:
    data = b'{ "approved_on"\t:  "2026-01\\u002d12"\r\n}'
    event = b'{"data": %b, "specversion":"1.0","id":"a","source":"oa","type":"%b","subject":"s","time":"2026-01-12T09:00:00Z"}'
    assert accepted(raw_structured(event % (data, APPROVED.encode()))).value == data
    assert accepted(raw_binary(data)).value == data


def test_causation_correlation_and_trace_go_on_and_other_extensions_stay_behind() -> None:
    extra = {
        "correlationid": "c-1",
        "causationid": "c-0",
        "traceparent": "00-0af7-b7ad-01",
        "priority": "high",
    }
    for record in (structured(APPROVED, **extra), binary(APPROVED, **extra)):
        names = [name for name, _ in accepted(record).headers]
        assert names[6:9] == ["ce_correlationid", "ce_causationid", "ce_traceparent"]
        assert "ce_priority" not in names


def test_the_day_of_recording_and_the_organisation_are_the_gateways_to_say() -> None:
    headers = dict(accepted(binary(APPROVED, recordedon="2020-01-01", org=ORG)).headers)
    assert headers["ce_recordedon"] == b"2026-03-01"
    assert headers["ce_org"] == ORG.encode()


@pytest.mark.parametrize("content", ["application/cloudevents+json; charset=UTF-8", "Application/CloudEvents+JSON"])
def test_structured_mode_is_known_by_its_content_type_however_written(content: str) -> None:
    record = structured(APPROVED, datacontenttype="application/json")
    accepted(record._replace(headers=[("content-type", content.encode())]))


def test_binary_mode_needs_no_content_type_and_other_headers_do_not_matter() -> None:
    record = binary(APPROVED)
    kept = [(name, raw) for name, raw in record.headers if name != "content-type"]
    accepted(record._replace(headers=[*kept, ("correlation_id", b"\xff"), ("trace", None)]))


def test_an_unset_optional_attribute_may_be_null() -> None:
    value = structured(APPROVED).value
    assert value is not None
    accepted(raw_structured(value.replace(b'"specversion"', b'"org": null, "specversion"')))


@pytest.mark.parametrize("kind", FACTS)
def test_every_type_of_fact_can_be_corrected_and_withdrawn(kind: str) -> None:
    correction = {"fact": "f-1", "fact_type": kind, "data": GOOD[kind], "reason": "录入有误"}
    withdrawal = {"fact": "f-1", "fact_type": kind, "reason": "重复录入"}
    key = str(Key(FAMILIES.of_fact(kind).kind, owner(kind), ENVELOPE["subject"])).encode()
    assert accepted(structured(CORRECTED, correction)).key == key
    assert accepted(binary(WITHDRAWN, withdrawal)).key == key


@pytest.mark.parametrize("kind", FACTS)
def test_a_withdrawn_correction_goes_where_the_correction_went(kind: str) -> None:
    withdrawal = {"fact": "f-1", "fact_type": CORRECTED, "of_type": kind, "reason": "更正有误"}
    assert key_of(accepted(structured(WITHDRAWN, withdrawal)).key.decode()).kind == FAMILIES.of_fact(kind).kind


@pytest.mark.parametrize("day", ["2008-01-01", "2026-03-01"])
def test_the_first_and_the_last_possible_day_are_possible(day: str) -> None:
    accepted(structured(APPROVED, {"approved_on": day}, time=f"{day}T00:00:00+08:00"))


def test_today_is_the_day_in_shanghai() -> None:
    accepted(structured(APPROVED, time="2026-03-01T15:59:59.999999999Z"))


def test_a_record_without_any_header_is_still_answered() -> None:
    assert code_and_field(inbound(b"{}", {})) == ("header.missing", "ce_specversion")
