"""How a period of a troubled application ends: about its last day, twice, while the applicant is waited for."""

from __future__ import annotations

from collections.abc import Callable

from demo.ways.ordinary import draw_answer
from demo.ways.tale import Tale


def answered(tale: Tale) -> None:
    """Answered soon, about the last day, or late."""
    low, high = tale.rng.choice(((0, 20), (24, 34), (24, 34), (35, 60)))
    _answer(tale, low, high)


def answered_in_parts(tale: Tale) -> None:
    """Some of it given and some not, or all of it refused in parts."""
    parts = [{"code": "granted"}, {"code": "withheld", "ground": "third_party"}]
    if tale.maybe(40):
        parts = [{"code": "other"}, {"code": "not_existing"}]
    tale.passes(1, 30)
    tale.tell("answered", answered_on=tale.now, parts=parts, reasoned=True)


def told_that_it_is_over(tale: Tale) -> None:
    """A letter that it is not dealt with any more, be it so or not."""
    tale.passes(0, 30)
    tale.tell("answered", answered_on=tale.now, code=tale.rng.choice(("uncorrected", "unpaid")), reasoned=True)


def withdrawn(tale: Tale) -> None:
    """Withdrawn by the applicant, in time or long after it should have been answered."""
    tale.passes(0, 50)
    tale.tell("withdrawn", withdrawn_on=tale.now)


def transferred(tale: Tale) -> None:
    """Passed on, to a unit that we know or to another."""
    tale.passes(0, 45)
    to = {"to": tale.rng.choice(tale.others)} if tale.others and tale.maybe(50) else {}
    tale.tell("transferred", transferred_on=tale.now, **to)


def nothing(tale: Tale) -> None:
    """It lies there."""
    tale.passes(0, 60)


def _answer(tale: Tale, low: int, high: int) -> None:
    tale.passes(low, high)
    code, ground = draw_answer(tale.rng)
    more = {"ground": ground} if ground else {}
    tale.tell("answered", answered_on=tale.now, code=code, reasoned=True, **more)


ENDING: dict[Callable[[Tale], None], int] = {
    answered: 10,
    answered_in_parts: 2,
    told_that_it_is_over: 2,
    withdrawn: 4,
    transferred: 3,
    nothing: 3,
}
"""How often each."""
