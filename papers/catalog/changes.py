"""What a file changes in a catalog: new rows, other wordings, local changes, and items that it has no row for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from contracts.item import Origin
from papers.catalog.as_read import as_read
from papers.catalog.item import Entry, elements_of
from papers.catalog.listing import Listed, number_for, number_of
from papers.files.spelling import plain


@dataclass(frozen=True)
class Change:
    """A fact to be sent: the item's number, the row that says so, and the elements that are said."""

    number: str
    entry: Entry
    origin: Origin
    elements: dict[str, Any]
    before: Listed | None
    """The version that stands; None where the item is new."""


@dataclass
class Changes:
    """What comes of a file."""

    new: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    adapted: list[Change] = field(default_factory=list)
    """Local rows in the place of national ones: what they change stands beside the national row."""
    unchanged: int = 0
    vanished: list[Listed] = field(default_factory=list)
    """Items of the file's domains that it has no row for."""

    def leave_out_refused(self) -> None:
        """Rows that were refused after they were compared change nothing."""
        for kind in (self.new, self.changed, self.adapted):
            kind[:] = [change for change in kind if not change.entry.refused]


def changes(entries: Sequence[Entry], standing: Iterable[Listed], default: Origin, domains: Iterable[str]) -> Changes:
    """Compares good rows with the items that stand; ``default`` is the origin of a new row that tells none.

    A refused row changes nothing, but its item has not vanished. ``domains`` are those of the file.
    """
    by_number = {listed.number: listed for listed in standing}
    compared = Changes()
    taken: set[str] = set()
    for entry, number in _numbered(sorted(entries, key=lambda entry: entry.refused), by_number):
        taken.add(number)
        if not entry.refused:
            _compare(compared, entry, number, by_number.get(number), default)
    covered = {plain(domain) for domain in domains}
    compared.vanished = [
        listed
        for number, listed in by_number.items()
        if number not in taken and plain(str(listed.elements.get("domain", ""))) in covered
    ]
    return compared


def _compare(found: Changes, entry: Entry, number: str, before: Listed | None, default: Origin) -> None:
    elements = elements_of(entry.facts())
    if before is None:
        found.new.append(Change(number, entry, entry.origin or default, elements, None))
        return
    origin = entry.origin or before.origin
    if origin is Origin.LOCAL and before.origin is Origin.NATIONAL:
        standing = before.as_obliging
        other = {name: value for name, value in elements.items() if standing.get(name) != value}
        if other:
            read = as_read(replace(before, elements=standing, local={}))
            other = {name: value for name, value in other.items() if read.get(name) != value}
        if other:
            found.adapted.append(Change(number, entry, origin, other, before))
        else:
            found.unchanged += 1
    elif origin is before.origin and elements in (elements_of(before.elements), as_read(before)):
        found.unchanged += 1
    else:
        found.changed.append(Change(number, entry, origin, elements, before))


def _numbered(entries: Sequence[Entry], standing: Mapping[str, Listed]) -> list[tuple[Entry, str]]:
    """Each row's number: its own, else that of the item of the same name.

    Several rows may have one name and different contents: each takes the item whose content it has, then they take
    the others of that name in order, and what is left over gets the next free number.
    """
    own = {entry.number for entry in entries if entry.number}
    pools: defaultdict[str, list[Listed]] = defaultdict(list)
    for number in sorted(standing, key=lambda number: (len(number), number)):
        if number not in own:
            pools[number_of(standing[number].elements)].append(standing[number])
    groups: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if not entry.number:
            groups[number_for(entry)].append(entry)
    numbers = {id(entry): entry.number for entry in entries if entry.number}
    for base, group in groups.items():
        numbers |= _matched(base, group, pools[base], own | standing.keys())
    return [(entry, numbers[id(entry)]) for entry in entries]


def _matched(base: str, group: list[Entry], pool: list[Listed], used: set[str]) -> dict[int, str]:
    numbers: dict[int, str] = {}
    for entry in group:
        content = plain(entry.elements.content or "")
        same = next((listed for listed in pool if plain(str(listed.elements.get("content") or "")) == content), None)
        if same is not None:
            pool.remove(same)
            numbers[id(entry)] = same.number
    for entry in group:
        if id(entry) not in numbers:
            numbers[id(entry)] = pool.pop(0).number if pool else _free(base, used | set(numbers.values()))
    return numbers


def _free(base: str, used: set[str]) -> str:
    suffix, number = 1, base
    while number in used:
        suffix += 1
        number = f"{base}-{suffix}"
    return number
