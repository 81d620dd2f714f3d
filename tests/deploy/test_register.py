"""The register of organisations as an admission reads it."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from structlog.testing import capture_logs

from contracts.organisations import Organisation
from contracts.time import Day
from contracts.topics import ADMISSIONS, DAYS, ORGS
from deploy.register import ADMITTED, Register, Standing

LAST = date(2026, 3, 31)


def record(topic: str, key: bytes, value: bytes | None) -> Any:
    return SimpleNamespace(topic=topic, partition=0, offset=7, key=key, value=value)


def register() -> Register:
    """One unit without an end, and one whose last day was yesterday."""
    known = Register()
    for org, valid_to in (("a-open", None), ("a-closed", LAST)):
        unit = Organisation(org=org, name="局", county="a", county_name="甲县", kind="部门", valid_to=valid_to)
        known.take(record(ORGS, org.encode(), unit.model_dump_json().encode()))
    known.take(record(DAYS, b"day", Day(day=date(2026, 4, 1)).model_dump_json().encode()))
    return known


def test_who_has_had_the_last_day_is_to_have_no_rights() -> None:
    assert register().due() == {"a-open": ADMITTED, "a-closed": Standing("ended", LAST)}


@pytest.mark.parametrize(
    ("topic", "key", "value"),
    [
        (ORGS, b"a-open", b"not json"),
        (ORGS, b"\xff", b"{}"),
        (DAYS, b"day", b"not json"),
        (DAYS, b"day", None),
        (ADMISSIONS, b"a-open", b"{}"),
    ],
)
def test_a_record_that_cannot_be_read_is_passed_over_and_named_and_what_was_known_holds(
    topic: str, key: bytes, value: bytes | None
) -> None:
    known = register()
    before = known.due()
    with capture_logs() as logged:
        known.take(record(topic, key, value))
    assert known.due() == before
    (entry,) = logged
    assert (entry["topic"], entry["partition"], entry["offset"]) == (topic, 0, 7)
