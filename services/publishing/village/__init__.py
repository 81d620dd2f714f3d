"""村务公开: the township's list, the villages, and matters that arise in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from contracts.envelope import Fact
from contracts.item import ITEM, item_key
from contracts.kit import Key
from contracts.references import key_named
from contracts.village import VILLAGE, VILLAGE_LIST, VillageListed, VillageListIssued, VillageMatterArose
from services.publishing.village.lists import Item, fold_village_list
from services.publishing.village.matter import Village, fold_village_matter
from services.publishing.village.village import TownshipList, fold_village

__all__ = ["READS", "asks", "fold_village", "fold_village_list", "fold_village_matter"]

READS = {ITEM.kind: Item, VILLAGE_LIST.kind: TownshipList, VILLAGE.kind: Village}
"""What they read of others' states; see chassis.ledger.flowing."""


def asks(facts: Sequence[Fact]) -> Iterable[Key]:
    """A township's list asks for the rows that it names, a village for that list, a matter for its village."""
    keys: set[Key] = set()
    for fact in facts:
        match fact.data:
            case VillageListIssued(affairs=affairs):
                keys |= {item_key(affair.item, fact.key.org) for affair in affairs if affair.item}
            case VillageListed(township_list=str(named)):
                keys.add(Key(VILLAGE_LIST.kind, fact.key.org, named))
            case VillageMatterArose(village=village):
                key = key_named(VILLAGE.kind, village, fact.key.org)
                keys |= {key} if key.org == fact.key.org else set()
    return keys
