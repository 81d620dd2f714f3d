"""What the facts about a document come to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from chassis.amend import effective
from chassis.folding import Folded
from contracts.envelope import Fact
from contracts.facts import DocumentApproved, DocumentDrafted, DocumentExpired
from contracts.states import DocumentState, State
from law.calendar import WorkingCalendar
from law.codes import Attribute

NO_ATTRIBUTE = "no_attribute"
"""Drafted without an attribute: the office does not pass it on."""
NO_REASON = "withheld_without_reason"
"""不予公开 without a reason or without its legal basis."""
NO_DRAFT = "no_draft"
"""Approved or expired, but no draft has arrived."""
EXPIRED_EARLY = "expired_before_approval"
APPROVED_RETURNED = "approved_though_returned"


def fold(facts: Sequence[Fact], reference: State | None, calendar: WorkingCalendar, today: date) -> Folded:
    """The document: returned while its attribute or the reason for 不予公开 is missing; expired when void.

    Of several drafts, approvals or expiries the latest counts. Nothing here depends on the
    calendar or the day yet: an expiry is a fact of its own.
    """
    counting, flags = effective(facts)
    draft: DocumentDrafted | None = None
    approved_on: date | None = None
    expired_on: date | None = None
    formed_by: dict[str, str] = {}
    for fact in counting:
        match fact.data:
            case DocumentDrafted() as data:
                draft, formed_by["draft"] = data, fact.id
            case DocumentApproved() as data:
                approved_on, formed_by["approval"] = data.approved_on, fact.id
            case DocumentExpired() as data:
                expired_on = data.expired_on
    returned = _why_returned(draft)
    flags = [*flags, *returned]
    if draft is None and counting:
        flags.append(NO_DRAFT)
    if returned and approved_on:
        flags.append(APPROVED_RETURNED)
    if expired_on and approved_on and expired_on < approved_on:
        flags.append(EXPIRED_EARLY)
    return Folded(
        DocumentState.model_construct(
            org=facts[0].org, subject=facts[0].subject, stage=_stage(draft, returned, approved_on, expired_on),
            title=draft.title if draft else None, document_number=draft.document_number if draft else None,
            attribute=draft.attribute if draft else None, drafted_on=draft.drafted_on if draft else None,
            approved_on=approved_on, expired_on=expired_on,
            formed_by=[formed_by[name] for name in sorted(formed_by)], flags=sorted(flags), obligations=[],
        )
    )  # fmt: skip


def _stage(
    draft: DocumentDrafted | None, returned: list[str], approved_on: date | None, expired_on: date | None
) -> Literal["drafted", "returned", "approved", "expired", "unknown"]:
    if expired_on:
        return "expired"
    if returned:
        return "returned"
    if approved_on:
        return "approved"
    return "drafted" if draft else "unknown"


def _why_returned(draft: DocumentDrafted | None) -> list[str]:
    if draft is None:
        return []
    if draft.attribute is None:
        return [NO_ATTRIBUTE]
    if draft.attribute is Attribute.WITHHELD and not (_said(draft.reason) and _said(draft.legal_basis)):
        return [NO_REASON]
    return []


def _said(text: str | None) -> bool:
    return bool(text and text.strip())
