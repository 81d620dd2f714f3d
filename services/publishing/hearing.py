"""What the facts about a hearing come to (重大行政决策程序暂行条例第十六、十八条)."""

from __future__ import annotations

from datetime import date

from chassis.case import Case, Folded
from chassis.dated import Dated, dated
from contracts.hearing import (
    HEARING_FEEDBACK,
    HEARING_PAPERS,
    PAPERS_AHEAD,
    PARTICIPANTS,
    HearingAnnounced,
    HearingCancelled,
    HearingFeedback,
    HearingHeld,
    HearingPapersSent,
    HearingParticipantsPublished,
    HearingState,
)
from contracts.participation import ARTICLE_16, ARTICLE_18
from contracts.references import name_of
from law.findings import Finding
from services.publishing.participating import (
    called_off,
    count_heads,
    decision_key,
    find_unheld,
    latest_before,
    opinions,
    owe_feedback,
)


def fold(case: Case) -> Folded:
    """The hearing: on the day on which it was held, else on the one last announced; of several reports of one step the first counts."""
    announced = dated(case, HearingAnnounced, "announced_on")
    held = next(iter(dated(case, HearingHeld, "held_on")), None)
    on = held.on if held else announced[-1].data.takes_place_on if announced else None
    deliveries = dated(case, HearingPapersSent, "delivered_on")
    papers = deliveries[0] if deliveries else None
    lists = dated(case, HearingParticipantsPublished, "published_on")
    feedback = dated(case, HearingFeedback, "published_on")
    cancellations = dated(case, HearingCancelled, "cancelled_on")
    cancelled_on = None if held else called_off(announced, cancellations)
    _papers(case, announced, on, papers, held, cancelled_on)
    _participants(case, held, lists)
    met = owe_feedback(case, HEARING_FEEDBACK, held.on, feedback, [held.id]) if held else None
    counted = opinions(feedback)
    if held is not None:
        case.count(held.on, "hearings_held")
        count_heads(case, held.on, "hearing_participants_by_kind", held.data.participants)
        case.count(held.on, "hearing_opinions", counted["received"] or 0)
        case.count(held.on, "hearing_opinions_adopted", counted["adopted"] or 0)
    else:
        for step in feedback:
            text = "没有报过召开听证会；请补报，补报后自动对应"
            case.find(Finding(step.on, "hearing.not_held", ARTICLE_18, text, step.id))
        find_unheld(case, ARTICLE_16, "听证会", on, cancelled_on, [*deliveries, *lists, *cancellations], announced)
    named = [step.data.decision for step in announced if step.data.decision]
    decision = decision_key(named[-1] if named else None, case.key.org)
    heads = held.data.participants if held else lists[-1].data.participants if lists else None
    return case.close(
        HearingState,
        title=next((step.data.title for step in reversed(announced) if step.data.title), None),
        sends=decision,
        announced_on=announced[0].on if announced else None,
        takes_place_on=on,
        held=held is not None,
        papers_on=papers.on if papers else None,
        participants_on=lists[0].on if lists else None,
        participants=heads.total if heads else None,
        cancelled_on=cancelled_on,
        decision=name_of(decision[0]) if decision else None,
        feedback_on=met.on if met else None,
        **counted,
    )


def _papers(
    case: Case,
    announced: list[Dated[HearingAnnounced]],
    on: date | None,
    papers: Dated[HearingPapersSent] | None,
    held: Dated[HearingHeld] | None,
    cancelled_on: date | None,
) -> None:
    """They are due so many days before the hearing, from its first announcement on; what came later is found and counted."""
    if on is None:
        return
    due_on = latest_before(case, PAPERS_AHEAD, on)
    since = min([announced[0].on, on]) if announced else min(due_on, papers.on if papers else due_on)
    # Once it is called off no papers are owed, and those that come none the less meet nothing.
    in_time = papers if cancelled_on is None or (papers and papers.on <= cancelled_on) else None
    facts = [*([announced[0].id] if announced else []), *([in_time.id] if in_time else [])]
    case.owe(
        HEARING_PAPERS,
        since,
        set_on=max(due_on, since),
        met_on=in_time.on if in_time else None,
        facts=facts,
        ended_on=cancelled_on,
        rule=f"{on}召开，提前{case.profile.least(PAPERS_AHEAD, on).words}",
    )
    if papers is not None and papers.on > due_on and cancelled_on is None:
        late = "会后才送达" if papers.on > on else f"{papers.on}才送达"
        text = f"听证会{on}召开，材料应于{due_on}前送达参加人，{late}；可以改期召开"
        case.find(Finding(papers.on, "hearing.papers_late", ARTICLE_16, text, papers.id))
    if held is not None and (papers is None or papers.on > due_on):
        asked = papers is not None or case.profile.applies(HEARING_PAPERS, since)
        case.count(held.on, "hearings_papers_late", int(asked))


def _participants(
    case: Case, held: Dated[HearingHeld] | None, lists: list[Dated[HearingParticipantsPublished]]
) -> None:
    """Rule 36: the list is public before the hearing."""
    if held is None:
        return
    if not lists:
        if case.profile.asks(PARTICIPANTS.code, held.on):
            text = "没有公布听证参加人名单；应当提前公布"
            case.find(Finding(held.on, "hearing.participants_unpublished", ARTICLE_16, text, held.id))
    elif lists[0].on >= held.on:
        text = f"听证参加人名单{lists[0].on}公布，没有先于{held.on}召开的听证会"
        case.find(Finding(lists[0].on, "hearing.participants_late", ARTICLE_16, text, lists[0].id))
