"""What can be wrong with a record, read off its schema: each fault changes one thing in a valid one.

Missing, unknown, of the wrong type, and each bound, pattern, list of terms and rule about dates, at
every depth that the valid record reaches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from contracts.shapes import Json, alternatives, kind_of

GONE: Final = object()
"""Stands for a field that is not there."""

Step = str | int

NOT_DATES = {
    "no-such-day": "2026-02-30",
    "slashes": "2026/03/02",
    "compact": "20260302",
    "chinese": "2026年3月2日",
    "full-width": "２０２６-０３-０２",
    "week": "2026-W10-1",
    "seconds": "1772380800",
    "with-time": "2026-03-02T00:00:00",
    "empty": "",
}
"""How days are written wrongly."""

OUTSIDE = {"date.future": "9999-12-31", "date.too_early": "2007-12-31"}
OUTSIDE_AHEAD = {"date.too_far": "9999-12-31", "date.too_early": "2007-12-31"}
"""Days that the door does not let in, by code; of a day that has been, and of one to come."""

_TYPES: Final[dict[str, Any]] = {"null": None, "number": 7, "text": "x", "list": [], "object": {}}
"""Values of another type; of each field null and the first other that does not fit are tried."""

_STRINGS = ("-", "a/b", "?", "", "x\n", "无此写法")
"""Texts of which one breaks each pattern."""


class Fault(NamedTuple):
    """One thing that is wrong. ``path`` leads to it; ``value`` is what stands there then."""

    code: str
    what: str
    path: tuple[Step, ...]
    value: Any


def faults(root: Json, data: Any, *, at_the_door: bool, path: tuple[Step, ...] = ()) -> Iterator[Fault]:
    """The faults that ``data``, which fits the schema ``root``, can have; ``path`` is where it stands itself.

    ``at_the_door``: days are bounded, and unknown fields refused.
    """
    yield from _Walk(root, at_the_door).object(root, data, path)


def applied(data: Any, fault: Fault) -> Any:
    """``data`` with the fault in it."""
    return _replaced(data, fault.path, fault.value)


def _replaced(node: Any, path: tuple[Step, ...], value: Any) -> Any:
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(node, list):
        return [_replaced(item, rest, value) if at == step else item for at, item in enumerate(node)]
    if value is GONE and not rest:
        return {key: item for key, item in node.items() if key != step}
    return {**node, step: _replaced(node.get(step), rest, value)}


class _Walk:
    def __init__(self, root: Json, at_the_door: bool) -> None:
        self._root, self._door = root, at_the_door

    def object(self, shape: Json, data: Any, path: tuple[Step, ...]) -> Iterator[Fault]:
        """Faults in an object and below it."""
        fields = shape.get("properties", {})
        for name in shape.get("required", ()):
            yield _fault("field.missing", (*path, name), "", GONE)
        if shape.get("additionalProperties") is False:
            for name in ("unexpected", "备注"):
                yield _fault("field.unknown", (*path, name), "", "x")
        for name, node in fields.items():
            yield from self.value(node, data.get(name, GONE), (*path, name))
            if self._door and isinstance(node, dict):
                yield from _order(node, data, (*path, name))
        others = shape.get("additionalProperties")
        if isinstance(others, dict):
            for name in sorted(data.keys() - fields.keys())[:1]:
                yield from self.value(others, data[name], (*path, name))

    def value(self, node: Any, value: Any, path: tuple[Step, ...], *, ahead: bool = False) -> Iterator[Fault]:
        """Faults of what stands at ``path``, and below it where the record has something there.

        ``ahead``: days there may be to come.
        """
        ahead = ahead or (isinstance(node, dict) and bool(node.get("ahead")))
        shapes = alternatives(node, self._root)
        kinds = {shape.get("type") for shape in shapes}
        if None not in kinds:
            yield from self._types(kinds, path)
        for shape in shapes:
            match shape.get("type"):
                case "string":
                    yield from self._text(shape, path, ahead)
                case "integer" | "number":
                    yield from _numbers(shape, path)
                case "array":
                    yield from self._items(shape, value if isinstance(value, list) else [], path, ahead)
                case "object" if isinstance(value, dict):
                    yield from self.object(shape, value, path)

    def _types(self, kinds: set[Any], path: tuple[Step, ...]) -> Iterator[Fault]:
        if "null" not in kinds:
            yield _fault("field.type", path, "null", None)
        for name, other in _TYPES.items():
            if other is not None and kind_of(other) not in kinds:
                yield _fault("field.type", path, name, other)
                break
        if "integer" in kinds:
            yield _fault("field.type", path, "text", "7")

    def _text(self, shape: Json, path: tuple[Step, ...], ahead: bool) -> Iterator[Fault]:
        if "enum" in shape:
            yield _fault("field.value", path, "term", "no-such-term")
        if shape.get("format") == "date":
            for what, text in NOT_DATES.items():
                yield _fault("date.invalid", path, what, text)
            if self._door:
                for code, text in (OUTSIDE_AHEAD if ahead else OUTSIDE).items():
                    yield _fault(code, path, "", text)
        shortest, longest = shape.get("minLength", 0), shape.get("maxLength")
        if shortest:
            yield _fault("field.value", path, "short", "x" * (shortest - 1))
        if longest is not None:
            yield _fault("field.value", path, "long", "x" * (longest + 1))
        if "pattern" in shape:
            wrong = (text for text in _STRINGS if shortest <= len(text) and not re.search(shape["pattern"], text))
            yield _fault("field.value", path, "pattern", next(wrong))

    def _items(self, shape: Json, items: list[Any], path: tuple[Step, ...], ahead: bool) -> Iterator[Fault]:
        if items and "maxItems" in shape:
            yield _fault("field.value", path, "many", items[:1] * (shape["maxItems"] + 1))
        if shape.get("minItems"):
            yield _fault("field.value", path, "few", items[: shape["minItems"] - 1])
        if items:
            yield from self.value(shape.get("items", True), items[0], (*path, 0), ahead=ahead)


def _order(node: Json, data: Any, path: tuple[Step, ...]) -> Iterator[Fault]:
    """Beside the field that it has to follow, or is part of, one that does not."""
    day, number = data.get(node.get("not_before")), data.get(node.get("at_most"))
    if day is not None:
        before = date.fromisoformat(day) - timedelta(days=1)
        yield _fault("date.order", path, "", before.isoformat())
    if number is not None:
        yield _fault("number.too_large", path, "", number + 1)


def _numbers(shape: Json, path: tuple[Step, ...]) -> Iterator[Fault]:
    if "minimum" in shape:
        yield _fault("field.value", path, "low", shape["minimum"] - 1)
    if "maximum" in shape:
        yield _fault("field.value", path, "high", shape["maximum"] + 1)


def _fault(code: str, path: tuple[Step, ...], how: str, value: Any) -> Fault:
    where = ".".join(str(step) for step in path)
    return Fault(code, f"{where}-{how}" if how else where, path, value)
