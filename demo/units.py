"""The organisations of the demonstration: the registry that the gateway publishes, read as a file."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data"

REGISTRY = Path(__file__).parents[1] / "services" / "gateway" / "data" / "organisations.csv"
"""The one list of organisations; topics, gateway and demonstration read the same file."""

COUNTY = "fengjie"
"""奉节县, whose units get a simulated year."""


@dataclass(frozen=True)
class Unit:
    """An organisation: our slug, its name, its county and what kind it is."""

    org: str
    name: str
    county: str
    kind: str
    supervisor: str = ""
    """Its 主管部门, which may tell facts about it."""


def read_units(path: Path = REGISTRY) -> list[Unit]:
    """All organisations, in the order of the file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Unit(row["org"], row["name"], row["county"], row["kind"], row["supervisor"])
            for row in csv.DictReader(line for line in lines if not line.startswith("#"))
        ]


def county_units(units: list[Unit], county: str = COUNTY) -> list[Unit]:
    """The units of one county."""
    return [unit for unit in units if unit.county == county]
