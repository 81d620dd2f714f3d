"""Boards from records, for the pure tests."""

from __future__ import annotations

from collections.abc import Iterable

from contracts.time import Organisation
from dashboard import records
from dashboard.board import Board
from tests.dashboard.sample import Record


def board(given: Iterable[Record]) -> Board:
    """A board that has taken in these records, in order."""
    made = Board()
    for topic, key, value in given:
        made.apply(records.read(topic, key.encode(), value))
    return made


def unit(org: str, name: str = "", county: str = "fengjie", kind: str = "镇") -> Organisation:
    """An organisation of the registry."""
    return Organisation.model_validate(
        {"org": org, "name": name or org, "county": county, "county_name": county.title(), "kind": kind}
    )
