"""Where the views differ from what was expected, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from demo.oracle.rows import VIEWS, Expected, Flat

Record = Mapping[str, object]
"""A record of a metrics topic, as its JSON says."""

_NAMES = {"period", "org", "county"}
_NOT_JUDGED = ("obligation.facts", "obligation.explanation")
"""Evidence and prose beside the number."""


@dataclass(frozen=True)
class Difference:
    """One field of one record; ``None`` stands for nothing at all."""

    view: str
    key: str
    field: str
    expected: object
    got: object

    def __str__(self) -> str:
        return f"{self.view} {self.key} {self.field}: expected {self.expected!r}, got {self.got!r}"


def differences(
    expected: Expected, views: Mapping[str, Mapping[str, Record]], obligations: Mapping[str, Record]
) -> list[Difference]:
    """All differences. A row in which everything is zero is the same as no row."""
    differing: list[Difference] = []
    for view in VIEWS:
        got = {key: flat for key, row in views[view].items() if (flat := _row(row)).keys() - _NAMES}
        differing.extend(compare(view, expected.views[view], got))
    differing.extend(
        compare("obligations", expected.obligations, {key: flatten(row) for key, row in obligations.items()})
    )
    return differing


def compare(view: str, expected: Mapping[str, Flat], got: Mapping[str, Flat]) -> Iterator[Difference]:
    for key in sorted(expected.keys() | got.keys()):
        wanted, seen = expected.get(key, {}), got.get(key, {})
        for name in sorted(wanted.keys() | seen.keys()):
            if wanted.get(name) != seen.get(name):
                yield Difference(view, key, name, wanted.get(name), seen.get(name))


def _row(row: Record) -> Flat:
    return {path: value for path, value in flatten(row).items() if value != 0}


def flatten(record: Record, prefix: str = "") -> Flat:
    """``record`` with dotted paths for keys, without the fields that are not judged."""
    flat: Flat = {}
    for name, value in record.items():
        path = f"{prefix}{name}"
        if path in _NOT_JUDGED:
            continue
        if isinstance(value, Mapping):
            flat |= flatten(value, f"{path}.")
        else:
            flat[path] = value
    return flat
