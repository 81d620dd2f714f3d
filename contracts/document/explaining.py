"""What is told with a document about its 政策解读: planned with the draft, approved and deployed with the document."""

from __future__ import annotations

from contracts.evaluation import SEED
from contracts.fields import DATE, BusModel, Date, described
from law.codes import Channel
from law.interpretation import Form

TASK = f"{SEED}二（二）"
FORMS = len(Form)


class InterpretationPlan(
    BusModel, title="解读方案", meaning="how a policy is to be explained, organised with its draft."
):
    outline: str | None = described("解读提纲", "what is to be explained", source=TASK, default=None, max_length=2000)
    forms: list[Form] = described("解读形式", "by which forms", source=TASK, default_factory=list, max_length=FORMS)
    channels: list[Channel] = described(
        "解读途径", "through which channels", source=TASK, default_factory=list, max_length=len(Channel)
    )
    planned_for: Date | None = described(
        "解读时间", "day on which it is to be published", unit=DATE, source=TASK, ahead=True, default=None
    )
    material: bool | None = described(
        "解读材料", "whether the material was organised with the draft; absent: not said", source=TASK, default=None
    )


class Explained(BusModel, title="解读同步", meaning="whether plan and material went with the document."):
    approved: bool | None = described(
        "同步审签", "they were approved with the document; absent: not said", source=TASK, default=None
    )
    deployed: bool | None = described(
        "同步部署", "they were deployed with the document; absent: not said", source=TASK, default=None
    )


class Prepared(BusModel, title="解读准备", meaning="what came with a document for its interpretation."):
    planned: bool = described("有解读方案", "a plan came with the draft", source=TASK)
    lacks: list[str] = described(
        "方案缺少", "what a plan names and this one does not: 提纲、形式、途径、时间", default_factory=list
    )
    material: bool | None = described("有解读材料", "the material came with the draft; absent: not said", default=None)
    approved: bool | None = described("同步审签", "approved with the document; absent: not said", default=None)
    deployed: bool | None = described("同步部署", "deployed with the document; absent: not said", default=None)
