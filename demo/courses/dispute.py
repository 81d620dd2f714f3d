"""Reviews and lawsuits (行政复议、行政诉讼) of one unit's simulated year: over applications, disclosures, or neither."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from demo.applications import Lived
from demo.items import Item
from demo.steps import LAST, Maker, Step
from demo.year import Course, Slip, UnitYear
from law.table4 import Result

TOGETHER = 3
"""Applications over which one review is asked for at a unit that has as many."""

FOUGHT = 0.1
"""How many units have a case over information, and how many one over neither information nor an application."""

LATE = timedelta(days=50)
"""Information that was disclosed, or still is not, so long after its formation is what people go to court for."""


def steps(year: UnitYear) -> list[Step]:
    """Facts of the unit's cases: those of its applications, one over several, one over information, one over neither."""
    written = [step for lived in year.applications for step in of_application(year.make, lived)]
    ordinary = [lived for lived in year.applications if not lived.whole]
    if len(ordinary) >= TOGETHER:
        written += _together(year.make, ordinary[:TOGETHER])
    late = [item for item in year.items if _late(item)]
    if late and year.rng.random() < FOUGHT:
        written += _over_information(year.make, late[0])
    if year.rng.random() < FOUGHT:
        on = year.make.weekday()
        written.append(year.make.step("xs-2026-0001", "lawsuit_filed", on, filed_on=on, after_review=False))
    return written


def of_application(make: Maker, lived: Lived) -> Iterator[Step]:
    """The cases that its way tells of; what they are about is said at the filing."""
    for number, event in enumerate(lived.way):
        if event.case:
            on, data = event.dated(lived.received_on)
            if event.verb.endswith("_filed"):
                data["applications"] = [lived.subject]
            subject, part = f"fy-{lived.subject}-{event.case}", f"{event.verb}-{number}"
            step = make.step(subject, event.verb, on, part=part, **data)
            step.minute = event.minute or step.minute
            yield step


def _together(make: Maker, lives: list[Lived]) -> list[Step]:
    """One review over several applications: one case."""
    subject, named = "fy-2026-0900", [lived.subject for lived in lives]
    filed_on = make.later(max(lived.received_on for lived in lives), 30, 60)
    accepted_on = make.later(filed_on, 1, 5)
    decided_on = make.later(accepted_on, 20, 60)
    return [
        make.step(subject, "review_filed", filed_on, filed_on=filed_on, applications=named),
        make.step(subject, "review_accepted", accepted_on, accepted_on=accepted_on),
        make.step(subject, "review_decided", decided_on, decided_on=decided_on, result=Result.UPHELD),
    ]


def _late(item: Item) -> bool:
    """Whether somebody could have gone to 复议 before it was disclosed."""
    if item.is_document or item.undone or item.formed_on is None or item.formed_on > LAST - LATE:
        return False
    return item.published_on is None or item.published_on - item.formed_on >= LATE


def _over_information(make: Maker, item: Item) -> Iterator[Step]:
    """Ordered to disclose what should have been disclosed long ago."""
    subject = "fy-2026-0901"
    formed_on = item.formed_on or date.min
    filed_on = make.later(formed_on, 30, 35)
    decided_on = make.later(filed_on, 5, 10)
    served_on = make.later(decided_on, 0, 3)
    yield make.step(subject, "review_filed", filed_on, filed_on=filed_on, disclosures=[item.subject])
    yield make.step(
        subject,
        "review_decided",
        served_on,
        decided_on=decided_on,
        served_on=served_on,
        result=Result.CORRECTED,
        disclose=True,
        disclosures=[item.subject],
        within=10,
    )


COURSE = Course(steps, {"review_filed": Slip("filed_on"), "review_decided": Slip("decided_on")})
