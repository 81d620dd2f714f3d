"""Which changes of a schema break somebody, by name: ``python -m contracts.compatibility``.

Of what departments write and we read (``incoming``) the new schema must accept all that the old one
accepted. Of what we write and others read (``outgoing``) it is the other way round: the old schema
must accept all that the new one allows. Within a major version nothing else may happen to a message;
what must break gets a new version of its type beside the old one.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

from contracts.generator.files import RELEASED
from contracts.generator.messages import CONTRACTS, Direction
from contracts.generator.schemas import Json, schema
from contracts.shapes import alternatives, same_values

LOWER = ("minLength", "minItems", "minProperties", "minimum", "exclusiveMinimum", "uniqueItems")
UPPER = ("maxLength", "maxItems", "maxProperties", "maximum", "exclusiveMaximum")
LENGTHS = ("minLength", "minItems", "minProperties", "uniqueItems")


class Break(NamedTuple):
    """A change that breaks a reader or a writer. ``path`` is like ``obligations[].due_on``, empty for the whole."""

    kind: str
    path: str
    text: str


def breaks(old: Json, new: Json, direction: Direction = "incoming") -> list[Break]:
    """What in ``new`` breaks those who write (``incoming``) or read (``outgoing``) by ``old``.

    Raises ValueError when a schema uses a keyword that is not understood here.
    """
    if direction == "both":
        return list(dict.fromkeys(breaks(old, new, "incoming") + breaks(old, new, "outgoing")))
    return list(dict.fromkeys(_Comparison(old, new, outgoing=direction == "outgoing").nodes(old, new, "")))


class _Comparison:
    """Walks both schemas. ``given`` is what is written, ``taken`` what its reader accepts."""

    def __init__(self, old: Json, new: Json, *, outgoing: bool) -> None:
        self._old, self._new, self._outgoing = old, new, outgoing
        self._given, self._taken = (new, old) if outgoing else (old, new)
        self._active: set[str] = set()

    def nodes(self, old: Any, new: Any, path: str) -> list[Break]:
        """Breaks between two schemas at the same place; a place inside itself is compared once."""
        place = json.dumps([old, new], sort_keys=True)
        if place in self._active:
            return []
        self._active.add(place)
        given, taken = (new, old) if self._outgoing else (old, new)
        found = _notes(old, new, path)
        accepted = alternatives(taken, self._taken)
        for shape in alternatives(given, self._given):
            found += self._alternative(shape, accepted, path)
        self._active.discard(place)
        return found

    def _alternative(self, shape: Json, accepted: list[Json], path: str) -> list[Break]:
        """Breaks between one alternative of what is given and the nearest of those taken."""
        tried = [self._shapes(shape, other, path) for other in accepted if _same_type(shape, other)]
        if tried:
            return min(tried, key=len)
        kind = shape.get("type", "any")
        if self._outgoing:
            return [Break("widened_type", path, f"{kind} may be written now; readers do not expect it")]
        return [Break("narrowed_type", path, f"{kind} was accepted, and is refused now")]

    def _shapes(self, given: Json, taken: Json, path: str) -> list[Break]:
        old, new = (taken, given) if self._outgoing else (given, taken)
        found = [*self._enum(given, taken, path), *self._bounds(given, taken, path)]
        if old.get("format") != new.get("format"):
            found.append(_changed("format", old, new, path))
        if "pattern" in taken and given.get("pattern") != taken["pattern"]:
            found.append(_changed("pattern", old, new, path))
        if given.get("type") == "array":
            found += self.nodes(old.get("items", True), new.get("items", True), f"{path}[]")
        if given.get("type") == "object":
            found += self._fields(old, new, path) + self._others(old, new, path)
        return found

    def _enum(self, given: Json, taken: Json, path: str) -> list[Break]:
        if "enum" not in taken:
            return []
        kind = "widened_enum" if self._outgoing else "narrowed_enum"
        if "enum" not in given:
            return [Break(kind, path, "one of a list on one side, any value on the other")]
        foreign = ", ".join(sorted(same_values(given["enum"]) - same_values(taken["enum"])))
        if not foreign:
            return []
        text = (
            "may be written now; readers do not expect it"
            if self._outgoing
            else "was accepted, and is refused now"
        )
        return [Break(kind, path, f"{foreign} {text}")]

    def _bounds(self, given: Json, taken: Json, path: str) -> list[Break]:
        kind = "loosened_bounds" if self._outgoing else "tightened_bounds"
        found = []
        for name in (*LOWER, *UPPER):
            if name not in taken:
                continue
            inner, outer = given.get(name, 0 if name in LENGTHS else None), taken[name]
            if inner is None or (inner < outer if name in LOWER else inner > outer):
                ends = (outer, given.get(name)) if self._outgoing else (given.get(name), outer)
                found.append(Break(kind, path, f"{name} {ends[0]} became {ends[1]}"))
        return found

    def _fields(self, old: Json, new: Json, path: str) -> list[Break]:
        before, after = old.get("properties", {}), new.get("properties", {})
        must_before, must_after = set(old.get("required", ())), set(new.get("required", ()))
        found = [
            Break("removed_field", _join(path, name), "the field is gone; make a new version of the type")
            for name in before
            if name not in after
        ]
        for name in after:
            if name in before:
                found += self.nodes(before[name], after[name], _join(path, name))
            elif self._outgoing and old.get("additionalProperties") is False:
                found.append(Break("new_field", _join(path, name), "readers' schema allows no further field"))
            elif self._outgoing and isinstance(old.get("additionalProperties"), dict):
                found += self.nodes(old["additionalProperties"], after[name], _join(path, name))
        if self._outgoing:
            found += [
                Break("field_became_optional", _join(path, name), "readers count on it")
                for name in sorted(must_before - must_after - (before.keys() - after.keys()))
            ]
        else:
            found += [
                Break("field_became_required", _join(path, name), "it could be left out before")
                if name in before
                else Break("new_required_field", _join(path, name), "nobody sends it yet")
                for name in sorted(must_after - must_before)
            ]
        return found

    def _others(self, old: Json, new: Json, path: str) -> list[Break]:
        """The fields that have no name of their own: allowed or not, and of which type."""
        before, after = old.get("additionalProperties", True), new.get("additionalProperties", True)
        given, taken = (after, before) if self._outgoing else (before, after)
        if given is False:
            return []
        if taken is False and self._outgoing:
            return [
                Break("opened_object", path, "further fields may be written now; readers' schema allows none")
            ]
        if taken is False:
            return [Break("closed_object", path, "further fields were accepted, and are refused now")]
        return self.nodes(before, after, f"{path}{{}}")


def _notes(old: Any, new: Any, path: str) -> list[Break]:
    """Changes that no validator sees, but that change what a value means."""
    if isinstance(old, bool) or isinstance(new, bool):
        return []
    return [
        _changed(name, old, new, path)
        for name in ("unit", "default")
        if name in old and name in new and old[name] != new[name]
    ]


def _changed(name: str, old: Json, new: Json, path: str) -> Break:
    before, after = (json.dumps(side.get(name), ensure_ascii=False) for side in (old, new))
    return Break(f"changed_{name}", path, f"{name} {before} became {after}")


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _same_type(given: Json, taken: Json) -> bool:
    if "type" not in taken:
        return True
    return given.get("type") == taken["type"] or (
        given.get("type") == "integer" and taken["type"] == "number"
    )


def released_breaks(released: Path = RELEASED) -> list[tuple[str, Break]]:
    """Breaks of the models against the last released schemas, with the name of the schema."""
    found: list[tuple[str, Break]] = []
    for path in sorted(released.glob("*.json")):
        contract = CONTRACTS.get(path.stem)
        if contract is None:
            found.append(
                (path.stem, Break("removed_message", "", "no model any more; keep it beside its successor"))
            )
            continue
        found += [
            (path.stem, one)
            for one in breaks(json.loads(path.read_text()), schema(contract), contract.direction)
        ]
    return found


def main() -> int:
    """Names every break and exits with 1 when there is one."""
    found = released_breaks()
    for name, one in found:
        print(f"{name}: {one.kind} at {one.path or 'the whole'}: {one.text}")
    if found:
        print("These break who relies on contracts/released. Add a new version of the type instead (….v2).")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
