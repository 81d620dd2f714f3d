"""The facts that a page for the county's office shows, and the codes that it names."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from chassis.refusals import WORDS
from cli.checking import check, of_file
from contracts.families import FAMILIES
from tests.documents.snippets import ROOT

SPEAKER = "fengjie-renminzhengfubangongshi"
TODAY = date(2026, 12, 31)


def shown(page: str) -> Iterator[dict[str, Any]]:
    """The facts of the page; where it leaves the envelope out, one of the day that the fact tells of."""
    for block in re.findall(r"```json\n(.*?)```", page, re.DOTALL):
        rest = block.strip()
        while rest:
            event, end = json.JSONDecoder().raw_decode(rest)
            rest = rest[end:].strip()
            fields = FAMILIES.facts[event["type"]].model_fields
            day = next(name for name, field in fields.items() if name.endswith("_on") and field.is_required())
            envelope = {
                "specversion": "1.0",
                "id": f"{event['subject']}.{event['type']}",
                "source": f"/orgs/{SPEAKER}/page",
                "time": f"{event['data'][day]}T09:00:00+08:00",
            }
            yield envelope | event


def refused(page: str) -> dict[str, Any]:
    """Organisation → what the door says against those of its facts that the page shows; nothing where all get in."""
    lines: defaultdict[str, list[tuple[int, bytes]]] = defaultdict(list)
    for number, event in enumerate(shown(page), start=1):
        lines[event["source"].split("/")[2]].append((number, json.dumps(event, ensure_ascii=False).encode()))
    judged = {org: check(told, org, of_file(TODAY)) for org, told in lines.items()}
    return {org: verdict for org, verdict in judged.items() if verdict != (len(lines[org]), [])}


def codes(page: str) -> set[str]:
    """The facts and findings that the page names."""
    return set(re.findall(r"`([a-z_]+\.[a-z_]+)`", page))


def unknown(page: str) -> set[str]:
    """Those of them that neither a family nor a service knows."""
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "services").rglob("*.py"))
    return {
        code
        for code in codes(page)
        if f"{code}.v1" not in FAMILIES.facts
        and code not in WORDS
        and not any(words in sources for words in (f'"{code}"', f'"{code.split(".")[1]}"', f'.{code.split(".")[1]}"'))
    }
