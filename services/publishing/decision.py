"""What the facts about a decision, and the consultations and hearings on it, come to (二（五）, 第十四至三十二条)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from chassis.case import Case, Folded
from chassis.dated import Dated, dated
from contracts.consultation import CONSULTATION
from contracts.decision import (
    ADOPTION_TOLD,
    ANNOUNCE_DECISION,
    AS_LISTED,
    PUBLISH_ARRANGEMENT,
    DecisionAnnounced,
    DecisionChanged,
    DecisionDropped,
    DecisionMade,
    DecisionPublished,
    DecisionState,
    OnList,
)
from contracts.hearing import HEARING
from contracts.participation import ARTICLE_14, ARTICLE_15, ARTICLE_32, TASK
from law.findings import Finding
from law.participation import Way
from services.publishing.listing import Arranged, Listing

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


READS = {CONSULTATION.kind: Consultation, HEARING.kind: Hearing}
"""What it reads of others' states; see chassis.ledger.flowing."""


def fold(case: Case) -> Folded:
    """The decision: on the list from a listing until it is dropped, and again from the next one; made as it was told first."""
    listing = Listing(case)
    made = next(iter(dated(case, DecisionMade, "made_on")), None)
    announced = dated(case, DecisionAnnounced, "announced_on")
    consultations = [each for each in case.linked(CONSULTATION.kind, Consultation) if each.opened_on]
    # What was called off has heard nobody.
    carried_out = [each for each in consultations if each.cancelled_on is None]
    hearings = [each for each in case.linked(HEARING.kind, Hearing) if each.held]
    _owe_arrangement(case, listing)
    if made is not None:
        _owe_announcement(case, made, announced)
        _find_heard(case, made, listing.arranged, carried_out, hearings)
    _count(case, listing, made, carried_out, hearings)
    _find(case, listing, made, announced, consultations, hearings)
    listed, newest = listing.newest, listing.arranged[-1].data if listing.arranged else None
    return case.close(
        DecisionState,
        relevant=bool(case.facts or consultations or hearings),
        title=listed.data.title if listed else None,
        matter=listed.data.matter if listed else None,
        listed_on=listing.spells[0].listed.on if listing.spells else None,
        dropped_on=listing.dropped_on,
        on_list=[OnList.of(since=spell.listed.on, until=spell.dropped_on) for spell in listing.spells],
        ways=list(newest.ways) if newest else [],
        routes=list(newest.routes) if newest else [],
        published_on=listing.published[-1].on if listing.published else None,
        made_on=made.on if made else None,
        announced_on=announced[0].on if announced else None,
        consultations=len(consultations),
        hearings=len(hearings),
        opinions=sum(each.received or 0 for each in consultations) + sum(each.received or 0 for each in hearings),
    )


def _owe_arrangement(case: Case, listing: Listing) -> None:
    for arranged, published, ended_on in listing.awaited():
        facts = [arranged.id, *([published.id] if published else [])]
        met_on = published.on if published else None
        case.owe(PUBLISH_ARRANGEMENT, arranged.on, met_on=met_on, facts=facts, ended_on=ended_on)


def _owe_announcement(case: Case, made: Dated[DecisionMade], announced: Sequence[Dated[DecisionAnnounced]]) -> None:
    met = next((step for step in announced if step.on >= made.on), None)
    facts = [made.id, *([met.id] if met else [])]
    case.owe(ANNOUNCE_DECISION, made.on, met_on=met.on if met else None, facts=facts)
    if met is not None and made.data.high_attention:
        stated, asked = met.data.adoption_told, case.profile.asks(ADOPTION_TOLD.code, met.on)
        if stated is False or (stated is None and asked):
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
    listing: Listing,
    made: Dated[DecisionMade] | None,
    consultations: Sequence[Consultation],
    hearings: Sequence[Hearing],
) -> None:
    for spell in listing.spells:
        case.count(spell.listed.on, "decisions_listed")
        for way in dict.fromkeys(spell.arranged[-1].data.ways):
            case.count(spell.listed.on, f"decisions_by_way@{way}")
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
    listing: Listing,
    made: Dated[DecisionMade] | None,
    announced: Sequence[Dated[DecisionAnnounced]],
    consultations: Sequence[Consultation],
    hearings: Sequence[Hearing],
) -> None:
    for again in listing.twice:
        text = "已在决策目录中，又报了一次列入，以先报的为准；需要改动的请报调整，或者更正原来的事实"
        case.find(Finding(again.on, "decision.listed_twice", TASK, text, again.id))
    for spell in listing.spells:
        on, data = spell.listed.on, spell.listed.data
        lacks = [name for name, part in (("参与方式", data.ways), ("参与渠道", data.routes)) if not part]
        if lacks and case.profile.asks(AS_LISTED.code, on):
            text = f"没有写明{'、'.join(lacks)}，请补齐"
            case.find(Finding(on, "decision.ways_missing", TASK, text, spell.listed.id))
    if not listing.spells:
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
