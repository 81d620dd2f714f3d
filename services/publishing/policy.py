"""What became of a document that has to be interpreted: its plan, its interpretations, and whether they came in time (二（二）)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from chassis.case import Case, Folded
from contracts.disclosure import FAMILY as DISCLOSURE
from contracts.document import FAMILY as DOCUMENT
from contracts.document.explaining import TASK
from contracts.interpretation import INTERPRETATION
from contracts.policy import INTERPRET, LINKED, LINKING, PLAN, Explanation, PolicyState
from law.findings import Finding
from law.interpretation import Concern, DocumentKind, Form

MOST_STATED = 50
"""Interpretations that the state names, the first."""


class Prepared(msgspec.Struct):
    """What a policy needs of what came with the document."""

    planned: bool = False
    lacks: list[str] = []
    material: bool | None = None
    approved: bool | None = None
    deployed: bool | None = None


class Document(msgspec.Struct):
    """What it needs of its document."""

    org: str
    subject: str
    title: str | None = None
    document_number: str | None = None
    kind: DocumentKind | None = None
    concerns: list[Concern] = []
    interpreter: str | None = None
    policy: str | None = None
    drafted_on: date | None = None
    approved_on: date | None = None
    expired_on: date | None = None
    prepared: Prepared | None = None

    @property
    def name(self) -> str:
        """``<organisation>:<id>``."""
        return f"{self.org}:{self.subject}"


class Disclosure(msgspec.Struct):
    """What it needs of the document's disclosure."""

    org: str
    subject: str
    published_on: date | None = None
    withdrawn_on: date | None = None
    annulled_on: date | None = None


class Readable(msgspec.Struct):
    """Days on which an interpretation could be read."""

    since: date
    until: date | None = None


class Interpretation(msgspec.Struct):
    """What it needs of an interpretation."""

    org: str
    subject: str
    published_on: date | None = None
    withdrawn_on: date | None = None
    readable: list[Readable] = []
    made_by: str | None = None
    forms: list[Form] = []
    ahead: bool = False
    linked_from: bool = False
    linked_to: bool = False

    @property
    def order(self) -> tuple[date, str, str]:
        """By day, then by name."""
        return self.published_on or date.max, self.org, self.subject

    def counts_from(self, day: date | None) -> date | None:
        """Since when it explains a document that is public from ``day`` on: what was taken down before, nobody found there.

        Of a document that is not public yet, since when it was up last.
        """
        if day is None:
            return self.readable[-1].since if self.readable else None
        return next((span.since for span in self.readable if span.until is None or span.until >= day), None)


READS = {DOCUMENT.kind: Document, DISCLOSURE.kind: Disclosure, INTERPRETATION.kind: Interpretation}
"""What it reads of others' states; see chassis.ledger.flowing."""


def fold(case: Case) -> Folded:
    """The policy: nothing, unless the document has to be interpreted by this unit; then that is due once it is public.

    The first interpretation meets the duty, whoever wrote it and by whatever form; that the drafter did not write it
    is found (谁起草、谁解读).
    """
    documents = _reported(case)
    if not documents:
        return case.close(PolicyState, relevant=False, document=case.key.subject)
    document, disclosure = documents[0], _disclosure(case)
    linked_interpretations = case.linked(INTERPRETATION.kind, Interpretation)
    interpretations = sorted(
        (each for each in linked_interpretations if each.published_on), key=lambda each: each.order
    )
    published_on = disclosure.published_on if disclosure else None
    counting = [day for each in interpretations if (day := each.counts_from(published_on)) is not None]
    interpreted_on = min(counting, default=None)
    _find_plan(case, document)
    if interpretations:
        _find_interpretations(case, interpretations, published_on)
    if disclosure is not None and published_on is not None:
        _owe(case, document, disclosure, published_on, interpreted_on)
    return case.close(
        PolicyState,
        title=document.title,
        document=document.name,
        reported_as=[each.name for each in documents] if len(documents) > 1 else [],
        document_number=document.document_number,
        kind=document.kind,
        concerns=list(document.concerns),
        needed=True,
        published_on=published_on,
        interpreted_on=interpreted_on,
        planned=document.prepared is not None and document.prepared.planned,
        linked=_linked(interpretations),
        interpretations=[_stated(each) for each in interpretations[:MOST_STATED]],
    )


