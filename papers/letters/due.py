"""The letters that go out on a day."""

from __future__ import annotations

from law.clock import State
from papers.letters.facts import Matter
from papers.letters.kinds import kind_of
from papers.letters.steps import STEPS, recorded_on


def due(matter: Matter) -> list[str]:
    """Kinds of the letters whose step, answer or lapse is recorded for the matter's day, in the order of the texts."""
    steps = [kind for kind in STEPS if recorded_on(kind, matter.facts) == matter.today]
    ended = [kind_of(result.code, result.ground) for result in matter.state.results if result.on == matter.today]
    return [*steps, *dict.fromkeys(ended)]


def unanswered(matter: Matter) -> bool:
    """Whether the answer is owed on this very day, and none is recorded."""
    return matter.state.state is State.RUNNING and matter.state.due_on == matter.today
