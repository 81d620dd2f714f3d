"""The organisations with disclosure duties: entries of the registry, and the file that it is made of."""

from __future__ import annotations

import csv
from typing import Literal

from pydantic import ValidationError

from contracts.fields import PATTERN_ORG, BusModel, described


class Organisation(BusModel, title="单位", meaning="an organisation with disclosure duties; it belongs to a county."):
    org: str = described("单位代号", "stable slug of our own", pattern=PATTERN_ORG, max_length=80)
    name: str = described("简称", "name in Chinese, as lists and pages show it", min_length=1, max_length=100)
    full_name: str | None = described(
        "全称", "legal name in full, as letters are signed", default=None, min_length=1, max_length=100
    )
    county: str = described("县代号", "slug of the county it belongs to", pattern=PATTERN_ORG, max_length=40)
    county_name: str = described("县名", "name of the county in Chinese", min_length=1, max_length=100)
    kind: Literal["街道", "镇", "乡", "部门", "其他"] = described("类别", "kind of unit")
    supervisor: str | None = described(
        "主管部门", "organisation that may speak about it", default=None, pattern=PATTERN_ORG, max_length=80
    )


REGISTRY_COLUMNS = ("org", "county", "county_name", "name", "kind")
"""Columns that a registry file must have, in the order of the packaged one."""

REGISTRY_HEADING = ",".join(REGISTRY_COLUMNS) + "[,full_name][,supervisor]"
"""The same with those that may follow, as messages name them."""


def organisations(table: str) -> list[Organisation]:
    """The organisations of a CSV with the fields as columns; optional ones may be absent or empty, others are ignored.

    Raises ValueError naming the line that is wrong, and what is wrong with it.
    """
    reader = csv.DictReader(table.splitlines())
    lacking = [name for name in REGISTRY_COLUMNS if name not in (reader.fieldnames or ())]
    if lacking:
        raise ValueError(f"line 1 names no column {', '.join(lacking)}; it must name {REGISTRY_HEADING}")
    listed: dict[str, Organisation] = {}
    for row in reader:
        fields = {name: row[name] for name in Organisation.model_fields if row.get(name)}
        try:
            organisation = Organisation.model_validate(fields)
        except ValidationError as error:
            raise ValueError(f"line {reader.line_num}: {_explained(error)}") from error
        if organisation.org in listed:
            raise ValueError(
                f"line {reader.line_num}: {organisation.org} stands in the file already; give each unit once"
            )
        listed[organisation.org] = organisation
    return list(listed.values())


def _explained(error: ValidationError) -> str:
    return "; ".join(f"{fault['loc'][0]} {_empty_or_wrong(fault['type'], fault['msg'])}" for fault in error.errors())


def _empty_or_wrong(kind: str, message: str) -> str:
    return "is empty" if kind == "missing" else f"is wrong: {message}"
