"""Which changes of a schema break somebody, by name: ``python -m contracts.compatibility``.

Of what departments write and we read (``incoming``) the new schema must accept all that the old one
accepted. Of what we write and others read (``outgoing``) it is the other way round: the old schema
must accept all that the new one allows. And since topics keep their log for ever, a newer reader meets
older records: no field may be needed that they lack, so a new field has a default. Within a major version
nothing else may happen to a message; what must break gets a new version of its type beside the old one.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

from contracts.generator.messages import BUS, Bus, Direction
from contracts.generator.paths import RELEASED
from contracts.generator.schemas import schemas
from contracts.shapes import Json, alternatives, same_values

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
    """Walks both schemas. ``written`` is what is written, ``read`` what its reader accepts."""

    def __init__(self, old: Json, new: Json, *, outgoing: bool) -> None:
        self._old, self._new, self._outgoing = old, new, outgoing
        self._written, self._read = (new, old) if outgoing else (old, new)
        self._active: set[str] = set()

    def nodes(self, old: Any, new: Any, path: str) -> list[Break]:
        """Breaks between two schemas at the same place; a place inside itself is compared once."""
        place = json.dumps([old, new], sort_keys=True)
        if place in self._active:
            return []
        self._active.add(place)
        written, read = (new, old) if self._outgoing else (old, new)
        broken = _notes(old, new, path)
        accepted = alternatives(read, self._read)
        for shape in alternatives(written, self._written):
            broken += self._alternative(shape, accepted, path)
        self._active.discard(place)
        return broken

    def _alternative(self, shape: Json, accepted: list[Json], path: str) -> list[Break]:
        """Breaks between one alternative of what is written and the nearest of those read."""
        tried = [self._shapes(shape, other, path) for other in accepted if _same_type(shape, other)]
        if tried:
            return min(tried, key=len)
        kind = shape.get("type", "any")
        if self._outgoing:
            return [Break("widened_type", path, f"{kind} may be written now; readers do not expect it")]
        return [Break("narrowed_type", path, f"{kind} was accepted, and is refused now")]

    def _shapes(self, written: Json, read: Json, path: str) -> list[Break]:
        old, new = (read, written) if self._outgoing else (written, read)
        broken = [*self._enum(written, read, path), *self._bounds(written, read, path)]
        if old.get("format") != new.get("format"):
            broken.append(_changed("format", old, new, path))
        if "pattern" in read and written.get("pattern") != read["pattern"]:
            broken.append(_changed("pattern", old, new, path))
        if written.get("type") == "array":
            broken += self.nodes(old.get("items", True), new.get("items", True), f"{path}[]")
        if written.get("type") == "object":
            broken += self._fields(old, new, path) + self._others(old, new, path)
        return broken

    def _enum(self, written: Json, read: Json, path: str) -> list[Break]:
        if "enum" not in read:
            return []
        kind = "widened_enum" if self._outgoing else "narrowed_enum"
        if "enum" not in written:
            return [Break(kind, path, "one of a list on one side, any value on the other")]
        foreign = ", ".join(sorted(same_values(written["enum"]) - same_values(read["enum"])))
        if not foreign:
            return []
        text = "may be written now; readers do not expect it" if self._outgoing else "was accepted, and is refused now"
        return [Break(kind, path, f"{foreign} {text}")]

    def _bounds(self, written: Json, read: Json, path: str) -> list[Break]:
        kind = "loosened_bounds" if self._outgoing else "tightened_bounds"
        broken = []
        for name in (*LOWER, *UPPER):
            if name not in read:
                continue
            inner, outer = written.get(name, 0 if name in LENGTHS else None), read[name]
            if inner is None or (inner < outer if name in LOWER else inner > outer):
                ends = (outer, written.get(name)) if self._outgoing else (written.get(name), outer)
                broken.append(Break(kind, path, f"{name} {ends[0]} became {ends[1]}"))
        return broken

    def _fields(self, old: Json, new: Json, path: str) -> list[Break]:
        before, after = old.get("properties", {}), new.get("properties", {})
        must_before, must_after = set(old.get("required", ())), set(new.get("required", ()))
        broken = [
            Break("removed_field", _join(path, name), "the field is gone; make a new version of the type")
            for name in before
            if name not in after
        ]
        for name in after:
            if name in before:
                broken += self.nodes(before[name], after[name], _join(path, name))
            elif self._outgoing and old.get("additionalProperties") is False:
                broken.append(Break("new_field", _join(path, name), "readers' schema allows no further field"))
            elif self._outgoing and isinstance(old.get("additionalProperties"), dict):
                broken += self.nodes(old["additionalProperties"], after[name], _join(path, name))
        if self._outgoing:
            broken += [
                Break("field_became_optional", _join(path, name), "readers count on it")
                for name in sorted(must_before - must_after - (before.keys() - after.keys()))
            ]
        return broken + [
            self._required(_join(path, name), new=name not in before) for name in sorted(must_after - must_before)
        ]

    def _required(self, path: str, *, new: bool) -> Break:
        """A field that must be there now: writers leave it out, and so do the records that lie on the topics for ever."""
        if not new:
            return Break("field_became_required", path, "it could be left out before")
        if self._outgoing:
            return Break("new_required_field", path, "older records lack it: give it a default")
        return Break("new_required_field", path, "nobody sends it yet")

    def _others(self, old: Json, new: Json, path: str) -> list[Break]:
        """The fields that have no name of their own: allowed or not, and of which type."""
        before, after = old.get("additionalProperties", True), new.get("additionalProperties", True)
        written, read = (after, before) if self._outgoing else (before, after)
        if written is False:
            return []
        if read is False and self._outgoing:
            return [Break("opened_object", path, "further fields may be written now; readers' schema allows none")]
        if read is False:
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


def _same_type(written: Json, read: Json) -> bool:
    if "type" not in read:
        return True
    return written.get("type") == read["type"] or (written.get("type") == "integer" and read["type"] == "number")


def released_breaks(released: Path = RELEASED, bus: Bus = BUS) -> list[tuple[str, Break]]:
    """Breaks of the models against the last released schemas, with the name of the schema."""
    broken: list[tuple[str, Break]] = []
    now = schemas(bus)
    for path in sorted(released.glob("*.json")):
        published = now.get(path.stem)
        if published is None:
            broken.append((path.stem, Break("removed_message", "", "no model any more; keep it beside its successor")))
            continue
        before = json.loads(path.read_text(encoding="utf-8"))
        broken += [(path.stem, change) for change in breaks(before, published.body, published.direction)]
    return broken


def main() -> int:
    """Names every break and exits with 1 when there is one."""
    breaking = released_breaks()
    for name, change in breaking:
        print(f"{name}: {change.kind} at {change.path or 'the whole'}: {change.text}")
    if breaking:
        print("These break who relies on contracts/released. Add a new version of the type instead (….v2).")
    return 1 if breaking else 0


if __name__ == "__main__":
    sys.exit(main())
