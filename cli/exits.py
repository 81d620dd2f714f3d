"""How a command ends: exit codes that mean something, and errors that say what to do."""

from __future__ import annotations

OK, FAILED, USAGE, REFUSED, BEHIND, INTERRUPTED = 0, 1, 2, 3, 4, 130

CODES = "Exit codes: 0 done, 1 failed, 2 wrong usage, 130 stopped with Ctrl-C"
"""Last line of every command's help, followed by what is particular to it."""


class Stop(Exception):  # noqa: N818  # it ends a command, with 0 in no case, but not always by an error
    """Ends the command with ``code`` after saying ``text`` on standard error."""

    def __init__(self, text: str, code: int = FAILED) -> None:
        super().__init__(text)
        self.code = code
