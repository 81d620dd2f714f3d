"""Characters that a terminal or a notice would carry out, or that end a line, written so that they are only seen."""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def written_out(text: str, *, keep: str = "") -> str:
    """``text`` with its control characters written as ``\\u001b``, except those to ``keep``.

    What a sender wrote would otherwise be carried out by the terminal of whoever looks at it.
    """
    return _CONTROL.sub(lambda match: match[0] if match[0] in keep else f"\\u{ord(match[0]):04x}", text)
