"""A village: its list beside the township's, and each period's publications on the board and on line (第三十条)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import zip_longest
from typing import NamedTuple

import msgspec

from chassis.case import ONE_DAY, Case, Folded
from contracts.inspection import Days
from contracts.kit import Duty
from contracts.village import (
    GUIDANCE,
    LAW_30,
    MONTHLY,
    ONLINE_EACH,
    QUARTERLY,
    VILLAGE_LIST,
    AffairState,
    HowOften,
    Place,
    VillageAffair,
    VillageDissolved,
    VillageListed,
    VillagePublished,
    VillageState,
)
from law.calendar import Due
from law.findings import Finding
from law.periods import Every, Period, period_of
from services.publishing.spans import Span
from services.publishing.village.life import Village
from services.publishing.village.lists import once
from services.publishing.village_claim import name_key

CYCLES = ((Every.QUARTER, HowOften.QUARTERLY, QUARTERLY), (Every.MONTH, HowOften.MONTHLY, MONTHLY))
MOST_GONE = 20
"""Times that it was dissolved which the state names, the newest."""
MOST_NAMED = 5
"""Affairs that a text names; of more it says how many."""


class VillageAffairOfTownship(msgspec.Struct):
    """What it needs of an affair there."""

    affair: str
    name: str
    how_often: str


class ListVersion(msgspec.Struct):
    """What a village needs of a version of its township's list."""

    since: date
    affairs: list[VillageAffairOfTownship]


class TownshipList(msgspec.Struct):
    """What it needs of the list."""

    subject: str
    versions: list[ListVersion] = []


class Asked(NamedTuple):
    """What a list wants published for a period that opens on a day."""

    period: Period
    opens: date
    ends: date | None
    """The day on which the village was dissolved."""
    listing: str
    affairs: Sequence[VillageAffair]


def fold_village(case: Case) -> Folded:
    """Each quarter and month is a duty of its own: met when every affair of that frequency was published in its place.

    The list in force when the period opens counts. A township speaks for its own villages only. One that is listed again
    after it was dissolved is there again.
    """
    village = _read(case)
    there, gone = village.lives()
    dissolved_on = gone[-1].since if gone and gone[-1].until is None else None
    since = min(village.lists, default=None)
    _, newest = village.in_force(case.today) or (village.lists[since] if since else ("", None))
    stranger = newest.township if newest and newest.township not in (None, case.key.org) else None
    if stranger is not None and newest is not None:
        text = f"“{newest.name}”属于{stranger}，应当由其报送；本乡镇报送的不计义务"
        case.find(
            Finding(
                max(village.lists), "village.of_another_township", GUIDANCE, text, village.lists[max(village.lists)][0]
            )
        )
    elif since is not None:
        _owe(case, village, there)
        _compare(case, village)
    _count(case, village, there, gone)
    _find_unlisted(case, village)
    return case.close(
        VillageState,
        # A village that is gone, or another township's, is claimed no more.
        sends=name_key(case.profile.county, newest.name) if newest and not (stranger or dissolved_on) else [],
        title=newest.name if newest else None,
        township=stranger,
        listed_on=max((day for day in village.lists if day <= case.today), default=since),
        affairs=[_state(village, affair) for affair in once(newest.affairs)] if newest else [],
        publications=village.publications,
        dissolved_on=dissolved_on,
        gone=[Days.of(since=span.since, until=span.until) for span in gone[-MOST_GONE:]],
    )


def _read(case: Case) -> Village:
    """Of two lists of one day the later told counts. A period that has not begun is not made good."""
    village = Village()
    for fact in case.facts:
        match fact.data:
            case VillageListed() as data:
                village.lists[data.listed_on] = fact.id, data
            case VillageDissolved(dissolved_on=on):
                village.dissolved.add(on)
            case VillagePublished() as data:
                _publish(case, village, fact.id, data)
    for days in village.days.values():
        days.sort()
    return village


def _publish(case: Case, village: Village, fact_id: str, data: VillagePublished) -> None:
    on, named = data.published_on, data.period
    village.publications += 1
    village.shown.add(on)
    case.count(on, f"village_publications@{data.place}")
    if named is not None and named > period_of(Every.QUARTER if "Q" in named else Every.MONTH, on).name:
        text = f"{on}公布，所属期间写为{named}，该期间尚未开始；请核对"
        case.find(Finding(on, "village.period_ahead", LAW_30, text, fact_id))
        return
    place = data.place, data.affair
    village.newest[place] = max(on, village.newest.get(place, on))
    village.first_shown[data.affair] = min(on, village.first_shown.get(data.affair, on))
    if named is None:
        village.days.setdefault(place, []).append(on)
    else:
        village.named[*place, named] = min(on, village.named.get((*place, named), on))


def _owe(case: Case, village: Village, there: Sequence[Span]) -> None:
    """A period in which it is gone and comes back is one: the days since then are asked for."""
    lives = [life for life in there if life.until is None or life.since < life.until]
    for life, later in zip_longest(lives, lives[1:]):
        last = life.until - ONE_DAY if life.until else None
        for every, often, duty in CYCLES:
            for period in case.periods(every, life.since, last):
                if later is not None and later.since <= period.last:
                    continue
                opens = max(period.first, life.since)
                listed = village.in_force(opens)
                assert listed is not None, "the first list is in force since its day"
                wanted = [affair for affair in once(listed[1].affairs) if affair.how_often is often]
                if wanted:
                    asked = Asked(period, opens, life.until, listed[0], wanted)
                    _owe_period(case, village, duty, Place.BOARD, asked)
                    _owe_period(case, village, ONLINE_EACH, Place.ONLINE, asked)


