"""Which of a batch's facts are new, which were delivered before, and which cannot stand: pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from chassis.fence import Record
from chassis.ledger.reading import StoredFact
from contracts.families import Families
from contracts.kit import key_of

Name = tuple[str, str]
"""Key and id of a fact."""


class Wrong(NamedTuple):
    """A fact that is refused: where it lay, by which rule, and the words that the rule needs."""

    fact: StoredFact
    record: Record
    code: str
    words: Mapping[str, object]


class Sorted(NamedTuple):
    """New facts by subject, in the order of their arrival; refused ones; how many were delivered before."""

    added: dict[str, list[tuple[StoredFact, Record]]]
    wrong: list[Wrong]
    duplicates: int

    def causes(self, key: str) -> list[tuple[datetime, str, str]]:
        """Time, id and type of a subject's new facts."""
        return [(fact.time, fact.id, fact.type) for fact, _ in self.added.get(key, ())]

    def taken_back(self) -> list[Name]:
        """Facts that this batch has added and that cannot stand."""
        return [(wrong.fact.key, wrong.fact.id) for wrong in self.wrong if wrong.code != "id.reused"]


def sort(
    facts: Sequence[tuple[StoredFact, Record]],
    *,
    new: set[Name],
    digests: Mapping[Name, bytes],
    types: Mapping[Name, str],
    held: Callable[[str], int],
    is_fresh: Callable[[Record], bool],
    families: Families,
) -> Sorted:
    """Sort the facts of a batch after the database has added those that it did not have.

    ``new`` are the added ones, ``digests`` those stored under the names of the batch, ``types`` of stored facts,
    ``held`` how many facts a subject has now. The same id on the same subject with an equal digest is a repeated delivery; with
    another one it is refused and the first stays. An amendment of a known fact of another type is refused, and what exceeds the
    most that a subject may have.
    """
    added: defaultdict[str, list[tuple[StoredFact, Record]]] = defaultdict(list)
    wrong: list[Wrong] = []
    seen: set[Name] = set()
    duplicates = 0
    for fact, record in facts:
        name = (fact.key, fact.id)
        first = name in new and name not in seen
        seen.add(name)
        if digests.get(name, fact.digest) != fact.digest:
            if is_fresh(record):
                wrong.append(Wrong(fact, record, "id.reused", {}))
        elif not first:
            duplicates += is_fresh(record)
        elif fact.names and types.get((fact.key, fact.names), fact.names_type) != fact.names_type:
            wrong.append(Wrong(fact, record, "amendment.other_type", {}))
        else:
            added[fact.key].append((fact, record))
    refused = Counter(fact.key for fact, _, code, _ in wrong if code != "id.reused")
    for key, arrived in added.items():
        most = families.by_kind[key_of(key).kind].most_facts
        if (over := held(key) - refused[key] - most) > 0:
            wrong += [Wrong(fact, record, "subject.full", {"most": most}) for fact, record in arrived[-over:]]
            del arrived[-over:]
    return Sorted(added, wrong, duplicates)
