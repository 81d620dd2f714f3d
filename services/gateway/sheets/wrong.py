"""What a clerk is told who cannot be served."""

from __future__ import annotations


class WrongError(Exception):
    """A workbook, a form or an address that is not taken; ``name`` is the text that says so."""

    def __init__(self, status: int, name: str) -> None:
        super().__init__(name)
        self.status, self.name = status, name
