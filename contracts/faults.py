"""What is wrong with a file that a county writes: the line, the field, the value, the rule and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Fault(NamedTuple):
    """One thing that is wrong; ``line`` is 0 where there is no file, or its lines are not kept."""

    field: str
    value: str
    rule: str
    remedy: str
    line: int = 0

    def __str__(self) -> str:
        """In one line."""
        place = f"line {self.line}: " if self.line else ""
        return f"{place}{self.field}: {self.value!r}: {self.rule}; {self.remedy}"


class FaultsError(ValueError):
    """What cannot be taken in; the text has a line for each fault."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)
