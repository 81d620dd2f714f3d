"""What the facts about a document come to."""

from __future__ import annotations

from datetime import date
from typing import Literal

from chassis.case import Case, Folded
from contracts.disclosure import FAMILY as DISCLOSURE
from contracts.document import (
    CLEAN_UP,
    EVALUATE,
    PUBLISH_CLEAN_UP,
    PUBLISH_EVALUATION,
    DocumentApproved,
    DocumentDrafted,
    DocumentReviewed,
    DocumentState,
)
from contracts.document.state import ReviewRecord
from contracts.evaluation import AttributeHeld
from contracts.fields import chinese
from contracts.kit import Key
from law.codes import UNSTATED
from law.evaluation import Evaluated, Held, evaluated
from law.findings import Finding
from law.review import Reviewed, Standing
from services.catalog.document.attribute import ARTICLE, Signed
from services.catalog.document.explaining import explaining, policy_of
from services.catalog.document.item import in_force
from services.catalog.document.life import Life, Spell, clean_up_publications, life_of
from services.catalog.document.review import OF_REVIEWS, find_review, reviewed_of
from services.catalog.document.stock import counted
from services.catalog.evaluating import looks_of, owe_evaluations, owe_results

ART_26 = "条例第二十六条"

NO_DRAFT = "no_draft"
"""Approved, evaluated or expired, but no draft has arrived; what was only reviewed may be no document at all."""
EXPIRED_EARLY = "expired_before_approval"
APPROVED_RETURNED = "approved_though_returned"
UNSURE_NOT_REFERRED = "unsure_not_referred"
"""The review is unsure, and nobody was asked (条例第十七条)."""


def fold(case: Case) -> Folded:
    """The document: its attribute from the draft to what an evaluation opened, its review, and when it was void.

    Of several drafts the latest counts, as a returned one is drafted again; of several approvals or expiries the
    earliest, and a later one is found: a correction is the way to change it. It flows to the disclosure of the same
    number: with one id the document and its publication meet without a mapping that somebody would have to keep.
    """
    signed, life, review = _signed(case), life_of(case.facts), reviewed_of(case.facts)
    course = evaluated(
        _formed(signed), looks_of(case.facts), life.void, before=signed.attribute, formed_on=signed.approved_on
    )
    attribute = course.held[-1].attribute if course.held else signed.attribute
    returned = signed.returned(case.profile)
    responsible = signed.responsible(case.key.org)
    if responsible in (None, case.key.org):
        owe_evaluations(case, EVALUATE, course, life.void)
        owe_results(case, PUBLISH_EVALUATION, course)
        _owe_clean_ups(case, life)
    _count(case, signed, life, course, returned)
    _find(case, signed, life, course, review)
    returned = "" if course.moved else returned
    _flag(case, signed, life, review, returned)
    void = life.now
    stock = counted(case, signed, life)
    explained = explaining(case.key, signed, attribute)
    return case.close(
        DocumentState,
        title=signed.draft.title if signed.draft else None,
        sends=[Key(DISCLOSURE.kind, case.key.org, case.key.subject), *policy_of(explained)],
        stage=_stage(signed, returned, void),
        document_number=signed.draft.document_number if signed.draft else None,
        attribute=attribute,
        decided=signed.attribute,
        drafted_on=signed.draft.drafted_on if signed.draft else None,
        approved_on=signed.approved_on,
        expired_on=void.since if void else None,
        formed_by=signed.formed_by,
        attributes=[_stated(held) for held in course.held],
        made_public_on=course.public_since if course.moved else None,
        responsible=responsible,
        reviews=[ReviewRecord.of(on=record.on, standing=record.standing) for record in review.records],
        **in_force(case, signed),
        cleaned_on=life.cleanings[-1].on if life.cleanings else None,
        outcome=life.cleanings[-1].outcome if life.cleanings else None,
        **stock,
        **explained,
    )


