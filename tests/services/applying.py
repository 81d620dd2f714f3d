"""What facts about applications may say, for generated lives."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from contracts.application.handling import APPLICATION_FACTS
from law.codes import ApplicantKind, ReceiptChannel
from law.completeness import Part
from law.fees import Basis
from law.outcomes import AnswerCode, Ground
from law.table4 import Result

FAMILY = tuple(APPLICATION_FACTS)
KEYED = ["5f" * 32, "a0" * 32]

_refs = st.sampled_from(["1", "2"])
_cases = st.sampled_from(["c-1", "c-2"])
_parts = st.lists(st.sampled_from(list(Part)).map(lambda part: part.value), max_size=2)
_ruled = st.fixed_dictionaries(
    {"code": st.sampled_from(list(AnswerCode)), "ground": st.none() | st.sampled_from(list(Ground))}
)
_decided = {
    "case": _cases,
    "result": st.sampled_from(list(Result)),
    "disclose": st.booleans(),
    "until": st.sampled_from([None, "2026-07-10"]),
}

SAID: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "received": {
        "applicant_kind": st.sampled_from(list(ApplicantKind)),
        "channel": st.none() | st.sampled_from(list(ReceiptChannel)),
        "applicant_ref": st.none() | st.sampled_from(KEYED),
        "subject_hash": st.none() | st.sampled_from(KEYED),
        "missing": _parts,
    },
    "reviewed": {"third_party": st.booleans()},
    "correction_requested": {"missing": _parts, "until": st.sampled_from([None, "2026-02-27"])},
    "correction_received": {"justified": st.booleans()},
    "transferred": {"to": st.sampled_from([None, "fengjie-bb"])},
    "third_party_asked": {"ref": _refs},
    "third_party_answered": {"ref": _refs, "consents": st.sampled_from([None, True, False])},
    "third_party_overridden": {"ref": _refs},
    "co_maker_asked": {"ref": _refs},
    "co_maker_answered": {"ref": _refs, "consents": st.sampled_from([None, True, False])},
    "extended": {"days": st.integers(1, 25), "approved_on": st.sampled_from([None, "2026-01-20"])},
    "agreed": {"until": st.sampled_from(["2026-03-31", "2026-06-30"])},
    "fee_noticed": {
        "basis": st.sampled_from(list(Basis)),
        "count": st.integers(0, 300),
        "before": st.integers(0, 40),
        "amount": st.integers(0, 5000),
    },
    "fee_paid": {"amount": st.integers(0, 5000)},
    "answered": {
        "code": st.none() | st.sampled_from(list(AnswerCode)),
        "ground": st.none() | st.sampled_from(list(Ground)),
        "reasoned": st.booleans(),
        "parts": st.lists(_ruled, max_size=3),
    },
    "reopened": {"until": st.sampled_from([None, "2026-04-30"])},
    "review_filed": {"case": _cases},
    "review_decided": _decided,
    "lawsuit_filed": {"case": _cases, "after_review": st.booleans(), "co_defendant": st.booleans()},
    "lawsuit_decided": _decided,
}
"""Beside its day, by the middle word of the fact's type."""


def said(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    """What a fact of ``kind`` says beside its day."""
    return st.fixed_dictionaries(SAID.get(kind.split(".")[1], {}))
