"""Documents of earlier years that are not public, and the yearly looks at them (二（三） of the founding document)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from demo.habits import Habits
from demo.steps import FIRST, LAST, Days
from law.codes import Attribute

KEPT, WITHHELD = 0.02, 0.4
"""Per published item: documents of the two years before that are not public; of these: withheld, not kept for requests."""

UNSEEN, IN_JANUARY, UNTOLD, TOLD_LATE = 0.015, 0.06, 0.015, 0.06
"""What happens to units of ordinary care, of the years: not evaluated, or only in the next January; of what is to be published then:
never is, or late."""

OPENED, CLOSED_AGAIN = 0.15, 0.03
"""Of the evaluations: opens it further, or tries to do the opposite."""

_MORE_OPEN = {
    Attribute.WITHHELD: (Attribute.ON_REQUEST, Attribute.PROACTIVE),
    Attribute.ON_REQUEST: (Attribute.PROACTIVE,),
}


@dataclass(frozen=True)
class Look:
    """The evaluation of one year, the attribute that it gives, and the day on which its result was published."""

    on: date
    year: int
    after: Attribute | None
    told_on: date | None


@dataclass(frozen=True)
class Earlier:
    """One document from its signature on; ``disclosed_on``: when what a look opened was, if it came to that."""

    subject: str
    attribute: Attribute
    approved_on: date
    looks: tuple[Look, ...]
    disclosed_on: date | None


def planned(published: int, habits: Habits, rng: random.Random) -> list[Earlier]:
    """Those of a unit that publishes so many items in the year."""
    drawn = _Drawn(rng, habits)
    count = round(published * KEPT + rng.random() - 0.5)
    return [drawn.document(number) for number in range(1, count + 1)]


@dataclass(frozen=True)
class _Drawn(Days):
    habits: Habits

    def document(self, number: int) -> Earlier:
        """Signed on any weekday of the two years before, or on the very last day."""
        first, last = date(LAST.year - 2, 1, 1), date(LAST.year - 1, 12, 31)
        approved_on = last if self.rng.random() < 0.1 else self.weekday(first, last)
        attribute = Attribute.WITHHELD if self.rng.random() < WITHHELD else Attribute.ON_REQUEST
        looks = tuple(self._looks(approved_on, attribute))
        opened = looks[-1] if looks and looks[-1].after is Attribute.PROACTIVE else None
        return Earlier(
            f"gw-{approved_on.year}-9{number:04d}",
            attribute,
            approved_on,
            looks,
            self._published(opened.on) if opened else None,
        )

    def _looks(self, approved_on: date, attribute: Attribute) -> Iterator[Look]:
        """One for most years from the next on, until it is public; what is older than the simulated year was done in order."""
        for number in range(approved_on.year + 1, LAST.year + 1):
            this_year = number == LAST.year
            if this_year and self.habits.slips(UNSEEN, self.rng):
                continue
            on = self.weekday(date(number, 9, 1), date(number, 12, 31))
            if self.habits.slips(IN_JANUARY, self.rng):
                on = self.weekday(date(number + 1, 1, 1), date(number + 1, 1, 31))
            if on > LAST:
                continue
            after = self._after(attribute)
            yield Look(on, number, after, self._published(on))
            if after in _MORE_OPEN.get(attribute, ()):
                attribute = after or attribute
            if attribute is Attribute.PROACTIVE:
                return

    def _after(self, attribute: Attribute) -> Attribute | None:
        drawn = self.rng.random()
        if drawn < OPENED and attribute in _MORE_OPEN:
            return self.rng.choice(_MORE_OPEN[attribute])
        if drawn < OPENED + CLOSED_AGAIN:
            return Attribute.WITHHELD
        return None

    def _published(self, on: date) -> date | None:
        """Within a month of that day, late, or never; None for what would come after the year."""
        if on >= FIRST and self.habits.slips(UNTOLD, self.rng):
            return None
        late = self.habits.slips(TOLD_LATE, self.rng)
        published_on = on + timedelta(days=self.rng.randint(35, 60) if late else self.rng.randint(0, 18))
        return published_on if published_on <= LAST else None
