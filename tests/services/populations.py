"""Many applications with lives that cross years: for what must hold of every population."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from contracts.application.state import ApplicationState
from contracts.envelope import Fact
from services.requests.fold import fold
from tests.services.applying import FAMILY, said
from tests.services.folding import CALENDAR, fact

FIRST = date(2024, 10, 8)
SPAN = 800
"""Days over which generated facts lie: three turns of the year."""


@st.composite
def life(draw: st.DrawFn) -> list[Fact]:
    """A receipt and what followed, mostly in a sensible order, with gaps that may be long."""
    day = FIRST + timedelta(days=draw(st.integers(0, 500)))
    facts = [fact("f0", FAMILY[0], day, **draw(said(FAMILY[0])))]
    for number in range(1, draw(st.integers(0, 12))):
        day = min(day + timedelta(days=draw(st.integers(-2, 40))), FIRST + timedelta(days=SPAN))
        kind = draw(st.sampled_from(FAMILY[1:]))
        facts.append(fact(f"f{number}", kind, day, **draw(said(kind))))
    return facts


def populations() -> st.SearchStrategy[list[list[Fact]]]:
    """Lives of several applications."""
    return st.lists(life(), min_size=1, max_size=12)


def folded(lives: list[list[Fact]]) -> list[ApplicationState]:
    """The states of these applications, long after the last fact."""
    states = [fold(life, None, CALENDAR, date(2028, 3, 1)).state for life in lives]
    return [state for state in states if isinstance(state, ApplicationState)]
