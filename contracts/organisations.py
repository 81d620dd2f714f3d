"""The organisations with disclosure duties: entries of the registry, and the file that it is made of."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date
from typing import Any, Final, Literal

from pydantic import ValidationError

from contracts.fields import DATE, PATTERN_CODE, PATTERN_ORG, BusModel, Date, described
from contracts.programs import reserved

ORG: Final = "registry.org.v1"
"""Type of the record about an organisation."""


class OrganisationCode(BusModel, title="单位编码", meaning="a code by which others know the organisation."):
    scheme: str = described(
        "编码方案", "who gives the code, e.g. 统一社会信用代码 or 行政区划代码", min_length=1, max_length=30
    )
    code: str = described("编码", "as that scheme writes it", pattern=PATTERN_CODE)


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
    codes: list[OrganisationCode] = described(
        "编码", "codes of other schemes, one of each", default_factory=list, max_length=20
    )
    valid_from: Date | None = described("设立日期", "first day on which it exists", unit=DATE, default=None)
    valid_to: Date | None = described(
        "撤销日期",
        "last day on which it exists; without one it goes on",
        unit=DATE,
        default=None,
        ahead=True,
        not_before="valid_from",
    )
    successor: str | None = described(
        "承继单位", "organisation that took over what it did", default=None, pattern=PATTERN_ORG, max_length=80
    )

    def is_over(self, day: date) -> bool:
        """Whether its last day is past on ``day``."""
        return self.valid_to is not None and self.valid_to < day


def contradictions(organisation: Organisation) -> Iterator[str]:
    """What an entry says that cannot be, each with field, value, rule and remedy."""
    since, until = organisation.valid_from, organisation.valid_to
    if organisation.org in reserved():
        yield f"org: {organisation.org} is what a program, the operator or the office is called; give another slug"
    if since is not None and until is not None and until < since:
        yield f"valid_to: {until} is before valid_from {since}; give the last day on which it existed"
    if organisation.successor == organisation.org:
        yield f"successor: {organisation.successor} cannot follow itself; name the organisation that took over"
    if organisation.successor is not None and until is None:
        yield f"successor: {organisation.successor} takes over from a last day on; give it in valid_to"
    schemes = [code.scheme for code in organisation.codes]
    for scheme in sorted({scheme for scheme in schemes if schemes.count(scheme) > 1}):
        yield f"codes: {scheme} stands there {schemes.count(scheme)} times; give one code of each scheme"


REGISTRY_COLUMNS = ("org", "county", "county_name", "name", "kind")
"""Columns that a registry file must have, in the order of the packaged one."""

REGISTRY_HEADING = ",".join(REGISTRY_COLUMNS) + "".join(
    f"[,{name}]" for name in Organisation.model_fields if name not in REGISTRY_COLUMNS
)
"""The same with those that may follow, as messages name them; of codes a cell holds ``scheme:code``, several with ``;``."""


def organisations(table: str) -> list[Organisation]:
    """The organisations of a CSV with the fields as columns; optional ones may be absent or empty, others are ignored.

    Raises ValueError naming the line that is wrong, and what is wrong with it.
    """
    reader = csv.DictReader(table.splitlines())
    try:
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise ValueError(f"line {reader.reader.line_num} is no line of a CSV: {error}") from error
    lacking = [name for name in REGISTRY_COLUMNS if name not in (reader.fieldnames or ())]
    if lacking:
        raise ValueError(f"line 1 names no column {', '.join(lacking)}; it must name {REGISTRY_HEADING}")
    listed: dict[str, Organisation] = {}
    for line, row in rows:
        fields: dict[str, Any] = {name: row[name] for name in Organisation.model_fields if row.get(name)}
        if "codes" in fields:
            fields["codes"] = [_code(text) for text in fields["codes"].split(";")]
        try:
            organisation = Organisation.model_validate_json(json.dumps(fields))
        except ValidationError as error:
            raise ValueError(f"line {line}: {_explained(error)}") from error
        for contradiction in contradictions(organisation):
            raise ValueError(f"line {line}: {contradiction}")
        if organisation.org in listed:
            raise ValueError(f"line {line}: {organisation.org} stands in the file already; give each unit once")
        listed[organisation.org] = organisation
    return list(listed.values())


def _code(text: str) -> dict[str, str]:
    scheme, _, code = text.partition(":")
    return {"scheme": scheme.strip(), "code": code.strip()}


def _explained(error: ValidationError) -> str:
    return "; ".join(f"{fault['loc'][0]} {_empty_or_wrong(fault['type'], fault['msg'])}" for fault in error.errors())


def _empty_or_wrong(kind: str, message: str) -> str:
    return "is empty" if kind == "missing" else f"is wrong: {message}"
