"""What a clerk is told who cannot be served."""

from __future__ import annotations

from collections.abc import Mapping


class WrongError(Exception):
    """A workbook, a form or an address that is not taken; ``name`` is the text that says so, ``headers`` say when to ask again."""

    def __init__(self, status: int, name: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(name)
        self.status, self.name, self.headers = status, name, dict(headers or {})
