"""What the periods of a case leave behind, in their order."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from law.clock.arrival import Arrival
from law.clock.consultations import Consultation
from law.clock.result import Closing, Extension, Line
from law.findings import Finding


@dataclass(slots=True)
class History:
    """The lasting part of a case: what its receipt fixes, and what happened since.

    ``original_due_on`` follows from the receipt. ``corrected``, ``charged``: 补正告知 and 缴费通知 go out once in a case.
    ``extension``: the first that had effect. ``findings`` are in order at any time.
    """

    arrival: Arrival
    original_due_on: date | None = None
    corrected: bool = False
    charged: bool = False
    extension: Extension | None = None
    closings: list[Closing] = field(default_factory=list)
    letters: list[Consultation] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
