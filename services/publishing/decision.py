"""What the facts about a decision, and the consultations and hearings on it, come to (二（五）, 第十四至三十二条)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from chassis.case import Case, Folded
from contracts.consultation import CONSULTATION
from contracts.decision import (
    ADOPTION_TOLD,
    ANNOUNCE_DECISION,
    AS_LISTED,
    PUBLISH_ARRANGEMENT,
    DecisionAnnounced,
    DecisionChanged,
    DecisionDropped,
    DecisionListed,
    DecisionMade,
    DecisionPublished,
    DecisionState,
)
from contracts.hearing import HEARING
from contracts.participation import ARTICLE_14, ARTICLE_15, ARTICLE_32, TASK
from law.findings import Finding
from law.participation import Way
from services.publishing.dated import Dated, dated

SEEN = (Way.HEARING, Way.CONSULTATION)
"""Ways of which the facts tell by themselves; whether others were used is not asked."""


class Consultation(msgspec.Struct):
    """What a decision needs of a consultation on it."""

    org: str
    subject: str
    opened_on: date | None = None
    closes_on: date | None = None
    cancelled_on: date | None = None
    ways: list[str] = []
    received: int | None = None


class Hearing(msgspec.Struct):
    """What it needs of a hearing on it."""

    org: str
    subject: str
    takes_place_on: date | None = None
    held: bool = False
    received: int | None = None


Arranged = Dated[DecisionListed] | Dated[DecisionChanged]


READS = {CONSULTATION.kind: Consultation, HEARING.kind: Hearing}
"""What it reads of others' states; see chassis.ledger.flowing."""


def fold(case: Case) -> Folded:
    """The decision: of several listings and of several reports that it was made the first counts, of its ways the newest."""
    listings = dated(case, DecisionListed, "listed_on")
    arranged = _arranged(case, listings[:1])
    published = dated(case, DecisionPublished, "published_on")
    made = next(iter(dated(case, DecisionMade, "made_on")), None)
    announced = dated(case, DecisionAnnounced, "announced_on")
    dropped = [step.on for step in dated(case, DecisionDropped, "dropped_on")]
    dropped_on = next((day for day in dropped if listings and day >= listings[0].on), None)
    consultations = [each for each in case.linked(CONSULTATION.kind, Consultation) if each.opened_on]
    # What was called off has heard nobody.
    carried_out = [each for each in consultations if each.cancelled_on is None]
    hearings = [each for each in case.linked(HEARING.kind, Hearing) if each.held]
    _owe_arrangement(case, arranged, published, dropped_on)
    if made is not None:
        _owe_announcement(case, made, announced)
        _find_heard(case, made, arranged, carried_out, hearings)
    _count(case, listings, arranged, made, carried_out, hearings)
    _find(case, listings, made, announced, consultations, hearings)
    newest = arranged[-1].data if arranged else None
    return case.close(
        DecisionState,
        relevant=bool(case.facts or consultations or hearings),
        title=listings[0].data.title if listings else None,
        matter=listings[0].data.matter if listings else None,
        listed_on=listings[0].on if listings else None,
        dropped_on=dropped_on,
        ways=list(newest.ways) if newest else [],
        routes=list(newest.routes) if newest else [],
        published_on=published[-1].on if published else None,
        made_on=made.on if made else None,
        announced_on=announced[0].on if announced else None,
        consultations=len(consultations),
        hearings=len(hearings),
        opinions=sum(each.received or 0 for each in consultations) + sum(each.received or 0 for each in hearings),
    )


def _arranged(case: Case, listings: Sequence[Dated[DecisionListed]]) -> list[Arranged]:
    """The listing, and each change after it."""
    changes = dated(case, DecisionChanged, "changed_on")
    return [*listings, *(step for step in changes if not listings or step[:3] >= listings[0][:3])]


def _owe_arrangement(
    case: Case, arranged: Sequence[Arranged], published: Sequence[Dated[DecisionPublished]], dropped_on: date | None
) -> None:
    """The listing has to be published, and each change anew; a change of what is not public yet joins what waits."""
    met_until: date | None = None
    for step in arranged:
        if met_until is not None and step.on <= met_until:
            continue
        later = next((told for told in published if told.on >= step.on), None)
        facts = [step.id, *([later.id] if later else [])]
        case.owe(PUBLISH_ARRANGEMENT, step.on, met_on=later.on if later else None, facts=facts, ended_on=dropped_on)
        if later is None:
            return
        met_until = later.on


