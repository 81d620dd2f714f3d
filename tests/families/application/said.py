"""Facts about an application by their verb, and what they come to."""

from __future__ import annotations

from datetime import date
from typing import Any

from chassis.case import Folded
from contracts.application import APPLICATION, ARCHIVE, REGISTER
from contracts.application.state import ApplicationState
from contracts.dispute import DISPUTE
from contracts.envelope import Fact
from contracts.profile import County
from tests.families.making import fact, folded, owing, state_of


def said(verb: str, on: str, number: str = "", **data: Any) -> Fact:
    """A fact of the application ``s-1``; its id is made of verb and day unless given."""
    return fact(number or f"{verb}-{on}", f"application.{verb}.v1", on, **data)


def disputed(verb: str, on: str, case: str = "fu-1", **data: Any) -> Fact:
    """A fact of a dispute that is about the application ``s-1``."""
    about = {"applications": ["s-1"]} | data
    return fact(f"{case}-{verb}-{on}", f"dispute.{verb}.v1", on, case, **about)


ORDERLY = owing("2008-05-01", REGISTER, ARCHIVE)
"""A county that holds its offices to the register and the archive."""


def result(*facts: Fact, today: date, county: County = ORDERLY) -> Folded:
    """What the facts come to, those of disputes over it as the states that they flow to it in."""
    own = [fact for fact in facts if fact.key.kind == APPLICATION.kind]
    disputes = sorted({fact.key.subject for fact in facts if fact.key.kind == DISPUTE.kind})
    linked = [state_of(DISPUTE, [fact for fact in facts if fact.key.subject == case], today) for case in disputes]
    return folded(APPLICATION, own, today, county=county, linked={DISPUTE.kind: linked})


def state(*facts: Fact, today: date, county: County = ORDERLY) -> ApplicationState:
    """The state that the facts come to."""
    whole = result(*facts, today=today, county=county).state
    assert isinstance(whole, ApplicationState)
    return whole
