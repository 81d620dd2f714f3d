"""What the facts about a piece of information, and the document it is, come to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from chassis.case import Case, Folded
from contracts.disclosure import (
    PUBLISH,
    DisclosureDelivered,
    DisclosurePublished,
    DisclosureState,
    DisclosureWithdrawn,
    Publication,
    Shown,
)
from contracts.document import FAMILY as DOCUMENT
from contracts.entry import ENTRY
from contracts.item import CATALOG
from contracts.kit import Key
from contracts.policy import POLICY
from law.codes import UNSTATED, Channel
from law.findings import Finding
from services.publishing.disclosure.catalog import Catalog, take_down_from
from services.publishing.disclosure.channels import publish_everywhere
from services.publishing.disclosure.course import Course, Step, course, step_of
from services.publishing.disclosure.deadline import deadline
from services.publishing.disclosure.delivery import deliver
from services.publishing.disclosure.gone import gone
from services.publishing.disclosure.orders import comply
from services.publishing.disclosure.review import find_unreviewed
from services.publishing.disclosure.signature import Document, attribute_of, formations
from services.publishing.disclosure.taking_down import take_down

EARLY = "published_before_formation"
NOT_PUBLIC = "published_though_not_public"
"""Disclosed although its attribute says 依申请公开 or 不予公开."""
NO_FORMATION = "no_formation"
"""Disclosed, but neither a formation nor an approved document has arrived."""
WITHDRAWN_UNPUBLISHED = "withdrawn_before_publication"

ART_26 = "条例第二十六条"
MOST_DAYS = 400
"""Days of each kind that the state names for its entry, the newest."""


def fold(case: Case) -> Folded:
    """The disclosure: each formation and each change of public information has to be published in time.

    20 working days (条例第二十六条), or the earlier limit of the catalog item that it answers to. A publication meets
    what was formed or changed before it. The first formation may be published early, which is flagged. What was
    late, or met, stays so whatever comes after. Beside that, where it is asked for: every channel of its item, the archive
    and the library, and taking down in time.
    """
    document = next(iter(case.linked(DOCUMENT.kind, Document)), None)
    steps = [step_of(fact) for fact in case.facts if not isinstance(fact.data, DisclosureDelivered)]
    catalog = Catalog(case, document)
    attribute = attribute_of(document.decided) if document else None
    went = course([*steps, *formations(document, steps)], attribute, catalog.of_document)
    first = went.publications[0] if went.publications else None
    published_on = first.on if first else None
    working_days = _owe(case, catalog, went, first)
    if case.facts or (document is not None and document.approved_on is not None):
        comply(case, went.publications)
    confirmed = publish_everywhere(case, catalog, went)
    deliver(case, went)
    publications = _by_channel(went.publications)
    _count(case, went, published_on, publications, working_days)
    _find(case, went)
    if not went.formations and not went.publications:
        _find_unformed(case, went)
    find_unreviewed(case, document, went)
    for sign in gone(case, catalog, went):
        case.sign(sign)
    _flag(case, catalog, went, published_on)
    catalog.tell_unknown(case)
    earliest = [take_down_from(case, catalog, showing) for showing in went.shown]
    _display(case, went, earliest)
    must_come_down = take_down(case, went, earliest)
    down = went.withdrawals[-1] if went.withdrawals and not went.public else None
    return case.close(
        DisclosureState,
        relevant=bool(case.facts or case.obligations),
        title=_title(went.formations, document),
        attribute=went.attribute,
        formed_on=went.formations[-1].on if went.formations else None,
        published_on=published_on,
        publications=publications,
        withdrawn_on=down.on if down else None,
        withdrawn_reason=down.data.reason if down and isinstance(down.data, DisclosureWithdrawn) else None,
        annulled_on=went.annulled.on if went.annulled else None,
        channels_missing=confirmed.missing,
        completed_on=confirmed.completed_on,
        take_down_from=earliest[-1] if earliest else None,
        take_down_by=must_come_down,
        working_days=working_days,
        sends=_sends(case.key, went.item, document),
        **(_for_entry(went) if went.item else {}),
    )


def _owe(case: Case, catalog: Catalog, went: Course, first: Step | None) -> int | None:
    """The obligations; working days from the formation that the first disclosure met to that disclosure."""
    taken = None
    for owed in went.owed:
        met_on = owed.met_by.on if owed.met_by else None
        last_day = deadline(case, catalog, owed, met_on or owed.ended_on)
        duty = case.owe(PUBLISH, owed.opened_on, met_on=met_on, facts=owed.facts, ended_on=owed.ended_on, **last_day)
        if met_on is None and duty.met_on is not None:
            text = f"应于{duty.due_on}前公开，至{duty.met_on}不再需要公开时仍未公开"
            case.find(Finding(duty.met_on, "ended.late", ART_26, text, owed.ended_by))
        if met_on is not None and owed.met_by is first:
            taken = case.calendar.known_before(met_on).count_working_days(owed.opened_on, met_on)
    return taken


def _display(case: Case, went: Course, earliest: Sequence[date | None]) -> None:
    """What came down before the day from which it may is found and counted."""
    for showing, day in zip(went.shown, earliest, strict=True):
        down = showing.taken_down
        if day is None:
            continue
        if down is None:
            case.look_again(day)
        elif down.on < day:
            text = f"{showing.put_up.on}起公示，{day}起方可撤下，{down.on}已经撤下"
            case.find(Finding(down.on, "display.cut_short", CATALOG, text, down.facts[0]))
            case.count(down.on, "displays_cut_short")


def _sends(own: Key, item: str | None, document: Document | None) -> list[Key]:
    """The entry of its item, and the policy that its document is where somebody has to interpret it."""
    entries = [Key(ENTRY.kind, own.org, item)] if item else []
    if document and document.interpreter and document.policy:
        return [*entries, Key(POLICY.kind, document.interpreter, document.policy)]
    return entries


def _for_entry(went: Course) -> dict[str, Any]:
    """What the entry of its item needs of it."""
    spans = [(each.put_up.on, each.taken_down.on if each.taken_down else None) for each in went.shown]
    return {
        "item": went.item,
        "shown": [Shown.of(since=since, until=until) for since, until in spans if since != until][-MOST_DAYS:],
        "published_days": sorted({step.on for step in went.publications})[-MOST_DAYS:],
        "formed_days": sorted({step.on for step in went.formations})[-MOST_DAYS:],
    }


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
    for annulment in went.annulments:
        case.count(annulment.on, "items_annulled")
    if working_days is not None:
        case.count(published_on, f"days_to_publish#{working_days}")


def _find(case: Case, went: Course) -> None:
    first = went.publications[0] if went.publications else None
    if first is not None and went.formations and first.on < went.formations[0].on:
        text = f"{went.formations[0].on}形成，{first.on}已经发布；请核对日期，未定稿的不得先行发布"
        case.find(Finding(first.on, "published.early", ART_26, text, first.facts[0]))
    for step in went.same_day:
        text = "发布当日即撤下；公开义务以发布为准，撤下原因请核对"
        case.find(Finding(step.on, "disclosure.withdrawn_same_day", ART_26, text, step.facts[0]))
    for step in went.repeated:
        text = "已经撤下，又报了一次撤下；以先报的为准"
        case.find(Finding(step.on, "disclosure.withdrawn_twice", ART_26, text, step.facts[0]))


def _find_unformed(case: Case, went: Course) -> None:
    """What presupposes information of which neither formation nor publication has arrived, nor a document."""
    steps = [(step.on, "annulled.unformed", "撤销", step.facts[0]) for step in went.annulments]
    steps += [
        (fact.data.delivered_on, "delivered.unformed", "送交", fact.id)
        for fact in case.facts
        if isinstance(fact.data, DisclosureDelivered)
    ]
    for on, code, word, fact_id in steps:
        text = f"{word}的信息没有形成或者公开的记录；请核对事项编号，或者补报"
        case.find(Finding(on, code, ART_26, text, fact_id))


def _flag(case: Case, catalog: Catalog, went: Course, published_on: date | None) -> None:
    for doubt in catalog.doubts(went.formations):
        case.flag(doubt)
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


def _title(formations: Sequence[Step], document: Document | None) -> str | None:
    """As the newest formation that names one has it, else the document's."""
    titles = [step.formed.title for step in formations if step.formed and step.formed.title]
    if titles:
        return titles[-1]
    return document.title if document else None
