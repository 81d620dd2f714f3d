"""Drawn lives of what units tell of their assurance: training, self-reports, what was mended, appeals."""

from __future__ import annotations

import random

from tests.line.steps import Step, ahead, began, iso, later


def training(chance: random.Random, subject: str) -> list[Step]:
    """A plan of one or two sessions, some of them held, and one beyond the plan now and then."""
    on = began(chance)
    numbers = [str(number) for number in range(1, chance.randrange(2, 4))]
    sessions = [{"session": number, "topic": "政府信息公开条例", "hold_by": ahead(on, 60)} for number in numbers]
    steps = [Step("training.planned", on, {"planned_on": iso(on), "year": 2026, "sessions": sessions})]
    for number in numbers:
        if chance.random() < 0.6:
            day = later(chance, on, 90)
            held = {"held_on": iso(day), "topic": "政府信息公开条例", "attended": chance.randrange(1, 60)}
            steps.append(Step("training.held", day, held | ({"session": number} if chance.random() < 0.8 else {})))
    return steps


def self_report(chance: random.Random, subject: str) -> list[Step]:
    """A report of the first quarter, of numbers or of nothing."""
    on = began(chance)
    reported: dict[str, object] = {"reported_on": iso(on), "period": chance.choice(("2026-Q1", "2026-01"))}
    if chance.random() < 0.3:
        reported["nothing_to_report"] = True
    else:
        reported["score"] = chance.randrange(8_000, 10_001)
    return [Step("self_report.reported", on, reported)]


def rectification(chance: random.Random, subject: str) -> list[Step]:
    """Of a fault that the county office has not told of, or not yet."""
    on = began(chance)
    return [Step("rectification.done", on, {"done_on": iso(on), "fault": f"{subject}-fault", "what": "已经更新"})]


def appeal(chance: random.Random, subject: str) -> list[Step]:
    """Against a fault, and withdrawn now and then."""
    on = began(chance)
    steps = [Step("appeal.filed", on, {"filed_on": iso(on), "fault": f"{subject}-fault", "reason": "已经按期公开"})]
    if chance.random() < 0.3:
        day = later(chance, on, 10)
        steps.append(Step("appeal.withdrawn", day, {"withdrawn_on": iso(day)}))
    return steps


LIVES = {
    "training": training,
    "self_report": self_report,
    "rectification": rectification,
    "appeal": appeal,
}
"""Family → how a life of it is drawn."""
