"""How careful a unit is: most keep nearly everything in time, a few stand out in all that they do."""

from __future__ import annotations

import random
from dataclasses import dataclass

_SLOWNESS = {0.1: 30, 0.4: 40, 1.0: 17, 6.0: 13}
"""How much more often than others a unit is late or silent, and how many in a hundred are so."""


@dataclass(frozen=True)
class Habits:
    """What a unit forgets, and what it does late; every family draws by the same ``slowness``."""

    slowness: float

    def slips(self, often: float, rng: random.Random) -> bool:
        """Whether something happens that happens ``often`` to units of ordinary care."""
        return rng.random() < often * self.slowness


def drawn(rng: random.Random) -> Habits:
    """The habits of a unit."""
    return Habits(rng.choices(list(_SLOWNESS), list(_SLOWNESS.values()))[0])
