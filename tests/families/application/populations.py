"""Many applications and disputes with lives that cross years: for what must hold of every population."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from hypothesis import strategies as st

from contracts.application import APPLICATION
from contracts.application.state import ApplicationState
from contracts.dispute import DISPUTE, DisputeState
from contracts.envelope import SHANGHAI, Fact
from contracts.kit import Family
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
    facts = [_told(draw, APPLICATION, "received", 0, day)]
    for number in range(1, draw(st.integers(0, 12))):
        day = min(day + timedelta(days=draw(st.integers(-2, 40))), FIRST + timedelta(days=SPAN))
        facts.append(_told(draw, APPLICATION, draw(st.sampled_from(list(APPLICATION.facts))), number, day))
    return facts


def populations() -> st.SearchStrategy[list[list[Fact]]]:
    """Lives of several applications."""
    return st.lists(life(), min_size=1, max_size=12)


def states(lives: list[list[Fact]]) -> list[ApplicationState]:
    """The states of these applications, long after the last fact."""
    whole = [folded(APPLICATION, facts, LONG_AFTER).state for facts in lives]
    return [state for state in whole if isinstance(state, ApplicationState)]


@st.composite
def dispute(draw: st.DrawFn) -> list[Fact]:
    """A few steps of one case, in any order."""
    day = FIRST + timedelta(days=draw(st.integers(0, 700)))
    verbs = draw(st.lists(st.sampled_from(list(DISPUTE.facts)), min_size=1, max_size=5))
    days = [day + timedelta(days=draw(st.integers(-40, 90))) for _ in verbs]
    return [_told(draw, DISPUTE, verb, n, on) for n, (verb, on) in enumerate(zip(verbs, days, strict=True))]


def dockets() -> st.SearchStrategy[list[list[Fact]]]:
    """Reviews and lawsuits, each with its steps."""
    return st.lists(dispute(), max_size=12)


def disputes(docket: list[list[Fact]]) -> list[DisputeState]:
    """Their states, long after the last fact."""
    whole = [folded(DISPUTE, facts, LONG_AFTER).state for facts in docket]
    return [state for state in whole if isinstance(state, DisputeState)]


def _told(draw: st.DrawFn, family: Family, verb: str, number: int, day: date) -> Fact:
    model = family.facts[verb]
    content = draw(data(model)) | {own_day(model): day.isoformat()}
    moment = datetime.combine(day, time(12), SHANGHAI)
    return Fact(
        f"f{number}",
        family.fact_type(verb),
        key_for(family),
        moment,
        day,
        model.model_validate(content, strict=False),
    )
