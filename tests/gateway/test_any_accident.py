"""What may go wrong with a good fact, one accident at a time: each gets its own code, whatever the fact."""

from __future__ import annotations

import pytest

from contracts.amendments import CORRECTED, WITHDRAWN
from contracts.fields import is_ahead
from tests.gateway.accidents import CARD, MUTATIONS
from tests.gateway.making import (
    FACTS,
    GOOD,
    binary,
    refused,
    structured,
)


@pytest.mark.parametrize("code", MUTATIONS)
def test_each_accident_gets_its_own_code_whatever_the_fact(code: str) -> None:
    mutated = MUTATIONS[code]
    assert {kind: refused(mutated(kind, data)).code for kind, data in GOOD.items()} == dict.fromkeys(GOOD, code)


@pytest.mark.parametrize(
    ("day", "code"),
    [("2026-02-30", "date.invalid"), ("2026-03-02", "date.future"), ("2007-12-31", "date.too_early")],
)
def test_every_day_of_every_fact_is_checked(day: str, code: str) -> None:
    for kind, fact in FACTS.items():
        name = next(name for name in GOOD[kind] if name.endswith("_on"))
        is_planned = code == "date.future" and is_ahead(fact.model_fields[name])
        wrong_day, expected = ("2036-03-02", "date.too_far") if is_planned else (day, code)
        wrong = {**GOOD[kind], name: wrong_day}
        refusal = refused(binary(kind, wrong))
        assert (kind, refusal.code, refusal.field) == (kind, expected, name)
        corrected = refused(structured(CORRECTED, {**GOOD[CORRECTED], "fact_type": kind, "data": wrong}))
        assert (kind, corrected.code, corrected.field) == (kind, expected, f"data.{name}")


def test_a_card_number_is_found_in_every_text_of_every_fact() -> None:
    for kind, data in GOOD.items():
        for name, value in data.items():
            if isinstance(value, str):
                assert refused(structured(kind, {**data, name: f"{CARD}"})).code == "personal.id_card", (
                    kind,
                    name,
                )


def test_a_name_given_twice_is_seen_beside_a_value_that_is_no_text() -> None:
    record = binary("application.fee_paid.v1")
    twice = record._replace(value=b'{"paid_on": "2026-02-26", "amount": 300, "amount": 300}')
    assert refused(twice).code == "json.duplicate_key"


def test_a_withdrawal_of_a_correction_needs_the_type_corrected() -> None:
    data = {name: value for name, value in GOOD[WITHDRAWN].items() if name != "of_type"}
    assert (refused(structured(WITHDRAWN, data)).code, refused(structured(WITHDRAWN, data)).field) == (
        "field.missing",
        "of_type",
    )
