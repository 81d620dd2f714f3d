"""What happens to a troubled application after its end: archived, reopened, ordered, ended once more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from demo.ways.ending import ENDING
from demo.ways.running import RUNNING
from demo.ways.tale import Tale
from law.table4 import Result


def too_late(tale: Tale) -> None:
    """A second end, which ends nothing."""
    _drawn(tale, ENDING)


def archived(tale: Tale) -> None:
    """Delivered, and the file closed."""
    tale.tell("delivered", delivered_on=tale.passes(0, 10))
    tale.tell("archived", archived_on=tale.passes(0, 60))


def reopened(tale: Tale) -> None:
    """Taken up again by the office itself, on the same day or later, perhaps with a day set; ended again, or not."""
    tale.passes(*tale.rng.choice(((0, 0), (1, 40), (60, 200))))
    until: dict[str, Any] = {"until": tale.now + tale.rng.randint(10, 40)} if tale.maybe(30) else {}
    tale.tell("reopened", reopened_on=tale.now, **until)
    if not until and tale.maybe(25):
        _drawn(tale, RUNNING)
    if tale.maybe(15):
        tale.tell("answered", answered_on=tale.now, code="granted")
    else:
        _drawn(tale, ENDING)


def ordered(tale: Tale) -> None:
    """Ordered to answer again; which is obeyed, with a reopening or without, late or never."""
    decision(tale, tale.case(), disclose=True)
    if tale.maybe(85):
        tale.passes(0, 8)
        tale.tell("reopened", reopened_on=tale.now)
        _drawn(tale, ENDING)


def ordered_twice(tale: Tale) -> None:
    """A second order comes while the first is not obeyed."""
    decision(tale, tale.case(), disclose=True)
    ordered(tale)


def upheld(tale: Tale) -> None:
    """Goes to 复议 or to court, for nothing."""
    decision(tale, tale.case(), disclose=False)


def decision(tale: Tale, case: str, *, disclose: bool, **about: Any) -> None:
    """A review or a lawsuit from its filing to its end."""
    kind = "lawsuit" if tale.maybe(30) else "review"
    more: dict[str, Any] = {"after_review": tale.maybe(50), "co_defendant": tale.maybe(10)} if kind == "lawsuit" else {}
    tale.tell(f"{kind}_filed", case=case, filed_on=tale.passes(1, 60), **more, **about)
    if kind == "review" and tale.maybe(30):
        tale.tell("review_accepted", case=case, accepted_on=tale.passes(1, 5))
    data: dict[str, Any] = {"result": Result.CORRECTED if disclose else Result.UPHELD, "disclose": disclose}
    decided = tale.passes(15, 90)
    served = decided + tale.rng.choice((0, 0, 3, 8))
    if served > decided or tale.maybe(30):
        data["served_on"] = served
    if disclose and tale.maybe(40):
        data |= (
            {"until": decided + tale.rng.randint(10, 40)}
            if tale.maybe(50)
            else {"within": tale.rng.choice((5, 15, 30))}
        )
    tale.tell(f"{kind}_decided", at=served, case=case, decided_on=decided, **data)
    if tale.maybe(10):
        # Told once more, of a later day.
        tale.tell(f"{kind}_decided", at=served + 9, case=case, decided_on=decided + 9, **data)


def _drawn(tale: Tale, among: dict[Callable[[Tale], None], int]) -> None:
    tale.rng.choices(list(among), list(among.values()))[0](tale)


AFTERWARDS: dict[Callable[[Tale], None], int] = {
    too_late: 5,
    archived: 4,
    reopened: 5,
    ordered: 2,
    ordered_twice: 1,
    upheld: 1,
}
"""How often each."""
