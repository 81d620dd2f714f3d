"""收到: which receipt of an application counts, and the day by which it is received."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from law.clock.result import CLOSING
from law.clock.steps import Step, StepKind
from law.findings import Finding
from law.limits import ART_31
from law.practice import Practices
from law.receipt import Receipt, confirmed_by_itself, receipt, without_effect

NO_RECEIPT = "没有收到申请的记录，请补报收到日期和方式"


class Arrival(NamedTuple):
    """The receipt that counts.

    ``step``: its id, None without any receipt. ``arrived_on``: the earliest day on which the application
    lay there. ``received_on``: day of receipt, None while it is unconfirmed; then ``alert`` says what to do.
    ``opened_on``: the day the clock started, None where it did not: an application that ended unconfirmed is
    received on the day it ended, when both sides had spoken, and has had no clock.
    """

    step: str | None
    arrived_on: date | None
    received_on: date | None
    opened_on: date | None
    alert: str
    findings: tuple[Finding, ...] = ()


def arrival(steps: Sequence[Step], practice: Practices) -> Arrival:
    """Of several receipts the one by which the application is received earliest; a correction changes it, a second one does not.

    A receipt is confirmed by the earliest confirmation, its own or one reported by itself. What is
    received or confirmed after the application ended comes too late to change anything.
    """
    arrivals = [step for step in steps if step.kind is StepKind.RECEIVED]
    if not arrivals:
        return Arrival(None, None, None, None, NO_RECEIPT)
    arrived_on = arrivals[0].on
    end = next((step.on for step in steps if step.kind in CLOSING and step.on >= arrived_on), None)
    confirmations = [step for step in steps if step.kind is StepKind.CONFIRMED]
    timely = [step for step in confirmations if end is None or step.on <= end]
    ids = {step.id for step in arrivals}
    read = [
        (step, _receipt(step, [c for c in timely if c.id == step.id or c.id not in ids], practice))
        for step in arrivals
        if end is None or step.on <= end
    ]
    counting, result = min(read, key=lambda reading: reading[1].received_on or date.max)
    findings = [*result.findings]
    twice = "同一申请登记了两次收到，以最早的为准；日期有误的请更正"
    findings += [Finding(s.on, "receipt.twice", ART_31, twice, s.id) for s in arrivals if s is not counting]
    late = "办结之后才确认收到，不影响结果和期限"
    findings += [Finding(s.on, "step.after_close", ART_31, late, s.id) for s in confirmations[len(timely) :]]
    opened_on = result.received_on
    return Arrival(counting.id, arrived_on, opened_on or end, opened_on, result.alert, tuple(findings))


def _receipt(step: Step, confirmations: Sequence[Step], practice: Practices) -> Receipt:
    """``confirmations``: its own, and those reported by themselves, in order."""
    automatic = practice(step.on).internet_confirms
    by_itself = confirmed_by_itself(step.channel, internet_confirms=automatic)
    able = [confirmation for confirmation in confirmations if not by_itself or confirmation.id == step.id]
    counting = able[0] if able else None
    result = receipt(step.channel, step.on, counting.on if counting else None, internet_confirms=automatic)
    findings = [replace(finding, step=(counting or step).id) for finding in result.findings]
    for other in confirmations:
        if other not in able:
            findings.append(replace(without_effect(other.on), step=other.id))
        elif counting is not None and other.on != counting.on:
            text = f"确认收到报了两次，以最早的{counting.on}为准；日期有误的请更正"
            findings.append(Finding(other.on, "receipt.confirmed_twice", ART_31, text, other.id))
    return result._replace(findings=tuple(findings))
