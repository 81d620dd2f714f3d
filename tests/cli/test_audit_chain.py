"""What stands in an audit's table and is no entry is told apart from one that a newer version has written."""

from __future__ import annotations

import json

import pytest

from cli.chain import Link
from contracts.audit import AuditEntry

ENTRY = AuditEntry(
    service="gateway",
    number=1,
    at="2026-03-01T04:00:00+00:00",
    by="office",
    org="",
    token="",
    name="",
    action="days.published",
    subject="2026-03-01",
    details={},
    day=None,
).model_dump(mode="json")


def test_an_entry_says_all_that_it_held_and_more_of_a_newer_version() -> None:
    for entry in (ENTRY, {**ENTRY, "why": "x"}):
        assert Link(1, "", json.dumps(entry), "").entry == entry


@pytest.mark.parametrize("text", ["", "x", "[]", "{}", "null", json.dumps({"number": 1, "service": "gateway"})])
def test_what_is_no_entry_is_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        _ = Link(1, "", text, "").entry
