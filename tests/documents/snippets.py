"""The snippets of docs/integrating.md, taken out of the page itself."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
INTEGRATING = ROOT / "docs" / "integrating.md"

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def section(page: Path, heading: str) -> str:
    """The text under a heading, up to the next one of its level or above."""
    level = heading.split(" ", 1)[0]
    _, separator, rest = page.read_text(encoding="utf-8").partition(f"\n{heading}\n")
    assert separator, f"{page.name} has no heading {heading!r}"
    return re.split(rf"^#{{2,{len(level)}}} ", rest, maxsplit=1, flags=re.MULTILINE)[0]


def blocks(page: Path, heading: str, language: str) -> list[str]:
    """The blocks of code of a language under a heading."""
    return [body for written, body in _BLOCK.findall(section(page, heading)) if written == language]


def block(page: Path, heading: str, language: str) -> str:
    """The one block of a language under a heading."""
    (body,) = blocks(page, heading, language)
    return str(body)
