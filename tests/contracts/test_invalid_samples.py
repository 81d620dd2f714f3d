"""Invalid samples: those made of the models never parse, and break every rule there is; those made by hand are what they say."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from contracts import generate
from contracts.amendments import CORRECTED
from contracts.families import FAMILIES
from contracts.generator.messages import BUS, Bus, Contract
from contracts.generator.paths import BROKEN_SUMS
from contracts.generator.samples import Sample, broken_sums, invalid, valid
from contracts.generator.schemas import ENVELOPE, schema
from tests.contracts.reading import named, parse, read_strictly, refuses, validator

MADE = {name: invalid(name) for name in BUS.contracts}
OF_THE_MODEL = {"field.missing", "field.unknown", "field.type", "field.value", "date.invalid"}
"""Codes for what a model refuses; the others are for the gateway, which knows the day."""

OUT_OF_BOUNDS = {"date.future", "date.too_far", "date.too_early", "date.order", "number.too_large"}
NOT_OF_THE_SCHEMA = {"identity.other_org", *OUT_OF_BOUNDS}
"""Codes for what the schema of the envelope cannot know."""

RULES = {
    "maxLength": "string_too_long",
    "minLength": "string_too_short",
    "pattern": "string_pattern_mismatch",
    "minimum": "greater_than_equal",
    "maximum": "less_than_equal",
    "maxItems": "too_long",
}
"""Keywords of a schema, and how pydantic names what breaks them."""


def test_the_generated_set_is_that_of_the_checksums() -> None:
    assert BROKEN_SUMS.read_text(encoding="utf-8") == broken_sums(), "run make contracts, and look at what changed"


def test_a_sample_is_the_same_whoever_makes_it() -> None:
    assert invalid("fact.corrected.v1", Bus()) == MADE["fact.corrected.v1"]


@pytest.mark.parametrize("name", MADE)
def test_names_tell_samples_apart_and_each_differs_from_every_valid_one(name: str) -> None:
    made = MADE[name]
    assert len({sample.path for sample in made}) == len(made)
    right = [sample.data() for message in BUS.contracts[name].types for sample in valid(message)]
    assert not [sample.name for sample in made if sample.data() in right]


@pytest.mark.parametrize("name", MADE)
def test_an_invalid_sample_does_not_parse_and_a_day_out_of_bounds_is_a_day_all_the_same(name: str) -> None:
    for sample in MADE[name]:
        if sample.code in OF_THE_MODEL:
            with pytest.raises(ValueError, match=r"\S"):
                parse(BUS.contracts[name], sample.data())
        else:
            assert sample.code in OUT_OF_BOUNDS
            parse(BUS.contracts[name], sample.data())


@pytest.mark.parametrize("name", MADE)
def test_model_and_schema_refuse_the_same_samples(name: str) -> None:
    differing = [
        sample.name for sample in MADE[name] if validator(name).is_valid(sample.data()) is refuses(name, sample.data())
    ]
    assert differing == []


@pytest.mark.parametrize("contract", BUS.contracts.values(), ids=BUS.contracts)
def test_every_rule_on_a_fields_value_has_a_sample_that_breaks_it(contract: Contract) -> None:
    """Each missing required field, and each bound, list, pattern and date, by what pydantic says of the samples."""
    broken = errors(contract)
    whole = schema(contract)
    terms = {name for name, node in whole.get("$defs", {}).items() if "enum" in node}
    for field_name, node in whole["properties"].items():
        wanted = {"missing"} if field_name in whole.get("required", ()) else set()
        for rule in (node, *node.get("anyOf", ())):
            wanted |= {kind for keyword, kind in RULES.items() if keyword in rule}
            wanted |= {"enum"} if rule.get("$ref", "").rsplit("/", 1)[-1] in terms else set()
            wanted |= {"date"} if rule.get("format") == "date" else set()
        assert {(field_name, kind) for kind in wanted} <= broken
    if contract.direction == "incoming":
        assert "extra_forbidden" in {kind for _, kind in broken}


def errors(contract: Contract) -> set[tuple[str, str]]:
    """Field and kind of each error in the samples of a contract."""
    kinds: set[tuple[str, str]] = set()
    for sample in MADE[contract.name]:
        try:
            contract.model.model_validate_json(json.dumps(sample.data()))
        except ValidationError as error:
            for item in error.errors():
                kind = item["type"]
                kinds.add((str(item["loc"][0]), "date" if kind.startswith("date_") else kind))
    return kinds


@pytest.mark.parametrize("name", FAMILIES.messages)
def test_every_day_that_a_department_tells_has_samples_before_and_after_the_days_that_count(
    name: str,
) -> None:
    fields = schema(BUS.contracts[name])["properties"]
    days = {day for day, node in fields.items() if is_day(node)}
    ahead = {day for day in days if fields[day].get("ahead")}
    for code, bounded in (
        ("date.future", days - ahead),
        ("date.too_far", ahead),
        ("date.too_early", days),
    ):
        samples = [sample for sample in MADE[name] if sample.code == code]
        assert bounded <= {sample.name.removeprefix(f"{code}-") for sample in samples}
        for sample in samples:
            assert changed_day(sample).year == (2007 if code == "date.too_early" else 9999)


def is_day(node: dict[str, Any]) -> bool:
    return any(rule.get("format") == "date" for rule in (node, *node.get("anyOf", ())))


def changed_day(sample: Sample) -> date:
    value = sample.data()
    for step in sample.name.split("-", 1)[1].split("."):
        value = value[int(step)] if isinstance(value, list) else value[step]
    return date.fromisoformat(value)


def test_a_correction_may_be_wrong_in_the_data_that_it_brings() -> None:
    codes = {sample.code for sample in MADE[CORRECTED] if sample.name.split("-", 1)[1].startswith("data.")}
    assert codes == OF_THE_MODEL | {"date.future", "date.too_early"}


def test_a_contract_without_a_valid_sample_is_told_to_write_one(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match=r"write samples/valid/document\.drafted\.v1/full\.json"):
        invalid("document.drafted.v1", Bus(samples=(tmp_path,)))


def test_the_set_can_be_written_to_a_folder(tmp_path: Path) -> None:
    assert generate.main(["--invalid", str(tmp_path)]) == 0
    assert {path.name for path in tmp_path.iterdir()} == set(MADE)
    for sample in MADE["document.drafted.v1"]:
        assert (tmp_path / sample.type / sample.path.name).read_bytes() == sample.raw


@pytest.mark.parametrize("sample", invalid("envelope"), ids=named)
def test_an_invalid_envelope_differs_from_the_full_sample_in_one_thing(sample: Sample) -> None:
    assert sample.code.partition(".")[0] in {"envelope", "type", "version", "identity", "field", "date"}
    body = sample.body()
    if isinstance(body, dict):
        right = valid("document.drafted.v1")[0].body()
        changed = {name for name in body.keys() | right.keys() if body.get(name) != right.get(name)}
        assert len(changed) == 1
        if sample.code in {"type.unknown", "version.unknown"}:
            assert body["type"] not in FAMILIES.messages


@pytest.mark.parametrize("sample", invalid("envelope"), ids=named)
def test_the_schema_of_the_envelope_refuses_what_it_can_know(sample: Sample) -> None:
    assert validator(ENVELOPE).is_valid(sample.body()) is (sample.code in NOT_OF_THE_SCHEMA)


@pytest.mark.parametrize("sample", invalid("record"), ids=named)
def test_a_record_that_is_no_json_document_is_wrong_in_the_way_it_says(sample: Sample) -> None:
    assert read_strictly(sample.raw) == sample.code


def test_every_other_sample_is_a_strict_json_document() -> None:
    right = [sample for message in BUS.contract_of for sample in valid(message)]
    made = [sample for samples in MADE.values() for sample in samples]
    for sample in (*right, *made, *invalid("envelope")):
        assert read_strictly(sample.raw) == "valid", named(sample)
