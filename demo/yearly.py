"""What a unit does once a year with documents that are not public, and with those that are void (二（三） of the founding document)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from demo.steps import LAST, Step
from demo.year import UnitYear
from law.codes import Attribute

KEPT = 0.02
"""Per published item: documents of the two years before that are not public."""

EVALUATED, IN_JANUARY, TOLD = 0.85, 0.12, 0.8
"""Of the years: evaluated at all, of these only in the next January; of the results: published."""

OPENED, CLOSED_AGAIN = 0.15, 0.03
"""Of the evaluations: opens it further, or tries to do the opposite."""

CLEANED, OUTRIGHT = 0.7, 0.01
"""Of what is void: cleaned up; of what is in force: judged in a clean-up all the same."""

OUTCOMES = {"废止": 45, "失效": 35, "修改": 10, "继续有效": 10}

_MORE_OPEN = {
    Attribute.WITHHELD: (Attribute.ON_REQUEST, Attribute.PROACTIVE),
    Attribute.ON_REQUEST: (Attribute.PROACTIVE,),
}


def earlier_signatures(year: UnitYear) -> Iterator[date]:
    """Days of the two years before on which what is not public was signed, the very last among them."""
    for _ in range(round(year.share.published * KEPT + year.rng.random() - 0.5)):
        last_day = year.rng.random() < 0.1
        yield (
            date(2025, 12, 31)
            if last_day
            else year.make.weekday(date(LAST.year - 2, 1, 1), date(LAST.year - 1, 12, 31))
        )


def evaluations(year: UnitYear, subject: str, approved_on: date, attribute: Attribute) -> Iterator[Step]:
    """One for most years from the next on, with its published result; until it is public."""
    for number in range(approved_on.year + 1, LAST.year + 1):
        if year.rng.random() >= EVALUATED:
            continue
        on = year.make.weekday(date(number, 9, 1), date(number, 12, 31))
        if year.rng.random() < IN_JANUARY:
            on = year.make.weekday(date(number + 1, 1, 1), date(number + 1, 1, 31))
        if on > LAST:
            continue
        after = _after(year, attribute)
        part = f"evaluated-{number}"
        yield year.make.step(subject, "evaluated", on, part=part, evaluated_on=on, year=number, attribute=after)
        if year.rng.random() < TOLD:
            told_on = year.make.later(on, 1, 45)
            part = f"evaluation-published-{number}"
            yield year.make.step(subject, "evaluation_published", told_on, part=part, published_on=told_on, year=number)
        if after in _MORE_OPEN.get(attribute, ()):
            attribute = Attribute(after)
        if attribute is Attribute.PROACTIVE:
            return


def _after(year: UnitYear, attribute: Attribute) -> Attribute | None:
    drawn = year.rng.random()
    if drawn < OPENED and attribute in _MORE_OPEN:
        return year.rng.choice(_MORE_OPEN[attribute])
    if drawn < OPENED + CLOSED_AGAIN:
        return Attribute.WITHHELD
    return None


def clean_up(year: UnitYear, subject: str, after: date) -> Iterator[Step]:
    """Some weeks after that day, most with a published result."""
    on = year.make.later(after, 0, 90)
    outcome = year.rng.choices(list(OUTCOMES), list(OUTCOMES.values()))[0]
    yield year.make.step(subject, "cleaned_up", on, cleaned_on=on, outcome=outcome)
    told_on = on + timedelta(days=year.rng.randint(0, 45))
    if told_on <= LAST and year.rng.random() < TOLD:
        yield year.make.step(subject, "clean_up_published", told_on, published_on=told_on)
