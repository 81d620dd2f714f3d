"""What the facts about a review or a lawsuit come to: one case of table 四, and what its decision orders of whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date
from typing import Any, NamedTuple

from chassis.case import Case, Folded
from contracts import dispute as d
from contracts.application import APPLICATION
from contracts.disclosure import FAMILY as DISCLOSURE
from contracts.envelope import Fact
from contracts.fields import BusModel, chinese
from contracts.kit import Key
from law.findings import Finding
from law.table4 import Remedy, Result

ART_51 = "条例第五十一条"

DAYS = {
    d.ReviewFiled: "filed_on",
    d.ReviewAccepted: "accepted_on",
    d.ReviewDecided: "decided_on",
    d.LawsuitFiled: "filed_on",
    d.LawsuitDecided: "decided_on",
}
"""The field with the day that each fact tells of."""

FILINGS = (d.ReviewFiled, d.LawsuitFiled)
DECISIONS = (d.ReviewDecided, d.LawsuitDecided)
OF_REVIEWS = (d.ReviewFiled, d.ReviewAccepted, d.ReviewDecided)


class Step(NamedTuple):
    """A fact of the case, in the order of its day; of one day, of its time."""

    on: date
    fact: Fact

    @property
    def order(self) -> tuple[date, object, str]:
        """By which the earliest counts."""
        return self.on, self.fact.time, self.fact.id


def fold(case: Case) -> Folded:
    """The case, counted once whatever it is about; of several facts of one kind the earliest counts.

    It flows to every application and disclosure that it is about: what a decision orders is owed there.
    """
    steps = sorted((Step(getattr(f.data, DAYS[type(f.data)]), f) for f in case.facts), key=lambda step: step.order)
    counting = _counting(case, steps)
    filing, acceptance, decision = (_first(counting, kinds) for kinds in (FILINGS, (d.ReviewAccepted,), DECISIONS))
    applications, disclosures = (_named(counting, name) for name in ("applications", "disclosures"))
    remedy = _remedy(counting, filing)
    filed_on = filing.on if filing else counting[0].on if counting else None
    co_defendant = isinstance(filing.fact.data, d.LawsuitFiled) and filing.fact.data.co_defendant if filing else False
    ended = _ended(case, decision, applications, disclosures)
    _find(case, counting, filing)
    if remedy is not None and filed_on is not None and not co_defendant:
        case.count(filed_on, f"remedies_filed@{remedy}")
        if decision is not None:
            result = Result.OTHER if ended["result"] is Result.PENDING else ended["result"]
            case.count(max(decision.on, filed_on), f"remedies_decided@{remedy}.{result}")
    return case.close(
        d.DisputeState,
        sends=[
            *(Key(APPLICATION.kind, case.key.org, name) for name in applications),
            *(Key(DISCLOSURE.kind, case.key.org, name) for name in disclosures),
        ],
        remedy=remedy,
        stage=_stage(filing, acceptance, decision),
        filed_on=filed_on,
        accepted_on=acceptance.on if acceptance else None,
        co_defendant=co_defendant,
        applications=applications,
        disclosures=disclosures,
        **ended,
    )


def _counting(case: Case, steps: list[Step]) -> list[Step]:
    """The earliest step of each kind; a later one is found: a correction is the way to change what was told."""
    first: dict[type[BusModel], Step] = {}
    for step in steps:
        kind = type(step.fact.data)
        if first.setdefault(kind, step) is not step:
            text = f"又报了一次“{chinese(kind)}”，以最早的为准；需要改动的，请更正原来的事实"
            case.find(Finding(step.on, "dispute.twice", ART_51, text, step.fact.id))
    return [step for step in steps if first[type(step.fact.data)] is step]


def _first(steps: Iterable[Step], kinds: tuple[type[BusModel], ...]) -> Step | None:
    return next((step for step in steps if isinstance(step.fact.data, kinds)), None)


def _named(steps: Iterable[Step], field: str) -> list[str]:
    return sorted({name for step in steps for name in getattr(step.fact.data, field)})


def _remedy(steps: list[Step], filing: Step | None) -> Remedy | None:
    """The block of table 四: the filing's; without one that of the first step, a lawsuit as sued directly."""
    first = filing or (steps[0] if steps else None)
    if first is None:
        return None
    if isinstance(first.fact.data, OF_REVIEWS):
        return Remedy.REVIEW
    after_review = isinstance(first.fact.data, d.LawsuitFiled) and first.fact.data.after_review
    return Remedy.LITIGATION_AFTER_REVIEW if after_review else Remedy.LITIGATION_DIRECT


