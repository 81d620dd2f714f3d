"""The one table of legal steps: which facts touch the clock and how, and what each step presupposes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

from contracts.application import consulting as c
from contracts.application import handling as a
from contracts.application.complaints import ApplicationComplained
from contracts.envelope import Fact
from contracts.fields import BusModel, chinese
from law.clock import Step, StepKind
from law.findings import Finding
from services.requests.application.facts import Facts


class Rule(NamedTuple):
    """A step: its article, the day it tells of, what must have happened by then, and its effect on the clock."""

    article: str
    day: Callable[[Any], date]
    needs: tuple[type[BusModel], ...] = ()
    """One of these has to lie on or before the step's day; none: the step stands alone."""
    clock: Callable[[Fact, Any], Step] | None = None


def _step(kind: StepKind, day: Callable[[Any], date]) -> Callable[[Fact, Any], Step]:
    return lambda fact, data: Step(kind, day(data), fact.id, fact.time)


def _received(fact: Fact, data: a.ApplicationReceived) -> Step:
    return Step(StepKind.RECEIVED, data.received_on, fact.id, fact.time, channel=data.channel)


def _asked(kind: StepKind) -> Callable[[Fact, Any], Step]:
    return lambda fact, data: Step(kind, data.asked_on, fact.id, fact.time, served_on=data.served_on, ref=data.ref)


def _opinion(kind: StepKind) -> Callable[[Fact, Any], Step]:
    return lambda fact, data: Step(kind, data.answered_on, fact.id, fact.time, ref=data.ref)


_ANY = (a.ApplicationReceived,)
_CLOSED = (a.ApplicationAnswered, a.ApplicationWithdrawn, a.ApplicationTransferred)

