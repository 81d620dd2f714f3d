"""What a document makes of its information: its signature forms it, and an evaluation that opens it forms it anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from contracts.item import VersionLimits
from law.codes import Attribute
from services.publishing.disclosure.course import EARLIEST, Rank, Step

_ATTRIBUTES = {attribute.value: attribute for attribute in Attribute}


SIGNED = ("approved", "expired", "returned")
"""Stages of a document that may have been signed; what was returned has no attribute or is withheld, and need not be public."""


class Held(msgspec.Struct):
    """An attribute of the document, and since when it holds."""

    since: date
    attribute: str
    facts: list[str] = []


class Review(msgspec.Struct):
    """Where the review of the document stands from a day on."""

    on: date
    standing: str


class Document(msgspec.Struct):
    """What a disclosure needs of its document, the limits of its item by day among it."""

    org: str
    stage: str
    title: str | None = None
    decided: str | None = None
    approved_on: date | None = None
    formed_by: list[str] = []
    attributes: list[Held] = []
    responsible: str | None = None
    reviews: list[Review] = []
    item: str | None = None
    limits: list[VersionLimits] = []
    interpreter: str | None = None
    policy: str | None = None

    @property
    def signed(self) -> list[Held]:
        """The attribute with which it was signed, if it had one."""
        return [held for held in self.attributes[:1] if held.facts == self.formed_by]


def formations(document: Document | None, steps: Sequence[Step]) -> list[Step]:
    """A document's approval forms the information, unless a formation by that day was reported.

    An evaluation that opens it further is a change of its own, unless what was reported by that day says the same.
    Of what another organisation has to disclose (条例第十条) nothing is formed here.
    """
    if document is None or document.responsible not in (None, document.org):
        return []
    signed, opened = document.approved_on, document.attributes[len(document.signed) :]
    formed = []
    if signed is not None:
        reported = any(step.rank is Rank.FORMED and step.on <= signed for step in steps)
        if document.stage in SIGNED and not reported:
            formed = [Step(signed, EARLIEST, Rank.FORMED, document.formed_by, attribute_of(document.decided))]
    return [*formed, *(step for held in opened for step in _opened(held, steps))]


def _opened(held: Held, steps: Sequence[Step]) -> list[Step]:
    attribute = attribute_of(held.attribute)
    reported = [step for step in steps if step.rank is Rank.FORMED and step.on <= held.since]
    if reported and max(reported, key=lambda step: step[:3]).attribute is attribute:
        return []
    return [Step(held.since, EARLIEST, Rank.FORMED, held.facts, attribute)]


def attribute_of(text: str | None) -> Attribute | None:
    """The attribute; one that this version does not know counts as not stated."""
    return _ATTRIBUTES.get(text or "")
