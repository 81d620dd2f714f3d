"""What the facts about a document come to."""

from __future__ import annotations

from datetime import date
from typing import Literal

from chassis.case import Case, Folded
from contracts.disclosure import FAMILY as DISCLOSURE
from contracts.document import DocumentApproved, DocumentDrafted, DocumentExpired, DocumentState
from contracts.fields import BusModel, chinese
from contracts.kit import Key
from law.codes import UNSTATED, Attribute
from law.findings import Finding

ART_26 = "条例第二十六条"

NO_ATTRIBUTE = "no_attribute"
"""Drafted without an attribute: the office does not pass it on."""
NO_REASON = "withheld_without_reason"
"""不予公开 without a reason or without its legal basis."""
NO_DRAFT = "no_draft"
"""Approved or expired, but no draft has arrived."""
EXPIRED_EARLY = "expired_before_approval"
APPROVED_RETURNED = "approved_though_returned"


def fold(case: Case) -> Folded:
    """The document: returned while its attribute or the reason for 不予公开 is missing; expired when void.

    Of several drafts the latest counts, as a returned one is drafted again; of several approvals or expiries the
    earliest, and a later one is found: a correction is the way to change it. It flows to the disclosure of the same
    number: with one id the document and its publication meet without a mapping that somebody would have to keep.
    """
    draft: DocumentDrafted | None = None
    formed_by: dict[str, str] = {}
    for fact in case.facts:
        if isinstance(fact.data, DocumentDrafted):
            draft, formed_by["draft"] = fact.data, fact.id
    approved_on, approval = _earliest(case, DocumentApproved, "approved_on")
    expired_on, _ = _earliest(case, DocumentExpired, "expired_on")
    if approval:
        formed_by["approval"] = approval
    returned = _why_returned(draft)
    _flag(case, draft, returned, approved_on, expired_on)
    if draft is not None:
        case.count(draft.drafted_on, "documents_drafted")
        case.count(draft.drafted_on, f"documents_by_attribute@{draft.attribute or UNSTATED}")
        if returned:
            case.count(draft.drafted_on, "documents_returned")
    case.count(expired_on, "documents_expired")
    return case.close(
        DocumentState,
        title=draft.title if draft else None,
        sends=[Key(DISCLOSURE.kind, case.key.org, case.key.subject)],
        stage=_stage(draft, returned, approved_on, expired_on),
        document_number=draft.document_number if draft else None,
        attribute=draft.attribute if draft else None,
        drafted_on=draft.drafted_on if draft else None,
        approved_on=approved_on,
        expired_on=expired_on,
        formed_by=[formed_by[name] for name in sorted(formed_by)],
    )


def _earliest(case: Case, kind: type[BusModel], day: str) -> tuple[date | None, str]:
    """Day and id of the first fact of ``kind``; what was told again is found."""
    dated = sorted((getattr(f.data, day), f.time, f.id) for f in case.facts if isinstance(f.data, kind))
    for on, _, fact in dated[1:]:
        text = f"又报了一次“{chinese(kind)}”，以最早的为准；需要改动的，请更正原来的事实"
        case.find(Finding(on, "document.twice", ART_26, text, fact))
    return (dated[0][0], dated[0][2]) if dated else (None, "")


def _flag(
    case: Case,
    draft: DocumentDrafted | None,
    returned: str,
    approved_on: date | None,
    expired_on: date | None,
) -> None:
    if returned:
        case.flag(returned)
    if draft is None and case.facts:
        case.flag(NO_DRAFT)
    if returned and approved_on:
        case.flag(APPROVED_RETURNED)
    if expired_on and approved_on and expired_on < approved_on:
        case.flag(EXPIRED_EARLY)


def _stage(
    draft: DocumentDrafted | None, returned: str, approved_on: date | None, expired_on: date | None
) -> Literal["drafted", "returned", "approved", "expired", "unknown"]:
    if expired_on:
        return "expired"
    if returned:
        return "returned"
    if approved_on:
        return "approved"
    return "drafted" if draft else "unknown"


def _why_returned(draft: DocumentDrafted | None) -> str:
    if draft is None:
        return ""
    if draft.attribute is None:
        return NO_ATTRIBUTE
    if draft.attribute is Attribute.WITHHELD and not (_filled(draft.reason) and _filled(draft.legal_basis)):
        return NO_REASON
    return ""


def _filled(text: str | None) -> bool:
    return bool(text and text.strip())