STEPS: dict[type[BusModel], Rule] = {
    a.ApplicationReceived: Rule("条例第三十一条", lambda d: d.received_on, clock=_received),
    a.ApplicationConfirmed: Rule(
        "条例第三十一条", lambda d: d.confirmed_on, _ANY, _step(StepKind.CONFIRMED, lambda d: d.confirmed_on)
    ),
    a.ApplicationRegistered: Rule("条例第四十五条", lambda d: d.registered_on, _ANY),
    a.ApplicationReviewed: Rule("条例第四十五条", lambda d: d.reviewed_on, _ANY),
    a.CorrectionRequested: Rule(
        "条例第三十条",
        lambda d: d.requested_on,
        _ANY,
        lambda f, d: Step(StepKind.CORRECTION_REQUESTED, d.requested_on, f.id, f.time, until=d.until),
    ),
    a.CorrectionReceived: Rule(
        "条例第三十条",
        lambda d: d.corrected_on,
        (a.CorrectionRequested,),
        lambda f, d: Step(StepKind.CORRECTION_RECEIVED, d.corrected_on, f.id, f.time, justified=d.justified),
    ),
    c.ThirdPartyAsked: Rule("条例第三十二条", lambda d: d.asked_on, _ANY, _asked(StepKind.THIRD_PARTY_ASKED)),
    c.ThirdPartyAnswered: Rule(
        "条例第三十二条",
        lambda d: d.answered_on,
        (c.ThirdPartyAsked,),
        _opinion(StepKind.THIRD_PARTY_ANSWERED),
    ),
    c.ThirdPartyOverridden: Rule("条例第三十二条", lambda d: d.decided_on, (c.ThirdPartyAsked,)),
    c.CoMakerAsked: Rule("条例第三十四条", lambda d: d.asked_on, _ANY, _asked(StepKind.CO_MAKER_ASKED)),
    c.CoMakerAnswered: Rule(
        "条例第三十四条", lambda d: d.answered_on, (c.CoMakerAsked,), _opinion(StepKind.CO_MAKER_ANSWERED)
    ),
    a.AnswerExtended: Rule(
        "条例第三十三条",
        lambda d: d.notified_on,
        _ANY,
        lambda f, d: Step(StepKind.EXTENDED, d.notified_on, f.id, f.time, days=d.days, approved_on=d.approved_on),
    ),
    a.AnswerAgreed: Rule(
        "条例第三十五条",
        lambda d: d.notified_on,
        _ANY,
        lambda f, d: Step(StepKind.AGREED, d.notified_on, f.id, f.time, until=d.until),
    ),
    a.FeeNoticed: Rule(
        "国办函〔2020〕109号",
        lambda d: d.noticed_on,
        _ANY,
        lambda f, d: Step(StepKind.FEE_NOTICED, d.noticed_on, f.id, f.time, served_on=d.served_on, amount=d.amount),
    ),
    a.FeePaid: Rule(
        "国办函〔2020〕109号",
        lambda d: d.paid_on,
        (a.FeeNoticed,),
        lambda f, d: Step(StepKind.FEE_PAID, d.paid_on, f.id, f.time, amount=d.amount),
    ),
    a.FeeWaived: Rule(
        "国办函〔2020〕109号",
        lambda d: d.waived_on,
        (a.FeeNoticed,),
        _step(StepKind.FEE_WAIVED, lambda d: d.waived_on),
    ),
    a.ApplicationAnswered: Rule(
        "条例第三十三条",
        lambda d: d.answered_on,
        _ANY,
        lambda f, d: Step(StepKind.ANSWERED, d.answered_on, f.id, f.time, way=d.way),
    ),
    a.ApplicationTransferred: Rule(
        "条例第三十六条",
        lambda d: d.transferred_on,
        _ANY,
        _step(StepKind.TRANSFERRED, lambda d: d.transferred_on),
    ),
    a.ApplicationWithdrawn: Rule(
        "国办公开办函〔2021〕30号",
        lambda d: d.withdrawn_on,
        _ANY,
        _step(StepKind.WITHDRAWN, lambda d: d.withdrawn_on),
    ),
    a.ApplicationReopened: Rule(
        "条例第五十一条",
        lambda d: d.reopened_on,
        _CLOSED,
        lambda f, d: Step(StepKind.REOPENED, d.reopened_on, f.id, f.time, until=d.until),
    ),
    a.AnswerDelivered: Rule(
        "条例第四十五条",
        lambda d: d.delivered_on,
        (a.ApplicationAnswered,),
        lambda f, d: Step(StepKind.DELIVERED, d.delivered_on, f.id, f.time, way=d.way, posted_on=d.posted_on),
    ),
    a.ApplicationArchived: Rule("条例第四十五条", lambda d: d.archived_on, _CLOSED),
    ApplicationComplained: Rule("条例第四十七条", lambda d: d.complained_on, _ANY),
}
"""Every kind of fact about an application. The clock has findings of its own for what it does not allow."""


def clock_steps(facts: Iterable[Fact]) -> list[Step]:
    """The facts that touch the clock, as the law's steps; a receipt that names its confirmation gives two."""
    steps = []
    for fact in facts:
        rule = STEPS[type(fact.data)]
        if rule.clock is not None:
            steps.append(rule.clock(fact, fact.data))
        if isinstance(fact.data, a.ApplicationReceived) and fact.data.confirmed_on is not None:
            steps.append(Step(StepKind.CONFIRMED, fact.data.confirmed_on, fact.id, fact.time))
    return steps


def impossible(facts: Facts, ended_on: date | None) -> list[Finding]:
    """Steps whose condition no fact on or before their day fulfils; they count as facts all the same.

    ``ended_on``: the day of the first end, which a lapse brings about without a fact.
    """
    days = {kind: [STEPS[kind].day(data) for _, data in steps_of_kind] for kind, steps_of_kind in facts.by_kind.items()}
    impossible_steps = []
    for kind, steps_of_kind in facts.by_kind.items():
        rule = STEPS[kind]
        if not rule.needs:
            continue
        first = min((day for needed in rule.needs for day in days.get(needed, ())), default=date.max)
        if rule.needs is _CLOSED and ended_on is not None:
            first = min(first, ended_on)
        for (fact, _), on in zip(steps_of_kind, days[kind], strict=True):
            if on < first:
                named = "或者".join(chinese(needed) for needed in rule.needs)
                text = f"“{chinese(kind)}”之前应有“{named}”，尚无记录；请补报或者更正日期"
                impossible_steps.append(Finding(on, "step.impossible", rule.article, text, fact))
    return impossible_steps
