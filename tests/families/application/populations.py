"""Many applications with lives that cross years: for what must hold of every population."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from hypothesis import strategies as st

from contracts.application import APPLICATION
from contracts.application.state import ApplicationState
from contracts.envelope import SHANGHAI, Fact
from tests.families.drawing import data
from tests.families.making import folded, key_for, own_day

FIRST = date(2024, 10, 8)
SPAN = 800
"""Days over which generated facts lie: three turns of the year."""

LONG_AFTER = date(2028, 3, 1)


@st.composite
def life(draw: st.DrawFn) -> list[Fact]:
    """A receipt and what followed, mostly in a sensible order, with gaps that may be long."""
    day = FIRST + timedelta(days=draw(st.integers(0, 500)))
    facts = [_told(draw, "received", 0, day)]
    for number in range(1, draw(st.integers(0, 12))):
        day = min(day + timedelta(days=draw(st.integers(-2, 40))), FIRST + timedelta(days=SPAN))
        facts.append(_told(draw, draw(st.sampled_from(list(APPLICATION.facts))), number, day))
    return facts


def populations() -> st.SearchStrategy[list[list[Fact]]]:
    """Lives of several applications."""
    return st.lists(life(), min_size=1, max_size=12)


def states(lives: list[list[Fact]]) -> list[ApplicationState]:
    """The states of these applications, long after the last fact."""
    whole = [folded(APPLICATION, facts, LONG_AFTER).state for facts in lives]
    return [state for state in whole if isinstance(state, ApplicationState)]


def _told(draw: st.DrawFn, verb: str, number: int, day: date) -> Fact:
    model = APPLICATION.facts[verb]
    said = draw(data(model)) | {own_day(model): day.isoformat()}
    moment = datetime.combine(day, time(12), SHANGHAI)
    return Fact(
        f"f{number}",
        APPLICATION.fact_type(verb),
        key_for(APPLICATION),
        moment,
        day,
        model.model_validate(said, strict=False),
    )
