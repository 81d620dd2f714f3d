"""Every family there is, as what the conformance tests are told once for each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

from contracts.families import FAMILIES

Test = Callable[..., Any]

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
"""A life with the lives that flow to it is much to draw; that is what is wanted."""


def every_family(test: Test) -> Test:
    """Run the test for every family in the tuple."""
    return pytest.mark.parametrize("family", FAMILIES.all, ids=lambda family: family.name)(test)


def every_telling_family(test: Test) -> Test:
    """Run the test for every family that has facts of its own."""
    telling = [family for family in FAMILIES.all if family.facts]
    return pytest.mark.parametrize("family", telling, ids=lambda family: family.name)(test)


def examples(number: int) -> Callable[[Test], Test]:
    """So many drawn lives."""
    return settings(max_examples=number, suppress_health_check=SLOW)


few_as_they_come = settings(
    max_examples=4,
    suppress_health_check=SLOW,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
"""For tests of much work: what fails is shown as it was drawn."""
