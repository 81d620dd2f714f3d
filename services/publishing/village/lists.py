"""The township's list for its villages, and whether it is aligned with the catalog that obliges the township."""

from __future__ import annotations

from datetime import date

import msgspec

from chassis.case import Case, Folded
from chassis.unknown import tell_unknown
from contracts.item import ITEM, ITEM_WORDS, item_key, item_name
from contracts.village import (
    GUIDANCE,
    AffairListed,
    VillageAffair,
    VillageListIssued,
    VillageListState,
    VillageListVersion,
)
from law.findings import Finding

ITEM_UNKNOWN = "item_unknown"
"""It names a row of the catalog of which nothing has arrived."""
MOST_VERSIONS = 10


class Obliged(msgspec.Struct):
    """What it needs of whom a row obliges."""

    unit: str


class Item(msgspec.Struct):
    """What it needs of a row."""

    org: str
    subject: str
    obliged: list[Obliged] = []


def fold_village_list(case: Case) -> Folded:
    """The list in all its versions: of two on one day the later told counts."""
    issued: dict[date, tuple[str, VillageListIssued]] = {}
    for fact in case.facts:
        if isinstance(fact.data, VillageListIssued):
            issued[fact.data.issued_on] = fact.id, fact.data
    rows = {f"{row.org}:{row.subject}": {unit.unit for unit in row.obliged} for row in case.linked(ITEM.kind, Item)}
    for on in issued:
        case.count(on, "village_lists")
    unknown = {
        name for on, (fact_id, data) in issued.items() for name in _align(case, on, fact_id, once(data.affairs), rows)
    }
    if unknown:
        case.flag(ITEM_UNKNOWN)
    for name in sorted(unknown):
        tell_unknown(case, item_key(name, case.key.org), _recorded_on(case, name), *ITEM_WORDS)
    versions = sorted(issued)[-MOST_VERSIONS:]
    return case.close(
        VillageListState,
        versions=[VillageListVersion.of(since=on, affairs=_listed(issued[on][1])) for on in versions],
    )


def _listed(data: VillageListIssued) -> list[AffairListed]:
    return [
        AffairListed.of(affair=affair.affair, name=affair.name, how_often=affair.how_often)
        for affair in once(data.affairs)
    ]


def once(affairs: list[VillageAffair]) -> list[VillageAffair]:
    """Each number once: the first that has it."""
    return list({affair.affair: affair for affair in reversed(affairs)}.values())[::-1]


def _align(case: Case, on: date, fact_id: str, affairs: list[VillageAffair], rows: dict[str, set[str]]) -> set[str]:
    """Rows that the list names and that nobody has told of; one that obliges others only is found."""
    unknown = set()
    for affair in affairs:
        name = item_name(item_key(affair.item, case.key.org)) if affair.item else ""
        if name and name not in rows:
            unknown.add(name)
        elif name and case.key.org not in rows[name]:
            text = f"“{affair.name}”所依的目录事项{name}不以本乡镇为公开主体；请改为本乡镇目录中的事项"
            case.find(Finding(on, "village_list.not_of_township", GUIDANCE, text, fact_id))
    return unknown


def _recorded_on(case: Case, name: str) -> date:
    """The first day on which it was named."""
    return min(
        fact.recorded_on
        for fact in case.facts
        if isinstance(fact.data, VillageListIssued)
        for affair in fact.data.affairs
        if affair.item and item_name(item_key(affair.item, case.key.org)) == name
    )
