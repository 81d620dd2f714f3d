"""Frozen samples: valid ones parse for ever, invalid ones never do, and nobody edits them."""

from __future__ import annotations

import json
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from pydantic import ValidationError

from contracts.facts import AMENDMENTS, CORRECTED, FACTS, WITHDRAWN
from contracts.fields import BusModel
from contracts.generator.files import SAMPLES, Sample, invalid, sums, sums_now, valid
from contracts.generator.messages import CONTRACT_OF, CONTRACTS, Contract
from contracts.generator.schemas import schema

VALID = [sample for message in CONTRACT_OF for sample in valid(message)]
INVALID = [sample for name in CONTRACTS for sample in invalid(name)]
OF_THE_MODEL = {"field.missing", "field.unknown", "field.type", "field.value", "date.invalid"}
"""Codes for what a model refuses; the others are for the gateway, which knows the day."""

RULES = {
    "$ref": "enum",
    "maxLength": "string_too_long",
    "minLength": "string_too_short",
    "pattern": "string_pattern_mismatch",
}
"""Keywords of a schema, and how pydantic names what breaks them."""


def named(sample: Sample) -> str:
    return sample.path.relative_to(SAMPLES).as_posix()


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(schema(CONTRACTS[name]), format_checker=FormatChecker(["date"]))


def parse(contract: Contract, data: Any) -> BusModel:
    """As readers do: the model, and what an amendment says of the fact it is about."""
    parsed = contract.model.model_validate_json(json.dumps(data))
    if contract.name == CORRECTED:
        concerned = FACTS.get(data["fact_type"])
        if concerned is None:
            raise ValueError(f"fact_type: {data['fact_type']}")
        concerned.model_validate_json(json.dumps(data["data"]))
    if contract.name == WITHDRAWN:
        of_type, is_correction = data.get("of_type"), data["fact_type"] == CORRECTED
        if (of_type in FACTS) is not is_correction or (of_type is not None and not is_correction):
            raise ValueError(f"of_type: {of_type}")
    return parsed


def dates_in(value: Any) -> list[date]:
    found = []
    for inner in value.values() if isinstance(value, dict) else [value]:
        if isinstance(inner, dict):
            found += dates_in(inner)
        elif isinstance(inner, str) and len(inner) == 10 and inner[4] == inner[7] == "-":
            found.append(date.fromisoformat(inner))
    return found


def test_frozen_samples_are_as_they_were_when_they_were_frozen() -> None:
    now = sums_now()
    assert {path: now.get(path) for path in sums()} == sums(), "put them back, and add new ones instead"


def test_every_sample_is_frozen() -> None:
    assert sums().keys() == sums_now().keys(), "run make contracts"


def test_every_folder_belongs_to_a_message() -> None:
    assert {path.name for path in (SAMPLES / "valid").iterdir()} <= CONTRACT_OF.keys() | CONTRACTS.keys()
    assert {path.name for path in (SAMPLES / "invalid").iterdir()} == CONTRACTS.keys() | {
        "envelope",
        "record",
    }


@pytest.mark.parametrize("message", CONTRACT_OF)
def test_every_message_has_a_valid_sample(message: str) -> None:
    assert valid(message)


@pytest.mark.parametrize("sample", VALID, ids=named)
def test_a_valid_sample_parses_and_fits_its_schema(sample: Sample) -> None:
    contract = CONTRACT_OF[sample.type]
    parse(contract, sample.data())
    assert list(validator(contract.name).iter_errors(sample.data())) == []
    body = sample.body()
    if contract.kind != "view":
        assert (body["specversion"], body["type"]) == ("1.0", sample.type)


@pytest.mark.parametrize("sample", VALID, ids=named)
def test_a_parsed_sample_is_written_as_it_was_read(sample: Sample) -> None:
    parsed = CONTRACT_OF[sample.type].model.model_validate_json(json.dumps(sample.data()))
    assert json.loads(parsed.model_dump_json(exclude_unset=True)) == sample.data()


def refuses(contract: Contract, data: Any) -> bool:
    try:
        contract.model.model_validate_json(json.dumps(data))
    except ValidationError:
        return True
    return False


@pytest.mark.parametrize("sample", [one for one in INVALID if one.code in OF_THE_MODEL], ids=named)
def test_an_invalid_sample_does_not_parse(sample: Sample) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        parse(CONTRACTS[sample.type], sample.data())


@pytest.mark.parametrize("sample", INVALID, ids=named)
def test_model_and_schema_refuse_the_same_samples(sample: Sample) -> None:
    contract = CONTRACTS[sample.type]
    errors = list(validator(contract.name).iter_errors(sample.data()))
    assert bool(errors) is refuses(contract, sample.data())


@pytest.mark.parametrize("sample", [one for one in INVALID if one.code not in OF_THE_MODEL], ids=named)
def test_a_day_out_of_bounds_is_a_day_all_the_same(sample: Sample) -> None:
    parse(CONTRACTS[sample.type], sample.data())
    days = dates_in(sample.data())
    match sample.code:
        case "date.future":
            assert max(days).year > 2100
        case "date.too_early":
            assert min(days).year < 2008
        case code:
            pytest.fail(f"{code} is no code of a type")


