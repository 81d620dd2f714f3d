"""What a unit does once a year with documents that are not public, and with those that are void (二（三） of the founding document)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from demo.steps import FIRST, LAST, Maker, Step
from demo.year import UnitYear
from law.codes import Attribute, Channel

KEPT = 0.02
"""Per published item: documents of the two years before that are not public."""

UNSEEN, IN_JANUARY, UNTOLD, TOLD_LATE = 0.015, 0.06, 0.015, 0.06
"""What happens to units of ordinary care, of the years: not evaluated, or only in the next January; of the results: never published, or late."""

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
        if number == LAST.year and year.slips(UNSEEN):
            continue
        on = year.make.weekday(date(number, 9, 1), date(number, 12, 31))
        if year.slips(IN_JANUARY):
            on = year.make.weekday(date(number + 1, 1, 1), date(number + 1, 1, 31))
        if on > LAST:
            continue
        after = _after(year, attribute)
        part = f"evaluated-{number}"
        yield year.make.step(subject, "evaluated", on, part=part, evaluated_on=on, year=number, attribute=after)
        if on < FIRST or not year.slips(UNTOLD):
            told_on = _published(year, on)
            part = f"evaluation-published-{number}"
            if told_on <= LAST:
                yield year.make.step(
                    subject, "evaluation_published", told_on, part=part, published_on=told_on, year=number
                )
        if after in _MORE_OPEN.get(attribute, ()):
            attribute = Attribute(after)
        if attribute is Attribute.PROACTIVE:
            yield from _disclosed(year, subject, on)
            return


def _published(year: UnitYear, on: date) -> date:
    """When a result is, within a month or late."""
    return on + timedelta(days=year.rng.randint(35, 60) if year.slips(TOLD_LATE) else year.rng.randint(0, 18))


def _disclosed(year: UnitYear, subject: str, on: date) -> Iterator[Step]:
    """What was opened, soon after; now and then that is forgotten."""
    disclosed_on = _published(year, on)
    if disclosed_on <= LAST and not year.slips(UNTOLD):
        make = Maker(year.rng, year.unit.org, "disclosure")
        yield make.step(subject, "published", disclosed_on, published_on=disclosed_on, channel=Channel.WEBSITE)


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
    told_on = _published(year, on)
    if told_on <= LAST and not year.slips(UNTOLD):
        yield year.make.step(subject, "clean_up_published", told_on, published_on=told_on)
