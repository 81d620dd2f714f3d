"""答复期限: the answer clock of an application, derived from its dated steps (条例第三十至三十五条).

Nothing is stored and patched: `derive` reads the whole list of steps, in any order, and
`judge` does the same with the holiday notices that count for the case. Rules where the
text leaves a choice are decided here, each in the docstring of its function.
"""

from law.clock.consultations import ASKED_NAMES, Consultation
from law.clock.derive import derive, judge, judge_periods
from law.clock.result import ENDED, STATE_NAMES, Clock, Closing, Line, State
from law.clock.service import served
from law.clock.standing import Standing, standing
from law.clock.steps import Step, StepKind, in_order

__all__ = [
    "ASKED_NAMES",
    "ENDED",
    "STATE_NAMES",
    "Clock",
    "Closing",
    "Consultation",
    "Line",
    "Standing",
    "State",
    "Step",
    "StepKind",
    "derive",
    "in_order",
    "judge",
    "judge_periods",
    "served",
    "standing",
]
