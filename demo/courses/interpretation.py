"""Interpretations (政策解读) of one unit's documents: most in time, some late, some linked late or not at all, some of nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from demo.items import Item
from demo.steps import LAST, Step
from demo.titles import MARK
from demo.year import Course, Slip, UnitYear
from law.interpretation import Form

_FORMS = {
    Form.TEXT: 35,
    Form.CHART: 25,
    Form.QUESTIONS: 20,
    Form.AUDIO_VIDEO: 8,
    Form.INTERVIEW: 5,
    Form.PRESS: 4,
    Form.DIGITAL: 3,
}
"""How often each is chosen, in a hundred."""

LINKED, LINKED_LATER, MISNAMED, TWICE, TAKEN_DOWN = 0.6, 0.2, 0.01, 0.15, 0.02
"""Of the interpretations: linked both ways at once, or later; of a document that nobody sends; told in another form; taken down."""


def steps(year: UnitYear) -> list[Step]:
    """Facts of the interpretations, told by whoever drafted the document."""
    written: list[Step] = []
    for item in year.items:
        if item.policy is not None and item.policy.interpreted_on is not None:
            facts = _interpreted(year, item, item.policy.interpreted_on)
            unit = item.policy.drafter or year.unit.org
            written += [replace(step, org=unit) for step in facts]
    return written


def _interpreted(year: UnitYear, item: Item, on: date) -> Iterator[Step]:
    subject = f"jd-{year.unit.org}-{item.subject}"
    name = f"{year.unit.org}:{item.subject}"
    if year.rng.random() < MISNAMED:
        name += "-1"
    drawn = year.rng.random()
    yield _published(year, subject, on, name, "互相链接" if drawn < LINKED else None)
    if LINKED <= drawn < LINKED + LINKED_LATER:
        later = year.make.later(on, 1, 20)
        yield year.make.step(subject, "linked", later, linked_on=later, linked="互相链接")
    if year.rng.random() < TWICE:
        yield _published(year, subject, year.make.later(on, 1, 15), name, None, "published-2")
    down = on + timedelta(days=year.rng.randint(5, 60))
    if year.rng.random() < TAKEN_DOWN and down <= LAST:
        yield year.make.step(subject, "withdrawn", down, withdrawn_on=down, reason="内容有误，重新制作")


def _published(year: UnitYear, subject: str, on: date, name: str, linked: str | None, part: str = "") -> Step:
    forms = sorted({year.rng.choices(list(_FORMS), list(_FORMS.values()))[0] for _ in range(2)})
    return year.make.step(
        subject,
        "published",
        on,
        part=part,
        published_on=on,
        documents=[name],
        forms=forms,
        title=f"一图读懂{year.rng.choice(('办法', '方案', '通知'))}{MARK}",
        linked=linked,
    )


COURSE = Course(steps, {"published": Slip("published_on")})
