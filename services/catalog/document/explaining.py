"""Whether a document has to be interpreted, by whom, and what came with it (奉节府办发〔2020〕101号 二（二）)."""

from __future__ import annotations

from typing import Any

from contracts.document.explaining import InterpretationPlan, Prepared
from contracts.kit import Key
from contracts.policy import POLICY
from contracts.references import name_of
from law.codes import Attribute
from law.interpretation import interpreter, joint_number, needs_interpretation
from law.responsible import Origin
from services.catalog.document.attribute import Signed


def explaining(own: Key, signed: Signed, attribute: Attribute | None) -> dict[str, Any]:
    """What the state says of its interpretation. ``attribute`` holds now: what an evaluation made public is interpreted too."""
    draft = signed.draft
    if draft is None:
        return {}
    passed_on = draft.forwarded_from is not None or draft.origin is not Origin.MADE
    needed = needs_interpretation(attribute, draft.kind, draft.concerns, forwarded=passed_on)
    return {
        "kind": draft.kind,
        "concerns": list(draft.concerns),
        "interpreter": interpreter(own.org, draft.drafter, signed.responsible(own.org)) if needed else None,
        "policy": (joint_number(draft.document_number, draft.makers, draft.lead) or name_of(own)) if needed else None,
        "prepared": _prepared(signed, draft.interpretation_plan) if needed else None,
    }


def policy_of(explained: dict[str, Any]) -> list[Key]:
    """The policy that the document is, where it has to be interpreted: of the unit that interprets it."""
    unit, policy = explained.get("interpreter"), explained.get("policy")
    return [Key(POLICY.kind, unit, policy)] if unit and policy else []


def _prepared(signed: Signed, plan: InterpretationPlan | None) -> Prepared:
    together = signed.approval.interpretation if signed.approval else None
    outline = plan.outline.strip() if plan and plan.outline else None
    parts = {"提纲": outline, "形式": plan.forms, "途径": plan.channels, "时间": plan.planned_for} if plan else {}
    return Prepared.of(
        planned=plan is not None,
        lacks=[name for name, part in parts.items() if not part],
        material=plan.material if plan else None,
        approved=together.approved if together else None,
        deployed=together.deployed if together else None,
    )
