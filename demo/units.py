"""The organisations of the demonstration: data/organisations.csv."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data"

COUNTY = "fengjie"
"""奉节县, whose units get a simulated year."""


@dataclass(frozen=True)
class Unit:
    """An organisation: our slug, its name, its county and what kind it is."""

    org: str
    name: str
    county: str
    kind: str


def read_units(path: Path = DATA / "organisations.csv") -> list[Unit]:
    """All organisations, in the order of the file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Unit(row["org"], row["name"], row["county"], row["kind"])
            for row in csv.DictReader(line for line in lines if not line.startswith("#"))
        ]


def county_units(units: list[Unit], county: str = COUNTY) -> list[Unit]:
    """The units of one county."""
    return [unit for unit in units if unit.county == county]
