"""Facts about an application by their verb, and what they come to."""

from __future__ import annotations

from datetime import date
from typing import Any

from chassis.case import Folded
from contracts.application import APPLICATION
from contracts.application.state import ApplicationState
from contracts.envelope import Fact
from tests.families.making import fact, folded


def said(verb: str, on: str, number: str = "", **data: Any) -> Fact:
    """A fact of the application ``s-1``; its id is made of verb and day unless given."""
    return fact(number or f"{verb}-{on}", f"application.{verb}.v1", on, **data)


def result(*facts: Fact, today: date) -> Folded:
    """What the facts come to."""
    return folded(APPLICATION, facts, today)


def state(*facts: Fact, today: date) -> ApplicationState:
    """The state that the facts come to."""
    whole = result(*facts, today=today).state
    assert isinstance(whole, ApplicationState)
    return whole
