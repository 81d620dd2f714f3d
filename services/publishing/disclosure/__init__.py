"""公开事项: what the facts about a piece of information, the document it is, and its catalog item come to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from contracts.disclosure import DisclosureFormed
from contracts.envelope import Fact
from contracts.item import item_key
from contracts.kit import Key
from services.publishing.disclosure.fold import fold

__all__ = ["asks", "fold"]


def asks(facts: Sequence[Fact]) -> Iterable[Key]:
    """The catalog items that formations name: their limits hold."""
    named = ((fact.data, fact.key.org) for fact in facts)
    return {item_key(data.item, org) for data, org in named if isinstance(data, DisclosureFormed) and data.item}
