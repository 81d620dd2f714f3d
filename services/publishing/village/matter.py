"""A matter that arises in a village: published on the board, and on line where the county asks for it (随时公布)."""

from __future__ import annotations

from datetime import date

import msgspec

from chassis.case import Case, Folded
from contracts.references import key_named
from contracts.village import (
    AT_ANY_TIME,
    GUIDANCE,
    LAW_30,
    MATTER_ONLINE,
    VILLAGE,
    Place,
    VillageMatterArose,
    VillageMatterPublished,
    VillageMatterState,
)
from law.findings import Finding

DUTIES = {Place.BOARD: AT_ANY_TIME, Place.ONLINE: MATTER_ONLINE}


class Gone(msgspec.Struct):
    """Days on which there was no such village."""

    since: date
    until: date | None = None


class Village(msgspec.Struct):
    """What a matter needs of its village."""

    subject: str
    township: str | None = None
    gone: list[Gone] = []

    def dissolved_after(self, day: date) -> date | None:
        """Since when there has been none: on that day, or the first day after it."""
        return next((each.since for each in self.gone if each.until is None or each.until > day), None)


def fold_village_matter(case: Case) -> Folded:
    """A duty for each place; the first publication there meets it, and none is owed once the village is dissolved.

    Told to have arisen several times, it arose the first time.
    """
    arose: VillageMatterArose | None = None
    first: dict[Place, tuple[date, str]] = {}
    behind = ""
    for fact in case.facts:
        match fact.data:
            case VillageMatterArose() as data:
                if arose is None or data.arose_on < arose.arose_on:
                    arose, behind = data, fact.id
            case VillageMatterPublished(published_on=on, place=place):
                first[place] = min((on, fact.id), first.get(place, (on, fact.id)))
    for place, (on, _) in first.items():
        case.count(on, f"village_matters_published@{place}")
    own = {village.subject: village for village in case.linked(VILLAGE.kind, Village)}
    village = own.get(key_named(VILLAGE.kind, arose.village, case.key.org).subject) if arose else None
    if arose is not None:
        case.count(arose.arose_on, "village_matters")
        _owe(case, arose, behind, first, village)
    elif first:
        place, (on, fact_id) = min(first.items(), key=lambda entry: (entry[1], entry[0]))
        text = f"{on}在{place}公布，发生日期没有报送；补报后才知道公布期限"
        case.find(Finding(on, "village_matter.not_arisen", LAW_30, text, fact_id))
    return case.close(
        VillageMatterState,
        title=arose.title if arose else None,
        village=arose.village if arose else None,
        arose_on=arose.arose_on if arose else None,
        board_on=first[Place.BOARD][0] if Place.BOARD in first else None,
        online_on=first[Place.ONLINE][0] if Place.ONLINE in first else None,
    )


def _owe(
    case: Case,
    arose: VillageMatterArose,
    behind: str,
    first: dict[Place, tuple[date, str]],
    village: Village | None,
) -> None:
    org = key_named(VILLAGE.kind, arose.village, case.key.org).org
    township = org if org != case.key.org else village.township if village else None
    if township is not None:
        text = f"村（社区）{arose.village}属于{township}，应当由其报送；本乡镇报送的不计义务"
        case.find(Finding(arose.arose_on, "village_matter.of_another_township", GUIDANCE, text, behind))
        return
    if village is None:
        text = f"村（社区）{arose.village}没有报送清单；核对编号，或者先报送该村清单"
        case.find(Finding(arose.arose_on, "village_matter.village_unknown", GUIDANCE, text, behind))
    dissolved_on = village.dissolved_after(arose.arose_on) if village else None
    if dissolved_on is not None and dissolved_on <= arose.arose_on:
        text = (
            f"村（社区）{arose.village}于{dissolved_on}撤并，{arose.arose_on}发生的事项请核对日期，或者改由并入的村报送"
        )
        case.find(Finding(arose.arose_on, "village_matter.after_dissolution", GUIDANCE, text, behind))
    for place, duty in DUTIES.items():
        met = first.get(place)
        if met is not None and met[0] < arose.arose_on:
            text = f"{arose.arose_on}发生，{met[0]}已经在{place}公布；请核对日期"
            case.find(Finding(met[0], "village_matter.published_before", LAW_30, text, met[1]))
        ended_on = max(dissolved_on, arose.arose_on) if dissolved_on else None
        case.owe(
            duty,
            arose.arose_on,
            met_on=met[0] if met and (ended_on is None or met[0] <= ended_on) else None,
            facts=[behind, *([met[1]] if met else [])],
            ended_on=ended_on,
        )
