"""What the facts about an interpretation come to: what it explains, how, and whether it can be found from there (二（二）)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from chassis.case import Case, Folded
from chassis.dated import Dated, dated
from contracts.document import FAMILY as DOCUMENT
from contracts.document.explaining import TASK
from contracts.envelope import Fact
from contracts.interpretation import (
    InterpretationLinked,
    InterpretationPublished,
    InterpretationState,
    InterpretationWithdrawn,
    Link,
    Readable,
)
from contracts.kit import Key
from contracts.policy import POLICY
from contracts.references import key_named, name_of
from law.codes import Attribute
from law.findings import Finding
from law.interpretation import AHEAD_OF_THE_DOCUMENT, Form

MOST_NAMED = 60
"""Documents that one interpretation explains, the first named; it takes the state of each."""

_TO, _FROM = (Link.BOTH, Link.TO_DOCUMENT), (Link.BOTH, Link.FROM_DOCUMENT)

Published = Dated[InterpretationPublished]


class Document(msgspec.Struct):
    """What an interpretation needs of a document."""

    org: str
    subject: str
    stage: str = "unknown"
    attribute: str | None = None
    interpreter: str | None = None
    policy: str | None = None

    @property
    def policies(self) -> list[Key]:
        """The policy that it is, where somebody has to interpret it."""
        return [Key(POLICY.kind, self.interpreter, self.policy)] if self.interpreter and self.policy else []

    @property
    def name(self) -> str:
        """As interpretations name it."""
        return f"{self.org}:{self.subject}"


READS = {DOCUMENT.kind: Document}
"""What it reads of others' states; see chassis.ledger.flowing."""


def asks(facts: Sequence[Fact]) -> Iterable[Key]:
    """The documents that it explains."""
    releases = [
        (fact.data.published_on, fact.time, fact.id, fact.data, fact.key.org)
        for fact in facts
        if isinstance(fact.data, InterpretationPublished)
    ]
    names = (
        key_named(DOCUMENT.kind, text, org)
        for *_, data, org in sorted(releases, key=lambda step: step[:3])
        for text in data.documents
    )
    return list(dict.fromkeys(names))[:MOST_NAMED]


def fold(case: Case) -> Folded:
    """The interpretation: of several publications the first day counts, all forms, and all documents that any of them names."""
    publications = dated(case, InterpretationPublished, "published_on")
    withdrawals = dated(case, InterpretationWithdrawn, "withdrawn_on")
    named = [name_of(key) for key in asks(case.facts)]
    documents = {document.name: document for document in case.linked(DOCUMENT.kind, Document) if _is_told(document)}
    known = [documents[name] for name in named if name in documents]
    unknown = [name for name in named if name not in documents]
    first = publications[0] if publications else None
    readable = _readable(publications, withdrawals)
    _find(case, publications, documents, withdrawals)
    _count(case, publications, known)
    linkings = dated(case, InterpretationLinked, "linked_on")
    for step in [] if publications else linkings:
        text = "没有报过发布解读；请核对事项编号，或者补报，补报后自动对应"
        case.find(Finding(step.on, "interpretation.linked_unpublished", TASK, text, step.id))
    links = [step.data.linked for step in publications] + [step.data.linked for step in linkings]
    return case.close(
        InterpretationState,
        title=next((step.data.title for step in reversed(publications) if step.data.title), None),
        sends=list(dict.fromkeys(key for document in known for key in document.policies)),
        published_on=first.on if first else None,
        withdrawn_on=readable[-1].until if readable else None,
        readable=readable,
        made_by=(first.data.made_by or case.key.org) if first else None,
        forms=list(_forms(publications)),
        ahead=first is not None and AHEAD_OF_THE_DOCUMENT.issuperset(first.data.forms),
        documents=named,
        unknown=unknown,
        linked_from=any(link in _FROM for link in links),
        linked_to=any(link in _TO for link in links),
    )


def _is_told(document: Document) -> bool:
    """Whether anything but a review of it has arrived."""
    return document.stage != "unknown"


def _forms(publications: Sequence[Published]) -> dict[Form, date]:
    """Each form, with the first day on which it explained."""
    days: dict[Form, date] = {}
    for step in publications:
        for form in step.data.forms:
            days.setdefault(form, step.on)
    return days


def _readable(
    publications: Sequence[Published], withdrawals: Sequence[Dated[InterpretationWithdrawn]]
) -> list[Readable]:
    """Days on which it was up: from a publication until it was taken down, and again from the next one."""
    spans: list[Readable] = []
    steps = [*((*step[:2], False) for step in publications), *((*step[:2], True) for step in withdrawals)]
    for on, _, is_down in sorted(steps):
        is_up = bool(spans) and spans[-1].until is None
        if is_up and is_down:
            spans[-1] = Readable.of(since=spans[-1].since, until=on)
        elif not is_up and not is_down:
            spans.append(Readable.of(since=on, until=None))
    return spans


def _count(case: Case, publications: Sequence[Published], known: Sequence[Document]) -> None:
    for form, on in _forms(publications).items():
        case.count(on, f"interpretations_by_form@{form}")
    if publications:
        case.count(publications[0].on, "interpretations_published")
        if not known:
            case.count(publications[0].on, "interpretations_unmatched")


def _find(
    case: Case,
    publications: Sequence[Published],
    documents: Mapping[str, Document],
    withdrawals: Sequence[Dated[InterpretationWithdrawn]],
) -> None:
    named_documents: set[str] = set()
    for step in publications:
        for text in step.data.documents:
            name = name_of(key_named(DOCUMENT.kind, text, case.key.org))
            if name in named_documents:
                continue
            named_documents.add(name)
            document = documents.get(name)
            if document is None:
                words = f"所解读的公文{name}没有报送；核对编号，公文报送后自动对应"
                case.find(Finding(step.on, "interpretation.document_unknown", TASK, words, step.id))
            elif document.attribute != Attribute.PROACTIVE:
                words = f"所解读的公文{name}不是主动公开的；请核对公开属性，或者撤下解读"
                case.find(Finding(step.on, "interpretation.document_not_public", TASK, words, step.id))
    for withdrawal in withdrawals:
        if not publications or withdrawal.on < publications[0].on:
            words = "撤下的解读没有在此之前发布，请核对日期"
            case.find(Finding(withdrawal.on, "interpretation.withdrawn_unpublished", TASK, words, withdrawal.id))
