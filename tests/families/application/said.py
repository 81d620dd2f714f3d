"""Facts about an application by their verb, and what they come to."""

from __future__ import annotations

from datetime import date
from typing import Any

from chassis.case import Folded
from contracts.application import APPLICATION
from contracts.application.state import ApplicationState
from contracts.envelope import Fact
from law.practice import Practice
from tests.families.making import fact, folded


def said(verb: str, on: str, number: str = "", **data: Any) -> Fact:
    """A fact of the application ``s-1``; its id is made of verb and day unless given."""
    return fact(number or f"{verb}-{on}", f"application.{verb}.v1", on, **data)


ORDERLY = Practice(order_from=date(2008, 5, 1))
"""A county that holds its offices to the register and the archive."""


def result(*facts: Fact, today: date, practice: Practice = ORDERLY) -> Folded:
    """What the facts come to."""
    return folded(APPLICATION, facts, today, practice=practice)


def state(*facts: Fact, today: date, practice: Practice = ORDERLY) -> ApplicationState:
    """The state that the facts come to."""
    whole = result(*facts, today=today, practice=practice).state
    assert isinstance(whole, ApplicationState)
    return whole
