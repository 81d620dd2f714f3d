"""What the facts about a piece of information, and the document it is, come to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from chassis.case import Case, Folded
from contracts.disclosure import PUBLISH, DisclosureFormed, DisclosurePublished, DisclosureState, Publication
from contracts.document import FAMILY as DOCUMENT
from law.codes import UNSTATED, Attribute, Channel
from law.findings import Finding
from services.publishing.disclosure.course import EARLIEST, Course, Rank, Step, course, step_of
from services.publishing.disclosure.orders import comply

EARLY = "published_before_formation"
NOT_PUBLIC = "published_though_not_public"
"""Disclosed although its attribute says 依申请公开 or 不予公开."""
NO_FORMATION = "no_formation"
"""Disclosed, but neither a formation nor an approved document has arrived."""
WITHDRAWN_UNPUBLISHED = "withdrawn_before_publication"

ART_26 = "条例第二十六条"
_ATTRIBUTES = {attribute.value: attribute for attribute in Attribute}


class Document(msgspec.Struct):
    """What a disclosure needs of its document."""

    stage: str
    title: str | None = None
    attribute: str | None = None
    approved_on: date | None = None
    formed_by: list[str] = []


def fold(case: Case) -> Folded:
    """The disclosure: each formation and each change of public information has 20 working days to be published (条例第二十六条).

    A publication meets what was formed or changed before it. The first formation may be published early, which is
    flagged. What was late, or met, stays so whatever comes after.
    """
    document = next(iter(case.linked(DOCUMENT.kind, Document)), None)
    steps = [step_of(fact) for fact in case.facts]
    went = course([*steps, *_signature(document, steps)], _attribute(document.attribute if document else None))
    first = went.publications[0] if went.publications else None
    published_on = first.on if first else None
    working_days = _owe(case, went, first)
    if case.facts or (document is not None and document.approved_on is not None):
        comply(case, went.publications)
    publications = _by_channel(went.publications)
    _count(case, went, published_on, publications, working_days)
    _find(case, went)
    _flag(case, went, published_on)
    return case.close(
        DisclosureState,
        relevant=bool(case.facts or case.obligations),
        title=_title(went.formations, document),
        attribute=went.attribute,
        formed_on=went.formations[-1].on if went.formations else None,
        published_on=published_on,
        publications=publications,
        withdrawn_on=went.withdrawals[-1].on if went.withdrawals and not went.public else None,
        working_days=working_days,
    )


def _signature(document: Document | None, steps: Sequence[Step]) -> list[Step]:
    """A document's approval forms the information, unless a formation by that day was reported; void or returned ones form nothing."""
    if document is None or document.approved_on is None or document.stage not in ("approved", "expired"):
        return []
    if any(step.rank is Rank.FORMED and step.on <= document.approved_on for step in steps):
        return []
    attribute = _attribute(document.attribute)
    return [Step(document.approved_on, EARLIEST, Rank.FORMED, document.formed_by, attribute)]


def _owe(case: Case, went: Course, first: Step | None) -> int | None:
    """The obligations; working days from the formation that the first disclosure met to that disclosure."""
    taken = None
    for owed in went.owed:
        met_on = owed.met_by.on if owed.met_by else None
        duty = case.owe(PUBLISH, owed.opened_on, met_on=met_on, facts=owed.facts, ended_on=owed.ended_on)
        if met_on is None and duty.met_on is not None:
            text = f"应于{duty.due_on}前公开，至{duty.met_on}改为不主动公开时仍未公开"
            case.find(Finding(duty.met_on, "ended.late", ART_26, text, owed.ended_by))
        if met_on is not None and owed.met_by is first:
            taken = case.calendar.known_before(met_on).count_working_days(owed.opened_on, met_on)
    return taken


def _count(
    case: Case,
    went: Course,
    published_on: date | None,
    publications: Sequence[Publication],
    working_days: int | None,
) -> None:
    """Items by first disclosure, channels by their own first, take-downs, days to publish."""
    case.count(published_on, "items_published")
    case.count(published_on, f"items_published_by_attribute@{went.first_attribute or UNSTATED}")
    for publication in publications:
        case.count(publication.published_on, f"items_published_by_channel@{publication.channel}")
    for withdrawal in went.withdrawals:
        case.count(withdrawal.on, "items_withdrawn")
    if working_days is not None:
        case.count(published_on, f"days_to_publish#{working_days}")


def _find(case: Case, went: Course) -> None:
    for step in went.same_day:
        text = "发布当日即撤下；公开义务以发布为准，撤下原因请核对"
        case.find(Finding(step.on, "disclosure.withdrawn_same_day", ART_26, text, step.facts[0]))
    for step in went.repeated:
        text = "已经撤下，又报了一次撤下；以先报的为准"
        case.find(Finding(step.on, "disclosure.withdrawn_twice", ART_26, text, step.facts[0]))


def _flag(case: Case, went: Course, published_on: date | None) -> None:
    if published_on and went.formations and published_on < went.formations[0].on:
        case.flag(EARLY)
    if published_on and not went.formations:
        case.flag(NO_FORMATION)
    if went.leaked:
        case.flag(NOT_PUBLIC)
    first = went.publications[0] if went.publications else None
    if any(first is None or step < first for step in went.withdrawals):
        case.flag(WITHDRAWN_UNPUBLISHED)


def _by_channel(steps: Sequence[Step]) -> list[Publication]:
    """The first disclosure on each channel, by day and channel."""
    first: dict[Channel, DisclosurePublished] = {}
    for step in steps:
        assert isinstance(step.data, DisclosurePublished)
        first.setdefault(step.data.channel, step.data)
    return [
        Publication.of(channel=data.channel, published_on=data.published_on, url=data.url)
        for data in sorted(first.values(), key=lambda data: (data.published_on, data.channel))
    ]


def _attribute(text: str | None) -> Attribute | None:
    """The attribute; one that this version does not know counts as not stated."""
    return _ATTRIBUTES.get(text or "")


def _title(formations: Sequence[Step], document: Document | None) -> str | None:
    """As the newest formation that names one has it, else the document's."""
    titles = [step.data.title for step in formations if isinstance(step.data, DisclosureFormed) and step.data.title]
    if titles:
        return titles[-1]
    return document.title if document else None
