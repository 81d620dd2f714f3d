"""How a period of a troubled application ends: about its last day, twice, while the applicant is waited for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from demo.ways.ordinary import draw_answer
from demo.ways.tale import Tale
from law.codes import ServiceWay


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
    to: dict[str, Any] = {"to": tale.rng.choice(tale.others)} if tale.others and tale.maybe(50) else {}
    tale.tell("transferred", transferred_on=tale.now, **to)


def nothing(tale: Tale) -> None:
    """It lies there."""
    tale.passes(0, 60)


def served(tale: Tale) -> None:
    """Dated about the last day, and posted, signed for or received by a system on it or some days later."""
    tale.passes(22, 30)
    way, answered_on = tale.rng.choice(list(ServiceWay)), tale.now
    at_once: dict[str, Any] = {"way": way} if tale.maybe(50) else {}
    tale.tell("answered", answered_on=answered_on, code="granted", **at_once)
    posted: dict[str, Any] = {}
    if way is ServiceWay.POST and tale.maybe(60):
        posted["posted_on"] = tale.passes(0, 4)
    tale.passes(0, 6)
    if at_once and tale.maybe(50):
        tale.tell("delivered", delivered_on=tale.now, **posted)
    elif tale.maybe(80):
        tale.tell("delivered", delivered_on=tale.now, way=way, **posted)


def _answer(tale: Tale, low: int, high: int) -> None:
    tale.passes(low, high)
    code, ground = draw_answer(tale.rng)
    more: dict[str, Any] = {"ground": ground} if ground else {}
    tale.tell("answered", answered_on=tale.now, code=code, reasoned=True, **more)


ENDING: dict[Callable[[Tale], None], int] = {
    answered: 10,
    answered_in_parts: 2,
    served: 4,
    told_that_it_is_over: 2,
    withdrawn: 4,
    transferred: 3,
    nothing: 3,
}
"""How often each."""
