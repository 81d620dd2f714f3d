"""What a sheet has no column for stays as it was told before: a fact's fields, and those of its parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from papers.sheets.columns import columns_of
from papers.sheets.telling import Telling


def with_kept(telling: Telling, before: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a fact that stood as ``before``, as the sheet has it now."""
    whole = dict(telling.data)
    for name, stood in before.items():
        inner = {path[1] for path in telling.covered if path[0] == name and len(path) > 1}
        if inner and isinstance(stood, Mapping):
            if part := _rest(stood, inner) | whole.get(name, {}):
                whole[name] = part
        elif inner and isinstance(stood, list):
            known = {_key(telling, name, part): _rest(part, inner) for part in stood}
            whole[name] = [known.get(_key(telling, name, part), {}) | part for part in whole.get(name, [])]
        elif not inner and (name,) not in telling.covered:
            whole[name] = stood
    return whole


def _rest(part: Mapping[str, Any], inner: set[str]) -> dict[str, Any]:
    return {name: value for name, value in part.items() if name not in inner}


def _key(telling: Telling, name: str, part: Mapping[str, Any]) -> object:
    """By what a part of a list is known again: the first of its columns has its code or number."""
    first = next(
        column.path[1] for column in columns_of(telling.row.head.layout) if column.in_list and column.path[0] == name
    )
    return part.get(first)
