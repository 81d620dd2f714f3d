"""What a sheet has no column for stays as it was told before: a fact's fields, and those of its parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from papers.sheets.columns import part_key
from papers.sheets.telling import Telling


def with_kept(telling: Telling, before: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a fact that stood as ``before``, as the sheet has it now."""
    whole, covered = dict(telling.data), telling.covered
    for name, stood in before.items():
        inner = {path[1] for path in covered if path[0] == name and len(path) > 1}
        if inner and isinstance(stood, Mapping):
            if part := _rest(stood, inner) | whole.get(name, {}):
                whole[name] = part
        elif inner and isinstance(stood, list):
            known = {_key(telling, part): _rest(part, inner) for part in stood}
            whole[name] = [known.get(_key(telling, part), {}) | part for part in whole.get(name, [])]
        elif not inner and (name,) not in covered:
            whole[name] = stood
    return whole


def _rest(part: Mapping[str, Any], inner: set[str]) -> dict[str, Any]:
    return {name: value for name, value in part.items() if name not in inner}


def _key(telling: Telling, part: Mapping[str, Any]) -> object:
    return part.get(part_key(telling.row.head.layout).path[1])