def _owe_announcement(case: Case, made: Dated[DecisionMade], announced: Sequence[Dated[DecisionAnnounced]]) -> None:
    met = next((step for step in announced if step.on >= made.on), None)
    facts = [made.id, *([met.id] if met else [])]
    case.owe(ANNOUNCE_DECISION, made.on, met_on=met.on if met else None, facts=facts)
    if met is not None and made.data.high_attention:
        told, asked = met.data.adoption_told, case.profile.asks(ADOPTION_TOLD.code, met.on)
        if told is False or (told is None and asked):
            text = "社会关注度高的决策，公布时应当说明公众意见的采纳情况"
            case.find(Finding(met.on, "decision.adoption_untold", ARTICLE_32, text, met.id))


def _find_heard(
    case: Case,
    made: Dated[DecisionMade],
    arranged: Sequence[Arranged],
    consultations: Sequence[Consultation],
    hearings: Sequence[Hearing],
) -> None:
    """The public is heard before the decision, by the ways that were listed, to the end."""
    for each in consultations:
        if each.closes_on is not None and each.closes_on > made.on:
            text = f"征求意见{each.org}:{each.subject}到{each.closes_on}截止，{made.on}已经作出决策"
            case.find(Finding(made.on, "decision.made_before_closing", ARTICLE_15, text, made.id))
    if not arranged or not case.profile.asks(AS_LISTED.code, made.on):
        return
    used = {way for each in consultations if each.opened_on and each.opened_on <= made.on for way in each.ways}
    if any(each.takes_place_on and each.takes_place_on <= made.on for each in hearings):
        used.add(Way.HEARING)
    before = [step for step in arranged if step.on <= made.on] or arranged[:1]
    unused = [way for way in before[-1].data.ways if way in SEEN and way not in used]
    if unused:
        text = f"目录列明的参与方式{'、'.join(unused)}在决策之前没有进行"
        case.find(Finding(made.on, "decision.way_unused", ARTICLE_14, text, made.id))


def _count(
    case: Case,
    listings: Sequence[Dated[DecisionListed]],
    arranged: Sequence[Arranged],
    made: Dated[DecisionMade] | None,
    consultations: Sequence[Consultation],
    hearings: Sequence[Hearing],
) -> None:
    if listings:
        case.count(listings[0].on, "decisions_listed")
        for way in dict.fromkeys(arranged[-1].data.ways):
            case.count(listings[0].on, f"decisions_by_way@{way}")
    if made is not None:
        case.count(made.on, "decisions_made")
        days = [each.opened_on for each in consultations] + [each.takes_place_on for each in hearings]
        case.count(made.on, "decisions_heard", int(any(day is not None and day <= made.on for day in days)))


def _presupposing(case: Case) -> list[Dated[Any]]:
    """The steps that a listing comes before."""
    return [
        *dated(case, DecisionChanged, "changed_on"),
        *dated(case, DecisionPublished, "published_on"),
        *dated(case, DecisionMade, "made_on"),
        *dated(case, DecisionAnnounced, "announced_on"),
        *dated(case, DecisionDropped, "dropped_on"),
    ]


def _find(
    case: Case,
    listings: Sequence[Dated[DecisionListed]],
    made: Dated[DecisionMade] | None,
    announced: Sequence[Dated[DecisionAnnounced]],
    consultations: Sequence[Consultation],
    hearings: Sequence[Hearing],
) -> None:
    for again in listings[1:]:
        text = "又报了一次列入决策目录，以最早的为准；需要改动的请报调整，或者更正原来的事实"
        case.find(Finding(again.on, "decision.listed_twice", TASK, text, again.id))
    if listings:
        data = listings[0].data
        lacks = [name for name, part in (("参与方式", data.ways), ("参与渠道", data.routes)) if not part]
        if lacks and case.profile.asks(AS_LISTED.code, listings[0].on):
            text = f"没有写明{'、'.join(lacks)}，请补齐"
            case.find(Finding(listings[0].on, "decision.ways_missing", TASK, text, listings[0].id))
    else:
        days = [each.opened_on for each in consultations] + [each.takes_place_on for each in hearings]
        days += [step.on for step in _presupposing(case)]
        first = min((day for day in days if day is not None), default=None)
        if first is not None:
            text = "决策事项没有列入目录，却有此后的步骤；请列入目录，或者更正所指的事项编号"
            case.find(Finding(first, "decision.not_listed", TASK, text))
    for step in announced:
        if made is None or step.on < made.on:
            text = "公布的决策没有作出决策的记录，或者早于作出决策"
            case.find(Finding(step.on, "decision.announced_before_made", ARTICLE_32, text, step.id))
