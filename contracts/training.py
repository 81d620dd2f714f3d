"""年度培训: a unit's plan of a year and what was held of it (条例第四十八条, 奉节府办发〔2020〕101号 三（二）)."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from contracts.assurance import ARTICLE_48, GROUP, GROUP_ENGLISH, TEAM, year_of_it
from contracts.fields import DATE, PATTERN_ID, BusModel, Date, described
from contracts.kit import Duty, Family, Measure
from contracts.state import SubjectState
from law.limit import set_by_fact

MOST_SESSIONS = 60
MOST_PEOPLE = 100_000


def _session(meaning: str, **rest: Any) -> Any:
    return described("期次", meaning, source=TEAM, min_length=1, max_length=100, pattern=PATTERN_ID, **rest)


def _topic() -> str:
    topic: str = described("主题", "what is taught", source=TEAM, min_length=1, max_length=200)
    return topic


class Session(BusModel, title="计划期次", meaning="a training that is planned."):
    session: str = _session("its number within the plan")
    topic: str = _topic()
    hold_by: Date = described("计划日期", "last day by which it is to be held", unit=DATE, source=TEAM, ahead=True)


class TrainingPlanned(
    BusModel, title="制定年度培训计划", meaning="the plan of a year was made; told again when it changes."
):
    planned_on: Date = described("制定日期", "day of the plan", unit=DATE, source=ARTICLE_48)
    year: int = year_of_it("计划年度", "the year that it is for")
    sessions: list[Session] = described(
        "计划期次", "all of them, each number once", source=TEAM, min_length=1, max_length=MOST_SESSIONS
    )


class TrainingHeld(BusModel, title="举办培训", meaning="a training was held."):
    held_on: Date = described("举办日期", "its day; of several the last", unit=DATE, source=ARTICLE_48)
    session: str | None = _session("number of the planned one; absent: beyond the plan", default=None)
    topic: str = _topic()
    attended: int = described("参训人次", "people who took part", unit="people", ge=0, le=MOST_PEOPLE)


class SessionState(BusModel, title="期次", meaning="a planned training, and when it was held."):
    session: str = described("期次", "its number within the plan")
    topic: str = described("主题", "what is taught")
    hold_by: date = described("计划日期", "last day", unit=DATE)
    held_on: date | None = described("举办日期", "empty: not yet", unit=DATE, default=None)


class TrainingState(SubjectState, title="年度培训", meaning="a year's plan and what was held of it."):
    year: int | None = described("计划年度", "as last planned", unit="year", default=None)
    planned_on: date | None = described("制定日期", "first plan", unit=DATE, default=None)
    sessions: list[SessionState] = described("计划期次", "as last planned", default_factory=list)
    held: int = described("已办", "trainings held, beyond the plan too", default=0)
    held_as_planned: int = described("已办计划期次", "of those planned", default=0)
    attended: int = described("参训人次", "people who took part", unit="people", default=0)


HOLD_TRAINING = Duty(
    "hold_training",
    "按计划举办培训",
    "Hold the planned training",
    f"{ARTICLE_48}、{TEAM}",
    set_by_fact(),
    grave=False,
    by_default=False,
)

_measure = partial(Measure, unit="次", group=GROUP, group_english=GROUP_ENGLISH, in_total=False)

TRAINING = Family(
    name="training",
    service="assurance",
    chinese="年度培训",
    english="year of training",
    facts={"planned": TrainingPlanned, "held": TrainingHeld},
    state=TrainingState,
    findings={
        "training.nobody": "没有人参训",
        "training.plan_cut": "到期培训被调出计划",
        "training.session_unknown": "培训期次不在计划内",
        "training.without_plan": "没有年度培训计划",
    },
    duties=(HOLD_TRAINING,),
    measures=(
        _measure("trainings_planned", "计划培训", "Trainings planned"),
        _measure(
            "trainings_held_as_planned",
            "完成计划培训",
            "Held as planned",
            share_of="trainings_planned",
            in_total=True,
            share=("培训计划完成率", "Share of plan held"),
        ),
        _measure("trainings_held", "举办培训", "Trainings held"),
        _measure("people_trained", "参训人次", "People trained", unit="人次"),
    ),
    most_facts=200,
)

FAMILIES = (TRAINING,)