def _signed(case: Case) -> Signed:
    """The latest draft and the earliest approval; an approval that was told again is found."""
    draft: DocumentDrafted | None = None
    ids: dict[str, str] = {}
    approvals = []
    for fact in case.facts:
        if isinstance(fact.data, DocumentDrafted):
            draft, ids["draft"] = fact.data, fact.id
        elif isinstance(fact.data, DocumentApproved):
            approvals.append((fact.data.approved_on, fact.time, fact.id, fact.data))
    approvals.sort(key=lambda approval: approval[:3])
    for on, _, fact_id, _ in approvals[1:]:
        _find_twice(case, on, fact_id, chinese(DocumentApproved))
    if approvals:
        ids["approval"] = approvals[0][2]
    return Signed(draft, approvals[0][3] if approvals else None, ids)


def _formed(signed: Signed) -> Held | None:
    """The attribute from the signature on."""
    if signed.approved_on is None or signed.attribute is None:
        return None
    return Held(signed.approved_on, signed.attribute, tuple(signed.formed_by))


def _owe_clean_ups(case: Case, life: Life) -> None:
    """Each time it is void it is cleaned up, and the result of each clean-up is published."""
    for spell in life.spells:
        cleaned = spell.cleaned
        facts = list(dict.fromkeys([*spell.facts, *([cleaned.fact] if cleaned else [])]))
        case.owe(CLEAN_UP, spell.since, met_on=cleaned.on if cleaned else None, facts=facts)
    publications = clean_up_publications(case)
    for cleaning in life.cleanings:
        later = next((publication for publication in publications if publication.on >= cleaning.on), None)
        facts = [cleaning.fact, *([later.fact] if later else [])]
        case.owe(PUBLISH_CLEAN_UP, cleaning.on, met_on=later.on if later else None, facts=facts)
    first = life.cleanings[0].on if life.cleanings else None
    for publication in publications:
        if first is None or publication.on < first:
            text = "清理结果在清理之前公布，或者没有清理记录"
            case.find(Finding(publication.on, "clean_up.published_before", ARTICLE, text, publication.fact))


def _count(case: Case, signed: Signed, life: Life, course: Evaluated, returned: str) -> None:
    draft = signed.draft
    if draft is not None:
        case.count(draft.drafted_on, "documents_drafted")
        case.count(draft.drafted_on, f"documents_by_attribute@{signed.attribute or UNSTATED}")
        if returned:
            case.count(draft.drafted_on, "documents_returned")
    for spell in life.spells:
        case.count(spell.since, "documents_expired")
    for look in course.first.values():
        case.count(look.on, "documents_evaluated")
    for moved in course.moved:
        case.count(moved.since, f"documents_opened@{moved.attribute}")
    for cleaning in life.cleanings:
        case.count(cleaning.on, f"documents_cleaned_up@{cleaning.outcome}")
    for fact in case.facts:
        if isinstance(fact.data, DocumentReviewed):
            case.count(fact.data.reviewed_on, f"documents_reviewed@{fact.data.outcome}")


def _find(case: Case, signed: Signed, life: Life, course: Evaluated, review: Reviewed) -> None:
    for step in life.repeated:
        _find_twice(case, step.on, step.fact, "公文失效")
    for finding in (*course.findings, *review.findings):
        case.find(finding)
    signed.find(case, course)
    find_review(case, course, review)


def _flag(case: Case, signed: Signed, life: Life, review: Reviewed, returned: str) -> None:
    if returned:
        case.flag(returned)
    if signed.draft is None and any(not isinstance(fact.data, OF_REVIEWS) for fact in case.facts):
        case.flag(NO_DRAFT)
    if returned and signed.approved_on:
        case.flag(APPROVED_RETURNED)
    if life.spells and signed.approved_on and life.spells[0].since < signed.approved_on:
        case.flag(EXPIRED_EARLY)
    if review.standing is Standing.UNSURE:
        case.flag(UNSURE_NOT_REFERRED)


def _find_twice(case: Case, on: date, fact: str, name: str) -> None:
    text = f"又报了一次“{name}”，以最早的为准；需要改动的，请更正原来的事实"
    case.find(Finding(on, "document.twice", ART_26, text, fact))


def _stage(
    signed: Signed, returned: str, void: Spell | None
) -> Literal["drafted", "returned", "approved", "expired", "unknown"]:
    if void is not None:
        return "expired"
    if returned:
        return "returned"
    if signed.approved_on:
        return "approved"
    return "drafted" if signed.draft else "unknown"


def _stated(held: Held) -> AttributeHeld:
    return AttributeHeld.of(since=held.since, attribute=held.attribute, facts=list(held.facts))