def _stage(filing: Step | None, acceptance: Step | None, decision: Step | None) -> d.DisputeStage | None:
    if decision is not None:
        return d.DisputeStage.DECIDED
    if acceptance is not None:
        return d.DisputeStage.ACCEPTED
    return d.DisputeStage.FILED if filing is not None else None


def _ended(case: Case, decision: Step | None, applications: list[str], disclosures: list[str]) -> dict[str, Any]:
    """How the case ended, and the order where there is one."""
    ended: dict[str, Any] = {"decided_on": None, "served_on": None, "result": None, "order": None}
    if decision is None:
        return ended
    data, fact = decision.fact.data, decision.fact
    assert isinstance(data, DECISIONS)
    served_on = data.served_on
    if served_on is not None and served_on < decision.on:
        _note(case, decision, "served_before_decision", "送达日期在决定之前，按决定日期计算")
        served_on = None
    ended |= {"decided_on": decision.on, "served_on": served_on, "result": data.result}
    if not data.disclose:
        return ended
    named = bool(data.applications or data.disclosures)
    opened_on, until = served_on or decision.on, data.until
    if until is not None and until < opened_on:
        _note(case, decision, "until_before_service", "履行期限在送达之前，按期限天数或者法定期限计算")
        until = None
    if until is not None and data.within is not None:
        _note(case, decision, "two_periods", "既写明履行期限又写明天数，以载明的日期为准")
    if data.result is Result.UPHELD:
        _note(case, decision, "upheld_and_ordered", "结果为维持，又责令公开或者重新答复，请核对")
    if not applications and not disclosures:
        _note(case, decision, "order_names_nothing", "责令公开或者重新答复，没有写明所涉申请或者公开事项，请补报")
    ended["order"] = d.DisputeOrder.of(
        ordered_at=fact.time.astimezone(UTC),
        opened_on=opened_on,
        until=until,
        within=data.within,
        applications=sorted(set(data.applications)) if named else applications,
        disclosures=sorted(set(data.disclosures)) if named else disclosures,
        fact=fact.id,
    )
    return ended


def _find(case: Case, steps: list[Step], filing: Step | None) -> None:
    if len({isinstance(step.fact.data, OF_REVIEWS) for step in steps}) > 1:
        first = next(
            s for s in steps if isinstance(s.fact.data, OF_REVIEWS) != isinstance(steps[0].fact.data, OF_REVIEWS)
        )
        _note(case, first, "two_kinds", "同一案号既报为行政复议又报为行政诉讼，请核对案号")
    for step in steps:
        if not isinstance(step.fact.data, FILINGS) and (filing is None or step.on < filing.on):
            wanted = chinese(d.ReviewFiled if isinstance(step.fact.data, OF_REVIEWS) else d.LawsuitFiled)
            text = f"“{chinese(type(step.fact.data))}”之前应有“{wanted}”，尚无记录；请补报或者更正日期"
            case.find(Finding(step.on, "step.impossible", ART_51, text, step.fact.id))


def _note(case: Case, step: Step, code: str, text: str) -> None:
    case.find(Finding(step.on, f"dispute.{code}", ART_51, text, step.fact.id))
