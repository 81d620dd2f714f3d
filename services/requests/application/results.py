"""How an application ended, period by period, and its one place in table 三."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from contracts.application import consulting as c
from contracts.application import handling as a
from contracts.application.state import CountedResult, ResultState
from law.clock import Clock, Standing, State
from law.codes import ApplicantKind
from law.findings import Finding
from law.outcomes import DISCLOSING, AnswerCode, Ground, classify, combined
from law.table3 import Application, counted_result
from services.requests.application.facts import Facts

_LAPSED = {State.LAPSED_CORRECTION: AnswerCode.UNCORRECTED, State.LAPSED_PAYMENT: AnswerCode.UNPAID}


def results(clock: Clock, standing: Standing, facts: Facts) -> tuple[list[ResultState], list[Finding]]:
    """One result per period that ended; one that lapsed counts on the day after the applicant's last day.

    A transfer to an organisation that answers it is no result here: that one counts it.
    """
    by_id = {fact.id: fact for fact in facts} if clock.closings else {}
    corrected = bool(facts.of(a.CorrectionReceived))
    found: list[ResultState] = []
    findings: list[Finding] = []
    for closing in clock.closings:
        fact = by_id[closing.step]
        code, ground, reasoned = AnswerCode.OTHER, None, False
        match fact.data:
            case a.ApplicationAnswered() as answer:
                code, ground = outcome_of(answer)
                reasoned = answer.reasoned
                if answer.code is None and not answer.parts:
                    text = "答复没有写明类型，计入其他处理；请更正"
                    findings.append(Finding(closing.on, "outcome.no_code", "条例第三十六条", text, fact.id))
            case a.ApplicationWithdrawn():
                code = AnswerCode.WITHDRAWN
            case a.ApplicationTransferred() as transfer:
                if transfer.to is not None:
                    continue
        outcome = classify(code, closing.on, ground, reasoned=reasoned, corrected=corrected)
        findings += [Finding(f.on, f.code, f.article, f.text, fact.id) for f in outcome.findings]
        found.append(
            ResultState(
                on=closing.on,
                code=code,
                ground=ground,
                row=outcome.row,
                articles=list(outcome.articles),
                fact=fact.id,
            )
        )
    if standing.state in _LAPSED and clock.lapses_after is not None:
        on = clock.lapses_after + timedelta(days=1)
        outcome = classify(_LAPSED[standing.state], on)
        found.append(
            ResultState(on=on, code=_LAPSED[standing.state], row=outcome.row, articles=list(outcome.articles), fact="")
        )
    return found, findings


def outcome_of(answer: a.ApplicationAnswered) -> tuple[AnswerCode, Ground | None]:
    """Code and ground of an answer; parts decide where there are any (第三十七条)."""
    if answer.parts:
        return combined([(part.code, part.ground) for part in answer.parts])
    return answer.code or AnswerCode.OTHER, answer.ground


def counted(kind: ApplicantKind | None, received_on: date | None, found: Sequence[ResultState]) -> CountedResult | None:
    """Where table 三 counts it; None while it is carried over, or cannot be counted at all."""
    if kind is None or received_on is None:
        return None
    result = counted_result(Application(kind, received_on, [(one.on, one.row) for one in found]))
    if result is None:
        return None
    return CountedResult(on=max(min(one.on for one in found), received_on), row=result[1])


def disclosed(found: Sequence[ResultState]) -> bool:
    """Whether the last result gives the information, or a part of it."""
    return bool(found) and found[-1].code in DISCLOSING


def third_party_findings(facts: Facts, found: Sequence[ResultState]) -> list[Finding]:
    """What 第三十二条 forbids: disclosure against a third party's refusal without a decision that overrides it."""
    overridden = facts.of(c.ThirdPartyOverridden)
    text = "决定公开的内容和理由应当书面告知第三方"
    findings = [
        Finding(data.decided_on, "third_party.not_told", "条例第三十二条", text, fact)
        for fact, data in overridden
        if data.told_on is None
    ]
    decided = {data.ref for _, data in overridden}
    refused = [
        data.ref for _, data in facts.of(c.ThirdPartyAnswered) if data.consents is False and data.ref not in decided
    ]
    if refused and disclosed(found) and not _kept_back(facts, found[-1].fact):
        text = "第三方不同意公开，没有公共利益决定而予以公开"
        findings.append(Finding(found[-1].on, "third_party.refused", "条例第三十二条", text, found[-1].fact))
    return findings


def _kept_back(facts: Facts, answer: str) -> bool:
    """Whether the answer withholds, of what it gives in part, what concerns a third party."""
    data = dict(facts.of(a.ApplicationAnswered)).get(answer)
    return data is not None and Ground.THIRD_PARTY in {data.ground, *(part.ground for part in data.parts)}