def _owe_period(case: Case, village: Village, duty: Duty, place: Place, asked: Asked) -> None:
    if not case.profile.applies(duty, asked.opens):
        return
    period = asked.period
    days = [village.first(place, affair.affair, period) for affair in asked.affairs]
    missing = [affair.name for affair, day in zip(asked.affairs, days, strict=True) if day is None]
    ended_on = asked.ends if asked.ends is not None and asked.ends <= period.last else None
    met_on = None if missing else max(day for day in days if day is not None)
    case.owe(
        duty,
        asked.opens,
        name=period.name,
        # What is made good after the village is gone meets nothing.
        met_on=None if met_on and ended_on and ended_on < met_on else met_on,
        facts=[asked.listing],
        due=Due(period.last, False, {}),
        ended_on=ended_on,
        rule=f"{period.words}{len(days)}项" + (f"，尚缺{_named(missing)}" if missing else ""),
    )


def _compare(case: Case, village: Village) -> None:
    """The village's list has all that the township's has, at least as often, while both are in force."""
    linked = {each.subject: each.versions for each in case.linked(VILLAGE_LIST.kind, TownshipList)}
    days = sorted(village.lists)
    for listed_on, until in zip(days, [*days[1:], date.max], strict=True):
        fact_id, data = village.lists[listed_on]
        versions = linked.get(data.township_list or "", [])
        ends = [*(version.since for version in versions[1:]), date.max]
        for version, end in zip(versions, ends, strict=False):
            since = max(listed_on, version.since)
            if since < min(until, end):
                _lacks(case, since, fact_id, data, version)
    for listed_on, (fact_id, data) in village.lists.items():
        if data.township_list and not linked.get(data.township_list):
            text = f"所依的乡镇清单{data.township_list}没有报送；核对编号，清单报送后自动比对"
            case.find(Finding(listed_on, "village.township_list_unknown", GUIDANCE, text, fact_id))


def _lacks(case: Case, on: date, fact_id: str, data: VillageListed, version: ListVersion) -> None:
    own = {affair.affair: affair for affair in once(data.affairs)}
    missing = [affair.name for affair in version.affairs if affair.affair not in own]
    rarer = [
        affair.name
        for affair in version.affairs
        if affair.affair in own and _rank(own[affair.affair].how_often) < _rank(affair.how_often)
    ]
    if missing:
        text = f"村清单缺少乡镇清单（{version.since}）中的{_named(missing)}；请补列"
        case.find(Finding(on, "village.list_incomplete", GUIDANCE, text, fact_id))
    if rarer:
        text = f"{_named(rarer)}的公开频次低于乡镇清单（{version.since}）；请按乡镇清单执行"
        case.find(Finding(on, "village.less_often", GUIDANCE, text, fact_id))


def _rank(how_often: str) -> int:
    """How often, in order; what this version does not know is less often than all."""
    return [str(known) for known in HowOften].index(how_often) if how_often in set(HowOften) else -1


def _count(case: Case, village: Village, there: Sequence[Span], gone: Sequence[Span]) -> None:
    for life in there:
        case.count(life.since, "villages_listed")
    for span in gone:
        case.count(span.since, "villages_dissolved")
        last = max((on for on in village.shown if span.holds(on)), default=None)
        if last is not None:
            text = f"{span.since}撤并，{last}仍有公布；请核对日期，或者改由并入的村公布"
            case.find(Finding(last, "village.after_dissolution", GUIDANCE, text, ""))


def _find_unlisted(case: Case, village: Village) -> None:
    """What was published and is on no list, or names a period of another length than its affair has: it meets nothing."""
    if village.dissolved and not village.lists and not village.newest:
        text = "撤并的村（社区）没有报送过清单；请核对编号"
        case.find(Finding(min(village.dissolved), "village.unlisted", LAW_30, text, ""))
    if not village.newest:
        return
    first = min(village.first_shown.values())
    if not village.lists:
        text = f"自{first}起有公布，村务公开清单尚未报送；报送后才知道每季度、每月应公布什么"
        case.find(Finding(first, "village.unlisted", LAW_30, text, ""))
        return
    often = {affair.affair: affair for _, data in village.lists.values() for affair in once(data.affairs)}
    unlisted = {affair: on for affair, on in sorted(village.first_shown.items()) if affair not in often}
    if unlisted:
        text = f"公布的{_named(list(unlisted))}不在村清单内；请核对事项代号，或者补列"
        case.find(Finding(min(unlisted.values()), "village.affair_unlisted", LAW_30, text, ""))
    for (place, affair, period), on in sorted(village.named.items()):
        listed = {
            each.how_often for _, data in village.lists.values() for each in data.affairs if each.affair == affair
        }
        if listed and (HowOften.QUARTERLY if "Q" in period else HowOften.MONTHLY) not in listed:
            text = f"{on}在{place}公布的“{often[affair].name}”写明补{period}，该事项{often[affair].how_often}公布；请更正所属期间"
            case.find(Finding(on, "village.period_of_other_length", LAW_30, text, ""))


def _state(village: Village, affair: VillageAffair) -> AffairState:
    board, online = (village.newest.get((place, affair.affair)) for place in Place)
    return AffairState.of(
        affair=affair.affair, name=affair.name, how_often=affair.how_often, board_on=board, online_on=online
    )


def _named(names: Sequence[str]) -> str:
    more = f"等{len(names)}项" if len(names) > MOST_NAMED else ""
    return "、".join(names[:MOST_NAMED]) + more
