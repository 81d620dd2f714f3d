"""Frozen samples: valid ones parse for ever, and nobody edits them."""

from __future__ import annotations

import json
from datetime import date
from enum import Enum
from typing import Any, get_args

import pytest

from contracts.amendments import AMENDMENTS
from contracts.families import FAMILIES
from contracts.generator.messages import BUS, Contract
from contracts.generator.paths import SAMPLES
from contracts.generator.samples import HAND_MADE, Sample, samples_of, sums, sums_now, valid
from contracts.generator.schemas import ENVELOPE, SENT_HEADERS, schemas
from contracts.kit import key_of
from contracts.registry import entries
from law.periods import Every, period_of
from tests.contracts.reading import named, parse, validator

VALID = [sample for message in BUS.contract_of for sample in valid(message)]
SENT = [sample for message in FAMILIES.messages for sample in valid(message)]
STATES = [sample for contract in BUS.of_kind("state") for sample in samples_of(contract)]


def test_frozen_samples_are_as_they_were_when_they_were_frozen() -> None:
    now = sums_now()
    assert {path: now.get(path) for path in sums()} == sums(), "put them back, and add new ones instead"


def test_every_sample_is_frozen() -> None:
    assert sums().keys() == sums_now().keys(), "run make contracts"


def test_every_frozen_file_is_read_by_a_test_here() -> None:
    by_hand = [path for folder in HAND_MADE for path in (SAMPLES / "invalid" / folder).iterdir()]
    assert len(VALID) + len(by_hand) == len(sums())


def test_every_folder_belongs_to_a_message() -> None:
    assert {path.name for path in (SAMPLES / "valid").iterdir()} <= BUS.contract_of.keys()
    assert {path.name for path in (SAMPLES / "invalid").iterdir()} == set(HAND_MADE)


@pytest.mark.parametrize("contract", BUS.contracts.values(), ids=BUS.contracts)
def test_every_contract_has_a_valid_sample(contract: Contract) -> None:
    assert samples_of(contract)


@pytest.mark.parametrize("sample", VALID, ids=named)
def test_a_valid_sample_parses_and_fits_its_schema(sample: Sample) -> None:
    contract = BUS.contract_of[sample.type]
    parse(contract, sample.data())
    assert list(validator(contract.name).iter_errors(sample.data())) == []
    body = sample.body()
    if contract.kind != "view":
        assert (body["specversion"], body["type"]) == ("1.0", sample.type)


@pytest.mark.parametrize("sample", VALID, ids=named)
def test_a_parsed_sample_is_written_as_it_was_read(sample: Sample) -> None:
    parsed = BUS.contract_of[sample.type].model.model_validate_json(json.dumps(sample.data()))
    assert json.loads(parsed.model_dump_json(exclude_unset=True)) == sample.data()


@pytest.mark.parametrize("sample", SENT, ids=named)
def test_what_departments_send_fits_the_schema_of_the_envelope(sample: Sample) -> None:
    assert list(validator(ENVELOPE).iter_errors(sample.body())) == []


@pytest.mark.parametrize("sample", STATES, ids=named)
def test_a_state_names_itself_and_its_causes_in_its_envelope(sample: Sample) -> None:
    body, data = sample.body(), sample.data()
    assert key_of(body["id"].rpartition(":")[0]) == (
        body["type"].rpartition(".v1")[0].rpartition(".")[0],
        data["org"],
        data["subject"],
    )
    assert body["id"].rpartition(":")[2] == body["version"]
    assert (body["org"], body["subject"]) == (data["org"], data["subject"])
    assert json.loads(body["causes"])[-1] == body["causationid"]


