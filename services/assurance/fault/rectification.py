"""What a unit says that it did about a fault: it flows to the fault that the newest report names."""

from __future__ import annotations

from chassis.case import Case, Folded
from chassis.dated import dated
from contracts.fault import FAULT, RectificationDone, RectificationState
from contracts.kit import Key


def fold_rectification(case: Case) -> Folded:
    """The days on which it was done."""
    done = dated(case, RectificationDone, "done_on")
    if not done:
        return case.close(RectificationState, relevant=False)
    fault = done[-1].data.fault
    return case.close(
        RectificationState,
        title=done[-1].data.what[:100],
        fault=fault,
        done_on=[step.on for step in done if step.data.fault == fault],
        sends=[Key(FAULT.kind, case.key.org, fault)],
    )
