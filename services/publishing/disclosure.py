"""What the facts about a piece of information, and the document it is, come to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from chassis.case import Case, Folded
from contracts.disclosure import (
    PUBLISH,
    DisclosureFormed,
    DisclosurePublished,
    DisclosureState,
    DisclosureWithdrawn,
    Publication,
)
from contracts.document import FAMILY as DOCUMENT
from contracts.envelope import Fact
from law.codes import UNSTATED, Attribute, Channel

EARLY = "published_before_formation"
NOT_PUBLIC = "published_though_not_public"
"""Disclosed although its attribute says 依申请公开 or 不予公开."""
NO_FORMATION = "no_formation"
"""Disclosed, but neither a formation nor an approved document has arrived."""
WITHDRAWN_UNPUBLISHED = "withdrawn_before_publication"

_ATTRIBUTES = {attribute.value: attribute for attribute in Attribute}


class Document(msgspec.Struct):
    """What a disclosure needs of its document."""

    stage: str
    title: str | None = None
    attribute: str | None = None
    approved_on: date | None = None
    formed_by: list[str] = []


class Formation(NamedTuple):
    """When the information came to be, with which attribute, and the facts that say so."""

    formed_on: date
    attribute: Attribute | None
    facts: list[str]


class Disclosed(NamedTuple):
    """A disclosure through one channel, and the fact that tells of it."""

    fact: Fact
    data: DisclosurePublished

    @property
    def order(self) -> tuple[date, object, str]:
        """By day; of one day, by time and id."""
        return self.data.published_on, self.fact.time, self.fact.id


def fold(case: Case) -> Folded:
    """The disclosure; an approved 主动公开 document or formed information opens the obligation to publish.

    The limit runs 20 working days from the latest formation (条例第二十六条: 形成或者变更). The first
    disclosure meets it: before formation too, which is flagged.
    """
    document = next(iter(case.linked(DOCUMENT.kind, Document)), None)
    formed: tuple[Fact, DisclosureFormed] | None = None
    withdrawn_on: date | None = None
    disclosures: list[Disclosed] = []
    for fact in case.facts:
        match fact.data:
            case DisclosureFormed() as data:
                formed = (fact, data)
            case DisclosurePublished() as data:
                disclosures.append(Disclosed(fact, data))
            case DisclosureWithdrawn() as data:
                withdrawn_on = data.withdrawn_on
    disclosures.sort(key=lambda disclosed: disclosed.order)
    formation = _formation(formed, document)
    first = disclosures[0] if disclosures else None
    attribute = formation.attribute if formation else _attribute(document.attribute if document else None)
    working_days = _owe(case, formation, first)
    publications = _by_channel(disclosures)
    published_on = first.data.published_on if first else None
    _count(case, attribute, published_on, publications, withdrawn_on, working_days)
    _flag(case, formation, attribute, published_on, withdrawn_on)
    return case.close(
        DisclosureState,
        relevant=bool(case.facts or case.obligations),
        title=_title(formed, document),
        attribute=attribute,
        formed_on=formation.formed_on if formation else None,
        published_on=published_on,
        publications=publications,
        withdrawn_on=withdrawn_on,
        working_days=working_days,
    )


def _owe(case: Case, formation: Formation | None, first: Disclosed | None) -> int | None:
    """The obligation, if there is one; working days from formation to the first disclosure."""
    if formation is None or formation.attribute is not Attribute.PROACTIVE:
        return None
    published_on = first.data.published_on if first else None
    facts = [*formation.facts, *([first.fact.id] if first else [])]
    case.owe(PUBLISH, formation.formed_on, met_on=published_on, facts=facts)
    if published_on is None:
        return None
    return case.calendar.known_before(published_on).count_working_days(formation.formed_on, published_on)


def _count(
    case: Case,
    attribute: Attribute | None,
    published_on: date | None,
    publications: Sequence[Publication],
    withdrawn_on: date | None,
    working_days: int | None,
) -> None:
    """Items by first disclosure, channels by their own first, take-downs, days to publish."""
    case.count(published_on, "items_published")
    case.count(published_on, f"items_published_by_attribute@{attribute or UNSTATED}")
    for publication in publications:
        case.count(publication.published_on, f"items_published_by_channel@{publication.channel}")
    case.count(withdrawn_on, "items_withdrawn")
    if working_days is not None:
        case.count(published_on, f"days_to_publish#{working_days}")


def _formation(formed: tuple[Fact, DisclosureFormed] | None, document: Document | None) -> Formation | None:
    """A formation that was reported goes before the document's approval; void or returned documents form nothing."""
    if formed:
        return Formation(formed[1].formed_on, formed[1].attribute, [formed[0].id])
    if document and document.stage in ("approved", "expired") and document.approved_on:
        return Formation(document.approved_on, _attribute(document.attribute), document.formed_by)
    return None


def _flag(
    case: Case,
    formation: Formation | None,
    attribute: Attribute | None,
    published_on: date | None,
    withdrawn_on: date | None,
) -> None:
    if published_on and formation and published_on < formation.formed_on:
        case.flag(EARLY)
    if published_on and formation is None:
        case.flag(NO_FORMATION)
    if published_on and attribute in (Attribute.ON_REQUEST, Attribute.WITHHELD):
        case.flag(NOT_PUBLIC)
    if withdrawn_on and (published_on is None or withdrawn_on < published_on):
        case.flag(WITHDRAWN_UNPUBLISHED)


def _by_channel(disclosures: Sequence[Disclosed]) -> list[Publication]:
    """The first disclosure on each channel, by day and channel."""
    first: dict[Channel, DisclosurePublished] = {}
    for disclosed in disclosures:
        first.setdefault(disclosed.data.channel, disclosed.data)
    return [
        Publication.of(channel=data.channel, published_on=data.published_on, url=data.url)
        for data in sorted(first.values(), key=lambda data: (data.published_on, data.channel))
    ]


def _attribute(text: str | None) -> Attribute | None:
    """The attribute; one that this version does not know counts as not stated."""
    return _ATTRIBUTES.get(text or "")


def _title(formed: tuple[Fact, DisclosureFormed] | None, document: Document | None) -> str | None:
    if formed and formed[1].title:
        return formed[1].title
    return document.title if document else None
