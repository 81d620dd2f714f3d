"""What the law makes of one document: its attribute, and whether it stands returned."""

from __future__ import annotations

from demo.oracle.case import Case, Judged
from demo.oracle.facts import Subject

WITHHELD, NOT_SAID = "不予公开", "未标明"


def judge(case: Case) -> Judged:
    """Everything there is to count about the document."""
    judged = Judged()
    drafted = case.subject.last("document.drafted.v1")
    if drafted is not None:
        on = drafted.day("drafted_on")
        judged.count(on, "documents_drafted")
        judged.count(on, "documents_by_attribute", drafted.text("attribute") or NOT_SAID)
        if returned(case.subject):
            judged.count(on, "documents_returned")
    judged.count(case.subject.first_day("document.expired.v1", "expired_on"), "documents_expired")
    return judged


def returned(subject: Subject) -> bool:
    """奉节府办发〔2020〕101号 二（三）: no attribute, or withheld without reason and legal basis."""
    drafted = subject.last("document.drafted.v1")
    if drafted is None:
        return False
    attribute = drafted.text("attribute")
    if attribute == WITHHELD:
        return not (drafted.text("reason") and drafted.text("legal_basis"))
    return attribute is None
