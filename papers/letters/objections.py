"""Why a letter may not go out: its step is not recorded, had no effect, or is against the law.

What a fold has found about the step's fact counts, whatever its code, unless the letter itself sets it right or
is owed all the same (`BORNE`). What no finding says, because it is about the letter, is asked here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from contracts.application import COMPLY
from contracts.application import consulting as c
from contracts.application import handling as a
from contracts.state import StatedFinding
from law.clock import STATE_NAMES, State
from law.codes import ObligationStatus
from law.outcomes import GROUND_NAMES, OUTCOMES, AnswerCode, Ground
from law.reports import day_in_words
from papers.letters.facts import Matter
from papers.letters.kinds import kind_of, result_of
from papers.letters.steps import STEPS, named, recorded_on
from papers.letters.texts import code_of

BORNE = frozenset(
    {
        "answer.late",  # a late answer is owed all the same
        "comply.late",  # so is one that was ordered
        "consultation.after_due",  # the clock goes on; to ask is right nevertheless
        "correction.no_period",  # the letter names one
        "ended.late",  # the applicant's withdrawal, after an answer was overdue
        "outcome.ground_unused",
        "outcome.no_reasons",  # the letter has a place for them
        "third_party.not_told",  # the letter tells
    }
)
"""Findings that do not keep a letter back; they are noted beside it."""

REASONS = "reasons"
"""The request to explain an excessive number of applications (第三十五条); no fact records it."""

_OVER = (State.ANSWERED, State.TRANSFERRED, State.WITHDRAWN, State.LAPSED_CORRECTION, State.LAPSED_PAYMENT)
_ASKING = frozenset({"third_party", "co_maker"})
_IN_TIME = {"correction": "补正告知", "extension": "延期告知", "agreed": "确定延迟答复的期限", "fee": "收费通知"}
"""Letters that only count within the answer period, and what their step is called."""

_LATER = frozenset({"extension", "agreed"})
"""Letters that put the answer off."""


def objections(kind: str, matter: Matter) -> tuple[str, ...]:
    """The reasons, in Chinese, each once; none for a letter that may go out. ``kind`` is a definite one."""
    return tuple(dict.fromkeys(_objections(kind, matter)))


def borne(kind: str, matter: Matter) -> tuple[str, ...]:
    """What is wrong with the step and does not keep its letter back."""
    return tuple(_says(finding) for finding in _findings(kind, matter) if finding.code in BORNE)


def _objections(kind: str, matter: Matter) -> Iterator[str]:
    if kind in STEPS:
        if matter.facts.last(STEPS[kind][0]) is None:
            yield f"尚未记录{named(STEPS[kind][0])}"
            yield from _too_late(kind, matter)
            yield from _ordered(kind, matter)
            return
    elif code_of(kind) is not None:
        if result_of(kind, matter.state) is None:
            yield from _other_result(matter)
            return
    elif kind == REASONS and matter.state.state in _OVER:
        yield f"{_stage(matter)}，不能再要求说明理由"
    yield from (_says(finding) for finding in _findings(kind, matter) if finding.code not in BORNE)
    if kind in _IN_TIME or kind in _ASKING:
        yield from _after_end(kind, matter)
    yield from _ordered(kind, matter)
    if kind in _OWN:
        yield from _OWN[kind](matter)


def _findings(kind: str, matter: Matter) -> list[StatedFinding]:
    """What was found about the fact that records the step; a period that lapsed by itself has no fact."""
    if kind in STEPS:
        fact = matter.facts.last_id(STEPS[kind][0])
    else:
        result = result_of(kind, matter.state)
        fact = result.fact if result else None
    return [finding for finding in matter.state.findings if fact and finding.fact == fact]


def _says(finding: StatedFinding) -> str:
    return f"{finding.text}（{finding.article}）"


def _stage(matter: Matter) -> str:
    return f"该申请{STATE_NAMES[matter.state.state]}"


def _too_late(kind: str, matter: Matter) -> Iterator[str]:
    """Why a step that is not recorded could not be taken today either."""
    state, today = matter.state, matter.today
    if kind in _IN_TIME or kind in _ASKING:
        if state.state in _OVER:
            yield f"{_stage(matter)}，现在作出没有效力"
        elif state.state is State.NOT_STARTED:
            yield "答复期限尚未起算（条例第三十一条）"
        elif kind in _IN_TIME and state.state is State.RUNNING and state.due_on is not None and today > state.due_on:
            yield f"答复期限{day_in_words(state.due_on)}已过，{_IN_TIME[kind]}没有效力"
    if kind == "correction" and (last := state.correction_notice_due_on) is not None and today > last:
        yield f"补正应于{day_in_words(last)}前一次性告知（条例第三十条）"


def _ordered(kind: str, matter: Matter) -> Iterator[str]:
    """What a decision or a judgment ordered is not put off by the office itself."""
    on = recorded_on(kind, matter.facts) or matter.today
    for owed in matter.state.obligations:
        unmet = owed.status in {ObligationStatus.OPEN, ObligationStatus.OVERDUE}
        if kind in _LATER and owed.duty == COMPLY.code and unmet and owed.opened_on <= on:
            article = owed.explanation.article
            yield f"决定或者裁判要求于{day_in_words(owed.due_on)}前履行，{_IN_TIME[kind]}不改变这一期限（{article}）"


def _other_result(matter: Matter) -> Iterator[str]:
    results = matter.state.results
    if not results:
        yield f"尚未记录{named(a.ApplicationAnswered)}"
        if matter.state.transferred:
            yield _stage(matter)
        return
    code, ground = results[-1].code, results[-1].ground
    words = GROUND_NAMES[ground] if ground else OUTCOMES[code].says
    yield f"记录的办理结果是{kind_of(code, ground)}（{words}），不是这一种"


def _overridden(matter: Matter) -> Iterator[str]:
    decision, opinion = matter.facts.last(c.ThirdPartyOverridden), matter.facts.last(c.ThirdPartyAnswered)
    if matter.facts.last(c.ThirdPartyAsked) is None:
        yield "没有书面征求第三方意见的记录（条例第三十二条）"
    elif opinion is None or opinion.consents is True:
        yield "没有第三方不同意公开的记录，不适用本告知书（条例第三十二条）"
    elif decision is not None and decision.decided_on < opinion.answered_on:
        yield f"决定早于{day_in_words(opinion.answered_on)}收到的第三方意见（条例第三十二条）"


def _fee(matter: Matter) -> Iterator[str]:
    fee = matter.state.fee
    if fee is not None and fee.amount == 0:
        yield "通知的金额是0元；不收费的，不发缴费通知"
    if fee is not None and fee.waived_on is not None:
        yield f"已于{day_in_words(fee.waived_on)}决定免收"


def _for_third_party(matter: Matter) -> Iterator[str]:
    result = result_of(kind_of(AnswerCode.WITHHELD, Ground.THIRD_PARTY), matter.state)
    asked_on = [letter.asked_on for letter in matter.detail.consultations if letter.kind == "third_party_asked"]
    if result is not None and not any(on <= result.on for on in asked_on):
        yield "答复之前没有书面征求第三方意见的记录（条例第三十二条）"


def _uncorrected(matter: Matter) -> Iterator[str]:
    result, asked = result_of(kind_of(AnswerCode.UNCORRECTED), matter.state), matter.facts.correction()
    if asked is None:
        yield f"没有补正告知的记录：{named(a.CorrectionRequested)}（条例第三十条）"
    elif result is not None and asked.until is not None and result.on <= asked.until:
        yield f"补正期限{day_in_words(asked.until)}尚未届满（条例第三十条）"


def _unpaid(matter: Matter) -> Iterator[str]:
    fee, result = matter.state.fee, result_of(kind_of(AnswerCode.UNPAID), matter.state)
    if fee is None:
        yield f"没有缴费通知的记录：{named(a.FeeNoticed)}（国办函〔2020〕109号）"
        return
    yield from _fee(matter)
    if result is not None and fee.paid_on is not None and fee.paid_on <= result.on and fee.paid >= fee.amount:
        yield f"费用已于{day_in_words(fee.paid_on)}缴清"


def _after_end(kind: str, matter: Matter) -> Iterator[str]:
    """The step was taken after the last period had ended, by a lapse too, and it was not reopened."""
    on, ended = recorded_on(kind, matter.facts), max((result.on for result in matter.state.results), default=None)
    if on is not None and ended is not None and on > ended and matter.state.state in _OVER:
        yield f"{_stage(matter)}（{day_in_words(ended)}），此后的步骤没有效力"


_OWN: dict[str, Callable[[Matter], Iterator[str]]] = {
    "overridden": _overridden,
    "fee": _fee,
    kind_of(AnswerCode.WITHHELD, Ground.THIRD_PARTY): _for_third_party,
    kind_of(AnswerCode.UNCORRECTED): _uncorrected,
    kind_of(AnswerCode.UNPAID): _unpaid,
}
"""What is asked of a recorded step beyond its findings."""