@pytest.mark.parametrize("sample", STATES, ids=named)
def test_a_state_keeps_what_is_not_over_and_counts_every_obligation(sample: Sample) -> None:
    family = BUS.contract_of[sample.type].family
    assert family is not None
    data = sample.data()
    known = {duty.code for duty in family.duties} | {measure.code for measure in FAMILIES.counted_by(family)}
    counted: dict[str, int] = {}
    for month in data["counts"].values():
        for measure, amount in month.items():
            assert measure.replace("@", "!").replace("#", "!").split("!")[0] in known
            counted[measure] = counted.get(measure, 0) + amount
    for owed in data["obligations"]:
        assert owed["status"] in {"open", "overdue", "met_late"}
        duty, _, name = owed["id"].partition(":")
        assert duty == family.duty(owed["duty"]).code
        opened_on = date.fromisoformat(owed["opened_on"])
        numbers = (session["session"] for session in data.get("sessions", ()))
        assert name in {owed["opened_on"], *(period_of(every, opened_on).name for every in Every), *numbers}
        assert data["counts"][owed["due_on"][:7]][f"{owed['duty']}!{owed['status']}"] >= 1
    for duty in family.duties:
        statuses = [
            counted.get(f"{duty.code}!{status}", 0) for status in ("met", "met_late", "overdue", "open", "excused")
        ]
        assert counted.get(f"{duty.code}!due", 0) == sum(statuses)


@pytest.mark.parametrize("sample", STATES, ids=named)
def test_a_state_flows_to_kinds_that_take_it(sample: Sample) -> None:
    family = BUS.contract_of[sample.type].family
    assert family is not None
    for key in map(key_of, sample.data()["sends"]):
        assert family.kind in FAMILIES.by_kind[key.kind].takes


@pytest.mark.parametrize("sample", valid("metrics.period.v1"), ids=named)
def test_the_numbers_of_a_sample_row_add_up(sample: Sample) -> None:
    row = sample.data()
    for counts in row.get("obligations", {}).values():
        assert counts["due"] == sum(amount for name, amount in counts.items() if name != "due") > 0
    for days in row.get("days", {}).values():
        assert days["count"] == sum(days["histogram"].values()) > 0
        assert days["sum"] == sum(int(taken) * times for taken, times in days["histogram"].items())
        assert days["max"] == max(map(int, days["histogram"]))
    items = row.get("by", {}).get("items_published_by_attribute", {})
    assert sum(items.values()) == row.get("counts", {}).get("items_published", 0)


@pytest.mark.parametrize("sample", valid("metrics.period.v1"), ids=named)
def test_a_sample_row_says_nothing_of_nothing_and_only_what_the_registry_names(sample: Sample) -> None:
    row = sample.data()
    amounts = [
        *row.get("counts", {}).values(),
        *(n for by in row.get("by", {}).values() for n in by.values()),
    ]
    assert 0 not in amounts
    named_by = {"count": "counts", "money": "counts", "labelled": "by", "days": "days"}
    for part in ("counts", "by", "days"):
        for code in row.get(part, {}):
            assert named_by[FAMILIES.measures[code].kind] == part
    assert row.get("obligations", {}).keys() <= FAMILIES.duties.keys()


def test_samples_of_the_registry_have_the_fields_that_it_publishes() -> None:
    for _, kind, entry in entries():
        assert entry.model_dump().keys() in [sample.data().keys() for sample in valid(kind)], kind


def options(field: Any) -> list[str]:
    """The terms that a field may hold, when there is a list of them."""
    kinds = [field.annotation, *get_args(field.annotation)]
    enums = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Enum)]
    return [term.value for kind in enums for term in kind]


@pytest.mark.parametrize("name", [*FAMILIES.facts, *AMENDMENTS])
def test_samples_of_a_fact_have_each_optional_field_with_and_without_and_each_term(name: str) -> None:
    data = [sample.data() for sample in valid(name)]
    for field_name, field in BUS.contracts[name].model.model_fields.items():
        values = [body.get(field_name) for body in data]
        if not field.is_required():
            assert any(field_name not in body for body in data), f"{field_name} is always there"
            assert any(value is not None for value in values), f"{field_name} is never there"
        terms = [term for value in values for term in (value if isinstance(value, list) else [value])]
        missing = [term for term in options(field) if term not in terms]
        assert not missing, f"{field_name} never says {missing}"


def test_the_envelope_has_a_schema_like_any_contract_in_both_modes() -> None:
    assert set(schemas()) == {ENVELOPE, SENT_HEADERS, *BUS.contracts}
