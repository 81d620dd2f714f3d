"""What a unit does with documents that are void (二（三） of the founding document)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from demo.earlier import TOLD_LATE, UNTOLD
from demo.steps import LAST, Step
from demo.year import UnitYear

CLEANED, OUTRIGHT = 0.7, 0.01
"""Of what is void: cleaned up; of what is in force: judged in a clean-up all the same."""

OUTCOMES = {"废止": 45, "失效": 35, "修改": 10, "继续有效": 10}


def clean_up(year: UnitYear, subject: str, after: date) -> Iterator[Step]:
    """Some weeks after that day, most with a published result."""
    on = year.make.later(after, 0, 90)
    outcome = year.rng.choices(list(OUTCOMES), list(OUTCOMES.values()))[0]
    yield year.make.step(subject, "cleaned_up", on, cleaned_on=on, outcome=outcome)
    told_on = on + timedelta(days=year.rng.randint(35, 60) if year.slips(TOLD_LATE) else year.rng.randint(0, 18))
    if told_on <= LAST and not year.slips(UNTOLD):
        yield year.make.step(subject, "clean_up_published", told_on, published_on=told_on)
