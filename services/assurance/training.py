"""What the facts about a year of training come to (条例第四十八条, 奉节府办发〔2020〕101号 三（二）)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from chassis.case import Case, Folded
from chassis.dated import Dated, dated
from contracts.assurance import ARTICLE_48
from contracts.training import (
    HOLD_TRAINING,
    Session,
    SessionState,
    TrainingHeld,
    TrainingPlanned,
    TrainingState,
)
from law.findings import Finding

Plans = Sequence[Dated[TrainingPlanned]]
Trainings = Sequence[Dated[TrainingHeld]]


def fold(case: Case) -> Folded:
    """The newest plan, and what was held of it and beyond it."""
    plans = dated(case, TrainingPlanned, "planned_on")
    held = dated(case, TrainingHeld, "held_on")
    sessions = _once(plans[-1].data.sessions) if plans else {}
    first = {step.data.session: step for step in reversed(held) if step.data.session in sessions}
    _count(case, sessions, first, held)
    _owe(case, plans, sessions, first)
    _find_cut(case, plans, {step.data.session for step in held})
    _find_held(case, plans, held)
    year = plans[-1].data.year if plans else None
    return case.close(
        TrainingState,
        title=f"{year}年度培训" if year else None,
        year=year,
        planned_on=plans[0].on if plans else None,
        sessions=[
            SessionState.of(
                session=name,
                topic=session.topic,
                hold_by=session.hold_by,
                held_on=first[name].on if name in first else None,
            )
            for name, session in sessions.items()
        ],
        held=len(held),
        held_as_planned=len(first),
        attended=sum(step.data.attended for step in held),
    )


def _once(sessions: Sequence[Session]) -> Mapping[str, Session]:
    """Each number once: the first that has it."""
    once: dict[str, Session] = {}
    for session in sessions:
        once.setdefault(session.session, session)
    return once


def _count(case: Case, sessions: Mapping[str, Session], first: Mapping[str | None, object], held: Trainings) -> None:
    """What was planned, and what of it was held, both by the day of the plan."""
    for name, session in sessions.items():
        case.count(session.hold_by, "trainings_planned")
        case.count(session.hold_by, "trainings_held_as_planned", int(name in first))
    for step in held:
        case.count(step.on, "trainings_held")
        case.count(step.on, "people_trained", step.data.attended)


def _owe(
    case: Case, plans: Plans, sessions: Mapping[str, Session], first: Mapping[str | None, Dated[TrainingHeld]]
) -> None:
    """Each session by its day, from the plan on that first named it."""
    named = {session.session: plan for plan in reversed(plans) for session in plan.data.sessions}
    for name, session in sessions.items():
        plan, step = named[name], first.get(name)
        case.owe(
            HOLD_TRAINING,
            min(plan.on, session.hold_by),
            set_on=session.hold_by,
            met_on=step.on if step else None,
            facts=[plan.id, *([step.id] if step else [])],
            name=name,
        )


def _find_cut(case: Case, plans: Plans, held: set[str | None]) -> None:
    """A newer plan leaves out, or puts off, what should have been held by then and was not: the first that does."""
    cut = set(held)
    for older, newer in pairwise(plans):
        kept = _once(newer.data.sessions)
        for name, session in _once(older.data.sessions).items():
            put_off = name not in kept or kept[name].hold_by > session.hold_by
            if put_off and name not in cut and session.hold_by < newer.on:
                cut.add(name)
                text = f"“{session.topic}”应于{session.hold_by}前举办，到期没有举办，调整计划时去掉或者延后了"
                case.find(Finding(newer.on, "training.plan_cut", ARTICLE_48, text, newer.id))


def _find_held(case: Case, plans: Plans, held: Trainings) -> None:
    """Rule 49: what is held stands in a plan; nothing is lost of what does not."""
    named = {session.session for plan in plans for session in plan.data.sessions}
    for step in held:
        session = step.data.session
        if not plans:
            text = "没有报过年度培训计划；请补报计划，补报后自动对应"
            case.find(Finding(step.on, "training.without_plan", ARTICLE_48, text, step.id))
        elif session is not None and session not in named:
            text = f"计划中没有期次“{session}”；请核对期次，或者补报调整后的计划"
            case.find(Finding(step.on, "training.session_unknown", ARTICLE_48, text, step.id))
        if step.data.attended == 0:
            case.find(Finding(step.on, "training.nobody", ARTICLE_48, "没有人参训；请核对人次", step.id))
