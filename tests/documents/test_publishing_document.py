"""docs/publishing.md: the door takes every fact that it shows, and every code that it names exists."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from chassis.refusals import WORDS
from cli.checking import check, of_file
from contracts.families import FAMILIES

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "publishing.md").read_text(encoding="utf-8")
SPEAKER = "fengjie-renminzhengfubangongshi"
TODAY = date(2026, 12, 31)


def shown() -> Iterator[dict[str, Any]]:
    """The facts of the page; where it leaves the envelope out, one of the day that the fact tells of."""
    for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL):
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


def test_the_door_takes_every_fact_of_the_page() -> None:
    lines: defaultdict[str, list[tuple[int, bytes]]] = defaultdict(list)
    for number, event in enumerate(shown(), start=1):
        lines[event["source"].split("/")[2]].append((number, json.dumps(event, ensure_ascii=False).encode()))
    assert {org: check(written, org, of_file(TODAY)) for org, written in lines.items()} == {
        org: (len(written), []) for org, written in lines.items()
    }


def test_every_fact_and_finding_that_the_page_names_exists() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "services").rglob("*.py"))
    named = set(re.findall(r"`([a-z_]+\.[a-z_]+)`", PAGE))
    assert len(named) > 40
    unknown = {
        code
        for code in named
        if f"{code}.v1" not in FAMILIES.facts
        and code not in WORDS
        and not any(words in sources for words in (f'"{code}"', f'"{code.split(".")[1]}"', f'.{code.split(".")[1]}"'))
    }
    assert unknown == set()


def test_every_duty_of_publishing_that_a_table_begins_with_exists() -> None:
    duties = {duty.code for family in FAMILIES.all for duty in family.duties}
    (participation,) = re.findall(r"\n\| duty \| by when \|\n\|---\|---\|\n(.*?)\n\n", PAGE, re.DOTALL)
    (columns,) = re.findall(r"\n\| 栏目种类 \| 义务 \| 期限 \|\n\|---\|---\|---\|\n(.*?)\n\n", PAGE, re.DOTALL)
    named = re.findall(r"`([a-z_]+)`", "\n".join(row.rsplit("|", 2)[0] for row in participation.splitlines()))
    named += re.findall(r"^\| [^|]+ \| `([a-z_]+)`", columns, re.MULTILINE)
    assert len(named) >= 11
    assert set(named) <= duties
