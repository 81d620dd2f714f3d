"""Tables 三 and 四 as the requests service answers, and table 二 as the catalog service does, in one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from law import table2, table3, table4

Body = Mapping[str, Any]


def merged(requests: Body, catalog: Body) -> dict[str, Any]:
    """One answer about the same year and the same units; what only one of them knows has zeros in the other's tables.

    Complete as of the earlier of both days.
    """
    days = [body["as_of"] for body in (requests, catalog)]
    head = {"year": requests["year"], "as_of": None if None in days else min(days)}
    if "org" in requests:
        return {**head, "org": requests["org"], "county": requests["county"], **_tables(requests, catalog)}
    both = requests["counties"], catalog["counties"]
    slugs = sorted({slug for counties in both for slug in counties})
    return {**head, "counties": {slug: _county(*(counties.get(slug, {}) for counties in both)) for slug in slugs}}


def blank() -> dict[str, Any]:
    """All three tables with zeros, nothing broken."""
    return _tables({}, {})


def _county(requests: Body, catalog: Body) -> dict[str, Any]:
    units = [body.get("units", {}) for body in (requests, catalog)]
    orgs = sorted({org for known in units for org in known})
    return {
        **_tables(requests, catalog),
        "differences": [*catalog.get("differences", ()), *requests.get("differences", ())],
        "units": {org: _tables(*(known.get(org, {}) for known in units)) for org in orgs},
    }


def _tables(requests: Body, catalog: Body) -> dict[str, Any]:
    return {
        "table2": catalog.get("table2") or _zeros(),
        "table3": requests.get("table3") or table3.blank(),
        "table4": requests.get("table4") or table4.blank(),
        "broken": [*catalog.get("broken", ()), *requests.get("broken", ())],
        "fees": requests.get("fees", 0),
        "warnings": list(catalog.get("warnings", ())),
    }


def _zeros() -> dict[str, dict[str, int]]:
    return {row: dict.fromkeys(columns, 0) for row, columns in table2.COLUMNS.items()}
