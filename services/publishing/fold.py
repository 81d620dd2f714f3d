"""What the facts about a piece of information, and the document it is, come to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from chassis.amend import effective
from chassis.folding import Folded
from chassis.obligations import within_working_days
from contracts.envelope import Fact
from contracts.facts import DisclosureFormed, DisclosurePublished, DisclosureWithdrawn
from contracts.states import DisclosureState, DocumentState, Publication, State
from law.calendar import WorkingCalendar
from law.codes import PUBLISH_WITHIN_WORKING_DAYS, Attribute, Channel, ObligationKind

EARLY = "published_before_formation"
NOT_PUBLIC = "published_though_not_public"
"""Disclosed although its attribute says 依申请公开 or 不予公开."""
NO_FORMATION = "no_formation"
"""Disclosed, but neither a formation nor an approved document has arrived."""
WITHDRAWN_UNPUBLISHED = "withdrawn_before_publication"


class Formation(NamedTuple):
    """When the information came to be, with which attribute, and the facts that say so."""

    formed_on: date
    attribute: Attribute | None
    facts: list[str]


def fold(facts: Sequence[Fact], reference: State | None, calendar: WorkingCalendar, today: date) -> Folded:
    """The disclosure; an approved 主动公开 document or formed information opens the obligation to publish.

    The limit runs 20 working days from the latest formation (条例第二十六条: 形成或者变更). The first
    disclosure meets it: before formation too, which is flagged.
    """
    document = reference if isinstance(reference, DocumentState) else None
    counting, flags = effective(facts)
    formed: tuple[Fact, DisclosureFormed] | None = None
    withdrawn_on: date | None = None
    published: list[tuple[Fact, DisclosurePublished]] = []
    for fact in counting:
        match fact.data:
            case DisclosureFormed() as data:
                formed = (fact, data)
            case DisclosurePublished() as data:
                published.append((fact, data))
            case DisclosureWithdrawn() as data:
                withdrawn_on = data.withdrawn_on
    formation = _formation(formed, document)
    first = min(
        published, key=lambda entry: (entry[1].published_on, entry[0].time, entry[0].id), default=None
    )
    published_on = first[1].published_on if first else None
    obligations, check_on, working_days = [], None, None
    if formation and formation.attribute is Attribute.PROACTIVE:
        obligation, check_on = within_working_days(
            ObligationKind.PUBLISH, _org(facts, document), _subject(facts, document), formation.formed_on,
            PUBLISH_WITHIN_WORKING_DAYS, published_on, [*formation.facts, *([first[0].id] if first else [])],
            calendar, today,
        )  # fmt: skip
        obligations = [obligation]
        if published_on:
            working_days = calendar.known_before(published_on).count_working_days(
                formation.formed_on, published_on
            )
    attribute = formation.attribute if formation else (document.attribute if document else None)
    flags = [*flags, *_flags(formation, attribute, published_on, withdrawn_on)]
    state = DisclosureState.model_construct(
        org=_org(facts, document), subject=_subject(facts, document), title=_title(formed, document),
        attribute=attribute, formed_on=formation.formed_on if formation else None, published_on=published_on,
        publications=_by_channel(published), withdrawn_on=withdrawn_on, working_days=working_days,
        flags=sorted(flags), obligations=obligations,
    )  # fmt: skip
    return Folded(state, check_on, relevant=bool(facts or obligations))


def _formation(
    formed: tuple[Fact, DisclosureFormed] | None, document: DocumentState | None
) -> Formation | None:
    """A formation that was reported goes before the document's approval; void or returned documents form nothing."""
    if formed:
        return Formation(formed[1].formed_on, formed[1].attribute, [formed[0].id])
    if document and document.stage in ("approved", "expired") and document.approved_on:
        return Formation(document.approved_on, document.attribute, document.formed_by)
    return None


def _flags(
    formation: Formation | None,
    attribute: Attribute | None,
    published_on: date | None,
    withdrawn_on: date | None,
) -> list[str]:
    flags = []
    if published_on and formation and published_on < formation.formed_on:
        flags.append(EARLY)
    if published_on and formation is None:
        flags.append(NO_FORMATION)
    if published_on and attribute in (Attribute.ON_REQUEST, Attribute.WITHHELD):
        flags.append(NOT_PUBLIC)
    if withdrawn_on and (published_on is None or withdrawn_on < published_on):
        flags.append(WITHDRAWN_UNPUBLISHED)
    return flags


def _by_channel(published: Sequence[tuple[Fact, DisclosurePublished]]) -> list[Publication]:
    """The first disclosure on each channel, by day and channel; of one day's, the first by (time, id)."""
    first: dict[Channel, DisclosurePublished] = {}
    for _, data in sorted(published, key=lambda entry: (entry[1].published_on, entry[0].time, entry[0].id)):
        first.setdefault(data.channel, data)
    return [
        Publication.model_construct(channel=data.channel, published_on=data.published_on, url=data.url)
        for data in sorted(first.values(), key=lambda data: (data.published_on, data.channel))
    ]


def _org(facts: Sequence[Fact], document: DocumentState | None) -> str:
    return facts[0].org if facts else document.org if document else ""


def _subject(facts: Sequence[Fact], document: DocumentState | None) -> str:
    return facts[0].subject if facts else document.subject if document else ""


def _title(formed: tuple[Fact, DisclosureFormed] | None, document: DocumentState | None) -> str | None:
    if formed and formed[1].title:
        return formed[1].title
    return document.title if document else None
