"""What a unit decides and collects in the simulated year: reported by quarter, and by a few for the year again."""

from __future__ import annotations

from datetime import date
from typing import Any

from demo.steps import LAST, Step
from demo.year import Course, Slip, UnitYear

AGAIN, FEES = 0.2, 0.3
"""Of the units: report the last quarter twice, collect fees."""


def steps(year: UnitYear) -> list[Step]:
    """Three reports and the year's last, which is told on its last day."""
    written: list[Step] = []
    collects = year.rng.random() < FEES
    for quarter, on in enumerate((date(2026, 4, 7), date(2026, 7, 7), date(2026, 10, 12), LAST), start=1):
        figures: dict[str, Any] = {
            "licensing_decisions": year.rng.randint(0, 90),
            "penalty_decisions": year.rng.randint(0, 20),
            "coercion_decisions": year.rng.randint(0, 3),
        }
        if collects:
            figures["administrative_fees"] = year.rng.randint(1, 4_000_000)
        name = f"2026-Q{quarter}"
        written.append(year.make.step("2026", "reported", on, part=name, reported_on=on, period=name, **figures))
        if quarter < 4 and year.rng.random() < AGAIN:
            later = year.make.later(on, 1, 30)
            figures["penalty_decisions"] += 1
            part = f"{name}-again"
            written.append(
                year.make.step("2026", "reported", later, part=part, reported_on=later, period=name, **figures)
            )
    return written


COURSE = Course(steps, {"reported": Slip("reported_on")})