def _reported(case: Case) -> list[Document]:
    """The document, and where several report a joint one each of its reports: the lead's own first, then by name."""
    here = case.key.org, case.key.subject
    documents = [each for each in case.linked(DOCUMENT.kind, Document) if (each.interpreter, each.policy) == here]
    return sorted(documents, key=lambda each: (each.org != case.key.org, each.name))


def _disclosure(case: Case) -> Disclosure | None:
    """The publication that counts: the lead's own, else the first of anybody's."""
    shown = [each for each in case.linked(DISCLOSURE.kind, Disclosure) if each.published_on is not None]
    return min(
        shown, key=lambda each: (each.org != case.key.org, each.published_on, each.org, each.subject), default=None
    )


def _owe(case: Case, document: Document, disclosure: Disclosure, published_on: date, met_on: date | None) -> None:
    """From its publication on, until it is void, annulled or taken down."""
    ends = [day for day in (document.expired_on, disclosure.withdrawn_on, disclosure.annulled_on) if day is not None]
    ended_on = max(min(ends), published_on) if ends else None
    if met_on is not None and ended_on is not None and met_on > ended_on:
        met_on = None
    case.owe(INTERPRET, published_on, met_on=met_on, ended_on=ended_on)
    case.count(published_on, "policies_published")
    if met_on is not None:
        case.count(published_on, "policies_interpreted")
        taken = case.calendar.known_before(met_on).count_working_days(published_on, met_on)
        case.count(met_on, f"days_to_interpret#{taken}")


def _find_plan(case: Case, document: Document) -> None:
    """三同步: what was said to be missing always is found; what was not said, where the county asks for it."""
    on = document.drafted_on
    if on is None:
        return
    asked, prepared = case.profile.asks(PLAN.code, on), document.prepared or Prepared()
    if prepared.planned:
        if asked and prepared.lacks:
            _note(case, on, "plan_incomplete", f"解读方案缺少{'、'.join(prepared.lacks)}，请补齐")
        if _missed(prepared.material, asked):
            _note(case, on, "material_missing", "解读材料没有与文件同步组织，请随公文报送")
    elif asked:
        _note(case, on, "plan_missing", "没有随公文报送解读方案；应解读的文件不附解读方案和材料的，不予受理")
        case.count(on, "policies_unplanned")
    # What never came is one omission, and not two more at the signature.
    asked = asked and prepared.planned
    if document.approved_on is not None:
        if _missed(prepared.approved, asked):
            _note(case, document.approved_on, "not_approved_together", "解读方案和材料没有与文件同步审签")
        if _missed(prepared.deployed, asked):
            _note(case, document.approved_on, "not_deployed_together", "解读没有与文件同步部署")


def _find_interpretations(case: Case, interpretations: Sequence[Interpretation], published_on: date | None) -> None:
    first = interpretations[0]
    on = first.published_on
    assert on is not None, "only what was published comes here"
    if all(each.made_by != case.key.org for each in interpretations):
        by = first.made_by or first.org
        _note(case, on, "interpreted_by_other", f"由{by}解读；谁起草、谁解读，应由{case.key.org}解读")
    if not first.ahead and (published_on is None or on < published_on):
        public = f"公文{published_on}才公开" if published_on else "公文尚未公开"
        _note(case, on, "interpreted_early", f"解读于{on}发布，{public}；请核对日期，或者尽快公开公文")
    if case.profile.asks(LINKED.code, on) and not _linked(interpretations):
        _note(case, on, "not_linked", "公文页与解读页没有互相链接，请补上两边的链接", LINKING)


def _missed(stated: bool | None, asked: bool) -> bool:
    return stated is False or (stated is None and asked)


def _linked(interpretations: Sequence[Interpretation]) -> bool:
    """Whether one that can be read and the document do; where none is up any more, whether one did."""
    up = [each for each in interpretations if each.withdrawn_on is None] or interpretations
    return any(each.linked_from and each.linked_to for each in up)


def _stated(each: Interpretation) -> Explanation:
    return Explanation.of(
        interpretation=f"{each.org}:{each.subject}",
        published_on=each.published_on,
        forms=each.forms,
        withdrawn_on=each.withdrawn_on,
    )


def _note(case: Case, on: date, code: str, text: str, article: str = TASK) -> None:
    case.find(Finding(on, f"policy.{code}", article, text))
