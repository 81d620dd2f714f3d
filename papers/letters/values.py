"""What the facts put into a letter: codes in the law's words, days, numbers. Nothing else gets through.

No event has a field of free text about a person, and an id that is no code stays out too, so
that whatever text somebody squeezed into one is not printed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from contracts.application import consulting as c
from contracts.application import handling as a
from contracts.application.state import ApplicationDetail, ApplicationState, FeeState
from contracts.fields import PATTERN_CODE
from law.clock import State, StepKind
from law.completeness import REQUIRED
from law.fees import BASIS_NAMES, UNIT_NAMES, Basis, Fee, fee
from law.limits import ART_33
from law.outcomes import GROUND_NAMES, GROUNDS, AnswerCode, Ground
from law.reports import day_in_words
from papers.letters.facts import Counting, Matter
from papers.letters.kinds import result_of

_CODE = re.compile(PATTERN_CODE)


def values(kind: str, matter: Matter) -> Mapping[str, str | None]:
    """The text of every place that facts can fill, for a definite kind; None where they do not hold it."""
    state, facts = matter.state, matter.facts
    registered = facts.last(a.ApplicationRegistered)
    return {
        "org": matter.organ or None,
        "subject": _code(state.subject),
        "number": _code(registered.number if registered else None),
        "received_on": _day(state.received_on),
        "channel": state.channel.value if state.channel else None,
        "registered_on": _day(state.registered_on),
        "original_due_on": _day(state.original_due_on),
        **_correction(kind, state, facts),
        **_extension(matter),
        **_consultations(matter.detail, facts),
        **_fee(state),
        **_answer(kind, state, facts),
    }


def _correction(kind: str, state: ApplicationState, facts: Counting) -> dict[str, str | None]:
    """补正 (第三十条): what to correct, by when, and what came of it. A day that was over when it was set sets none."""
    asked, came = facts.correction(newest=kind == "correction"), facts.last(a.CorrectionReceived)
    until = asked.until if asked and asked.until and asked.until >= asked.requested_on else None
    awaited = state.state in {State.AWAITING_CORRECTION, State.LAPSED_CORRECTION}
    missing = [part.value for part in asked.missing] if asked else []
    words = [REQUIRED[part] for part in REQUIRED if part in (missing or state.missing)]
    return {
        "missing": "；".join(words) or None,
        "correction_requested_on": _day(asked.requested_on if asked else None),
        "correction_until": _day(until or (state.lapses_after if awaited else None)),
        "corrected_on": _day(came.corrected_on if came else None),
    }


def _extension(matter: Matter) -> dict[str, str | None]:
    """Extension (第三十三条第二款) and the later day agreed (第三十五条)."""
    state, facts = matter.state, matter.facts
    extended, agreed = facts.last(a.AnswerExtended), facts.last(a.AnswerAgreed)
    return {
        "extension_approved_on": _day(extended.approved_on if extended else None),
        "extension_days": f"{days}个工作日"
        if (days := (extended.days or state.extended_days) if extended else 0)
        else None,
        "extended_due_on": _day(_due_after(extended, matter) if extended else None),
        "agreed_until": _day(agreed.until if agreed else None),
    }


def _due_after(extended: a.AnswerExtended, matter: Matter) -> date | None:
    """The due date that the extension made: as the clock explains it, since an ended application has none any more."""
    extensions = [line for line in matter.detail.lines if line.on == extended.notified_on and line.article == ART_33]
    if extensions:
        return extensions[-1].due_on
    return matter.state.due_on if matter.state.extended_days else None


def _consultations(detail: ApplicationDetail, facts: Counting) -> dict[str, str | None]:
    """Letters to third parties (第三十二条) and co-makers (第三十四条): the last of each."""
    in_order = sorted(detail.consultations, key=lambda consultation: consultation.asked_on)
    last = {consultation.kind: consultation for consultation in in_order}
    third, co_maker = last.get(StepKind.THIRD_PARTY_ASKED), last.get(StepKind.CO_MAKER_ASKED)
    overridden = facts.last(c.ThirdPartyOverridden)
    return {
        "third_party_asked_on": _day(third.asked_on if third else None),
        "third_party_limit_on": _day(third.limit_on if third else None),
        "overridden_on": _day(overridden.decided_on if overridden else None),
        "co_maker_limit_on": _day(co_maker.limit_on if co_maker else None),
    }


def _fee(state: ApplicationState) -> dict[str, str | None]:
    """信息处理费 (国办函〔2020〕109号): basis, count, the tiers it adds up from, the sum, and until when."""
    noticed = state.fee
    awaited = state.state in {State.AWAITING_PAYMENT, State.LAPSED_PAYMENT}
    return {
        "fee_basis": BASIS_NAMES[noticed.basis] if noticed else None,
        "fee_count": f"{noticed.count}{UNIT_NAMES[noticed.basis]}" if noticed else None,
        "fee_bands": _bands(noticed) if noticed else None,
        "fee_amount": f"{noticed.amount:,}" if noticed else None,
        "fee_noticed_on": _day(noticed.noticed_on if noticed else None),
        "fee_until": _day(state.lapses_after if awaited else None),
    }


def _by_tiers(noticed: FeeState) -> Fee:
    return fee(noticed.basis, noticed.count, noticed.before if noticed.basis is Basis.ITEMS else 0)


def _bands(noticed: FeeState) -> str | None:
    due = _by_tiers(noticed)
    if due.amount != noticed.amount or not noticed.count:
        return None
    unit = UNIT_NAMES[noticed.basis]
    return "；".join(
        f"第{band.first}至{band.last}{unit}共{band.units}{unit}，"
        + (f"每{unit}{band.rate}元，计{band.amount:,}元" if band.rate else "不收费")
        for band in due.bands
    )


def _answer(kind: str, state: ApplicationState, facts: Counting) -> dict[str, str | None]:
    """Of the answer: grounds of the parts withheld (第三十七条), day of the withdrawal."""
    result = result_of(kind, state)
    grounds = facts.grounds(result.fact) if result is not None else []
    withdrawn = result is not None and result.code is AnswerCode.WITHDRAWN
    return {
        "withheld_grounds": "；".join(map(_cited, grounds)) or None,
        "withdrawn_on": _day(result.on if result is not None and withdrawn else None),
    }


def _cited(ground: Ground) -> str:
    article, _ = GROUNDS[ground]
    return f"{GROUND_NAMES[ground]}（《条例》{article.removeprefix('条例')}）"


def _day(day: date | None) -> str | None:
    return day_in_words(day) if day else None


def _code(text: str | None) -> str | None:
    return text if text is not None and _CODE.fullmatch(text) else None
