"""Every lawful fact gets in, unchanged, as it was sent or written anew."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from chassis import personal
from contracts.families import FAMILIES
from services.gateway.registered import check_registered
from services.gateway.rules import RuleError
from tests.gateway.lawful import facts
from tests.gateway.making import UNITS, accepted, binary, gone_on, structured


def names_a_stranger(kind: str, data: dict[str, Any]) -> bool:
    """Whether the fact names an organisation that the registry does not have."""
    try:
        check_registered(FAMILIES.messages[kind].model_validate_json(json.dumps(data)), "", UNITS)
    except RuleError:
        return True
    return False


def holds_personal(*values: object) -> bool:
    return personal.find_in_code(json.dumps(values, ensure_ascii=False)) is not None


@settings(max_examples=400)
@given(fact=facts(), ascii_only=st.booleans(), indent=st.sampled_from([None, 2]))
def test_every_lawful_fact_gets_in_unchanged(
    fact: tuple[str, dict[str, Any], dict[str, Any]], ascii_only: bool, indent: int | None
) -> None:
    kind, data, envelope = fact
    if holds_personal(data, envelope) or names_a_stranger(kind, data):
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
