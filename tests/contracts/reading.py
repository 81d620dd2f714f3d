"""Samples as readers take them: by model, by schema, and as strict JSON."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from pydantic import ValidationError

from contracts.amendments import CORRECTED, WITHDRAWN
from contracts.families import FAMILIES
from contracts.fields import BusModel
from contracts.generator.messages import BUS, Contract
from contracts.generator.paths import SAMPLES
from contracts.generator.samples import Sample
from contracts.generator.schemas import schemas


def named(sample: Sample) -> str:
    return sample.path.relative_to(SAMPLES).as_posix()


_schemas = cache(schemas)


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(_schemas()[name].body, format_checker=FormatChecker(["date"]))


def parse(contract: Contract, data: Any) -> BusModel:
    """As readers do: the model, and what an amendment says of the fact it is about."""
    parsed = contract.model.model_validate_json(json.dumps(data))
    if contract.name == CORRECTED:
        concerned = FAMILIES.facts.get(data["fact_type"])
        if concerned is None:
            raise ValueError(f"fact_type: {data['fact_type']}")
        concerned.model_validate_json(json.dumps(data["data"]))
    if contract.name == WITHDRAWN:
        about = data.get("of_type") if data["fact_type"] == CORRECTED else data["fact_type"]
        if about not in FAMILIES.facts or (about != data["fact_type"]) is (data.get("of_type") is None):
            raise ValueError(f"of_type: {data.get('of_type')}")
    return parsed


def refuses(name: str, data: Any) -> bool:
    try:
        BUS.contracts[name].model.model_validate_json(json.dumps(data))
    except ValidationError:
        return True
    return False


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) != len(pairs):
        raise KeyError("twice")
    return dict(pairs)


def _depth(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return 1 + max(map(_depth, inner), default=0)


def read_strictly(text: bytes) -> str:
    """The code for what is wrong with the text of a record."""

    def not_a_number(_: str) -> float:
        raise ArithmeticError

    try:
        body = json.loads(text.decode(), parse_constant=not_a_number, object_pairs_hook=_no_twins)
    except UnicodeDecodeError:
        return "utf8.invalid"
    except json.JSONDecodeError:
        return "json.invalid"
    except ArithmeticError:
        return "json.nan"
    except KeyError:
        return "json.duplicate_key"
    return "json.too_deep" if _depth(body) > 32 else "valid"
