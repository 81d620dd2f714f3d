"""How an application ended, period by period, and its one place in table 三."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from contracts.application import consulting as c
from contracts.application import handling as a
from contracts.application.state import CountedResult, ResultState
from law.clock import Closing, State
from law.codes import ApplicantKind
from law.findings import Finding
from law.outcomes import DISCLOSING, AnswerCode, Ground, classify, combined
from law.table3 import Application, counted_result
from services.requests.application.facts import Facts

_LAPSED = {State.LAPSED_CORRECTION: AnswerCode.UNCORRECTED, State.LAPSED_PAYMENT: AnswerCode.UNPAID}


def result(closing: Closing, received_on: date | None, facts: Facts) -> tuple[ResultState | None, list[Finding]]:
    """What the end of a period counts as, and what is wrong with it.

    A transfer to an organisation that answers and counts it is no result here. In a later year than that
    of receipt it is 其他处理: the table of that year has been published with the application carried over.
    """
    code, ground, reasoned = _LAPSED.get(closing.state, AnswerCode.OTHER), None, False
    findings: list[Finding] = []
    if closing.state is State.TRANSFERRED:
        transfer = facts.by_id(a.ApplicationTransferred)[closing.step]
        if transfer.to is not None and (received_on is None or closing.on.year <= received_on.year):
            return None, []
    elif closing.state is State.WITHDRAWN:
        code = AnswerCode.WITHDRAWN
    elif closing.state is State.ANSWERED:
        answer = facts.by_id(a.ApplicationAnswered)[closing.step]
        code, ground = outcome_of(answer)
        reasoned = answer.reasoned
        if answer.code is None and not answer.parts:
            text = "答复没有写明类型，计入其他处理；请更正"
            findings.append(Finding(closing.on, "outcome.no_code", "条例第三十六条", text, closing.step))
    corrected = bool(facts.of(a.CorrectionReceived))
    outcome = classify(code, closing.on, ground, reasoned=reasoned, corrected=corrected)
    findings += [Finding(f.on, f.code, f.article, f.text, closing.step) for f in outcome.findings]
    state = ResultState(
        on=closing.on,
        code=code,
        ground=ground,
        row=outcome.row,
        articles=list(outcome.articles),
        fact=closing.step,
    )
    return state, findings


def outcome_of(answer: a.ApplicationAnswered) -> tuple[AnswerCode, Ground | None]:
    """Code and ground of an answer; parts decide where there are any (第三十七条)."""
    if answer.parts:
        return combined([(part.code, part.ground) for part in answer.parts])
    return answer.code or AnswerCode.OTHER, answer.ground


def counted(
    kind: ApplicantKind | None, received_on: date | None, endings: Sequence[ResultState]
) -> CountedResult | None:
    """Where table 三 counts it; None while it is carried over, or cannot be counted at all."""
    if kind is None or received_on is None:
        return None
    result = counted_result(Application(kind, received_on, [(ending.on, ending.row) for ending in endings]))
    if result is None:
        return None
    return CountedResult(on=max(min(ending.on for ending in endings), received_on), row=result[1])


def third_party_findings(facts: Facts, endings: Sequence[ResultState]) -> list[Finding]:
    """What 第三十二条 forbids: disclosure against a third party's refusal without a decision that overrides it."""
    overridden = facts.of(c.ThirdPartyOverridden)
    text = "决定公开的内容和理由应当书面告知第三方"
    findings = [
        Finding(data.decided_on, "third_party.not_told", "条例第三十二条", text, fact)
        for fact, data in overridden
        if data.told_on is None
    ]
    decided = {data.ref for _, data in overridden}
    refused_on = min(
        (d.answered_on for _, d in facts.of(c.ThirdPartyAnswered) if d.consents is False and d.ref not in decided),
        default=None,
    )
    if refused_on is None:
        return findings
    answers = facts.by_id(a.ApplicationAnswered)
    text = "第三方不同意公开，没有公共利益决定而予以公开"
    return findings + [
        Finding(ending.on, "third_party.refused", "条例第三十二条", text, ending.fact)
        for ending in endings
        if ending.on >= refused_on and ending.code in DISCLOSING and _gives_it(answers[ending.fact])
    ]


def _gives_it(answer: a.ApplicationAnswered) -> bool:
    """Whether the answer is known to give what a third party refuses: in whole, or in parts that are all named.

    A part without a ground, or a partial answer whose parts are not named, leaves it unknown, which accuses nobody.
    """
    if not answer.parts:
        return answer.code is not AnswerCode.PARTIAL
    withheld = [
        part.ground for part in answer.parts if part.code not in {AnswerCode.GRANTED, AnswerCode.ALREADY_PUBLIC}
    ]
    return None not in withheld and Ground.THIRD_PARTY not in {answer.ground, *withheld}
