"""What the codes in rows mean: measures and duties in their order, with their words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cli.bus import Bus

Entries = Mapping[str, Mapping[str, Any]]


class Words:
    """The entries of registry.measures.v1 by their keys, ``measure|<code>`` and ``duty|<code>``."""

    def __init__(self, entries: Entries) -> None:
        self.measures, self.duties = _of("measure", entries), _of("duty", entries)

    @property
    def stocks(self) -> frozenset[str]:
        """Measures that stand at a period's end."""
        return frozenset(code for code, measure in self.measures.items() if measure.get("kind") == "stock")

    def duty(self, code: str) -> str:
        """A duty in Chinese; an unknown code as it is."""
        return str(self.duties.get(code, {}).get("chinese", code))

    def label(self, measure: str, label: str) -> str:
        """A label of a measure in Chinese; one that has no words of its own is Chinese already."""
        labels = self.measures.get(measure, {}).get("labels", {})
        return str(labels[label][0]) if label in labels else label


async def words(bus: Bus) -> Words:
    """The words as the topic has them; those of this version while the gateway has not published any yet."""
    from contracts.registry import entries
    from contracts.topics import MEASURES

    known = await bus.current(MEASURES)
    return Words(known or {key: entry.model_dump(mode="json") for key, _, entry in entries()})


def _of(what: str, entries: Entries) -> dict[str, Mapping[str, Any]]:
    """Code → entry, in the order in which they are shown."""
    chosen = [entry for key, entry in entries.items() if key.partition("|")[0] == what]
    return {str(entry["code"]): entry for entry in sorted(chosen, key=lambda entry: int(entry["order"]))}