def options(field: Any) -> list[str]:
    """The terms that a field may hold, when there is a list of them."""
    kinds = [field.annotation, *get_args(field.annotation)]
    enums = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Enum)]
    return [term.value for kind in enums for term in kind]


@pytest.mark.parametrize("name", [*FACTS, *AMENDMENTS])
def test_samples_of_a_fact_have_each_optional_field_with_and_without_and_each_term(name: str) -> None:
    data = [sample.data() for sample in valid(name)]
    for field_name, field in CONTRACTS[name].model.model_fields.items():
        if not field.is_required():
            assert any(field_name not in one for one in data), f"{field_name} is always there"
            assert any(one.get(field_name) is not None for one in data), f"{field_name} is never there"
        said = [one.get(field_name) for one in data]
        terms = [term for one in said for term in (one if isinstance(one, list) else [one])]
        missing = [term for term in options(field) if term not in terms]
        assert not missing, f"{field_name} never says {missing}"


@pytest.mark.parametrize("name", [*FACTS, *AMENDMENTS])
def test_every_rule_on_a_fields_value_has_a_sample_that_breaks_it(name: str) -> None:
    """Each missing required field, and each bound, list, pattern and date, by what pydantic says of the samples."""
    contract = CONTRACTS[name]
    broken = set()
    for sample in invalid(name):
        try:
            contract.model.model_validate_json(json.dumps(sample.data()))
        except ValidationError as error:
            broken |= {(str(one["loc"][0]), one["type"]) for one in error.errors()}
    assert {kind for _, kind in broken} >= {"missing", "extra_forbidden"}
    for field_name, node in schema(contract)["properties"].items():
        rules = [node, *node.get("anyOf", ())]
        wanted = {"missing"} if field_name in schema(contract)["required"] else set()
        for rule in rules:
            wanted |= {kind for keyword, kind in RULES.items() if keyword in rule}
            wanted |= {"date_parsing"} if rule.get("format") == "date" else set()
        assert {(field_name, kind) for kind in wanted} <= broken


def envelopes() -> list[Any]:
    return [pytest.param(sample.code, sample.body(), id=sample.name) for sample in invalid("envelope")]


@pytest.mark.parametrize(("code", "body"), envelopes())
def test_an_invalid_envelope_differs_from_the_full_sample_in_one_thing(code: str, body: Any) -> None:
    assert code.partition(".")[0] in {"envelope", "type", "version", "identity", "field", "date"}
    if isinstance(body, dict):
        right = valid("document.drafted.v1")[0].body()
        changed = {name for name in body.keys() | right.keys() if body.get(name) != right.get(name)}
        assert len(changed) == 1
        if code in {"type.unknown", "version.unknown"}:
            assert body["type"] not in {*FACTS, *AMENDMENTS}


def no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) != len(pairs):
        raise KeyError("twice")
    return dict(pairs)


def depth(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return 1 + max(map(depth, inner), default=0)


def read_strictly(text: bytes) -> str:
    """The code for what is wrong with the text of a record."""

    def not_a_number(_: str) -> float:
        raise ArithmeticError

    try:
        body = json.loads(text.decode(), parse_constant=not_a_number, object_pairs_hook=no_twins)
    except UnicodeDecodeError:
        return "utf8.invalid"
    except json.JSONDecodeError:
        return "json.invalid"
    except ArithmeticError:
        return "json.nan"
    except KeyError:
        return "json.duplicate_key"
    return "json.too_deep" if depth(body) > 32 else "valid"


@pytest.mark.parametrize("sample", invalid("record"), ids=named)
def test_a_record_that_is_no_json_document_is_wrong_in_the_way_it_says(sample: Sample) -> None:
    assert read_strictly(sample.path.read_bytes()) == sample.code


@pytest.mark.parametrize("sample", [*VALID, *INVALID, *invalid("envelope")], ids=named)
def test_every_other_sample_is_a_strict_json_document(sample: Sample) -> None:
    assert read_strictly(sample.path.read_bytes()) == "valid"


@pytest.mark.parametrize("sample", valid("metrics.period.v1"), ids=named)
def test_the_numbers_of_a_sample_row_add_up(sample: Sample) -> None:
    row = sample.data()
    kinds = [*row["obligations_by_kind"].values()]
    for counts in (*kinds, row["obligations"]):
        assert counts["due"] == sum(amount for name, amount in counts.items() if name != "due")
    for name, amount in row["obligations"].items():
        assert amount == sum(kind[name] for kind in kinds)
    for days in (row["days_to_publish"], row["days_to_answer"]):
        assert days["count"] == sum(days["histogram"].values())
        assert days["sum"] == sum(int(taken) * times for taken, times in days["histogram"].items())
        assert days["max"] == max(map(int, days["histogram"]), default=0)
    assert row["items_published"] == sum(row["items_published_by_attribute"].values())


def test_every_frozen_file_is_read_by_a_test_here() -> None:
    assert len(VALID) + len(INVALID) + len(invalid("envelope")) + len(invalid("record")) == len(sums())
