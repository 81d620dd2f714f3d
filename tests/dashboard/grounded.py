"""A small county whose rows are the sums of its subjects, as metrics would make them: numbers that can be walked down to the ground."""

from __future__ import annotations

import random
from datetime import date

from contracts import topics
from tests.dashboard import ground
from tests.dashboard.boards import unit
from tests.dashboard.sample import COUNTY, Record, complete, registered, words
from tests.dashboard.sums import rows

DAY = date(2026, 4, 20)
UNITS = (("alpha", "财政局", "部门"), ("beta", "白帝镇", "镇"), ("gamma", "永安街道", "街道"))
MONTHS = ("2026-01", "2026-02", "2026-03", "2026-04")
KIND = "publishing.disclosure"
STATUSES = ("met", "met", "met_late", "overdue", "open", "excused")


def county(seed: int = 1, subjects: int = 40) -> list[Record]:
    """The registry, the subjects with their facts, what is owed, and every row that they come to."""
    chance = random.Random(seed)
    records = [*words(), *(registered(unit(org, name, kind=kind)) for org, name, kind in UNITS)]
    for number in range(subjects):
        org = chance.choice(UNITS)[0]
        month = chance.choice(MONTHS)
        counts = _counts(chance, month)
        status = chance.choice(STATUSES)
        counts[month] |= {"publish!due": 1, f"publish!{status}": 1}
        records += _told(org, f"2026-{number}", month, status, counts)
    return [*records, *rows(records, COUNTY), complete(DAY)]


def _counts(chance: random.Random, month: str) -> dict[str, dict[str, int]]:
    here = {
        "documents_drafted": 1,
        "items_published": chance.randint(1, 3),
        f"items_published_by_channel@{chance.choice(('政府网站', '公示栏'))}": 1,
        f"days_to_publish#{chance.choice((3, 12))}": 1,
    }
    if chance.random() < 0.3:
        here["documents_returned"] = 1
    later = chance.choice(MONTHS)
    return {month: here} | ({later: {"items_withdrawn": 1}} if later != month else {})


def _told(org: str, name: str, month: str, status: str, counts: ground.Counts) -> list[Record]:
    due = date.fromisoformat(f"{month}-15")
    owes = [ground.duty(org, name, due, status)] if status in ("met_late", "overdue", "open") else []
    done = [ground.met(due)] if status == "met" else []
    title = f"关于事项{name}的通知"
    made = [
        ground.subject(org, name, counts, title=title, obligations=owes, met=done, kind=KIND),
        ground.fact(org, name, f"{name}-1", date.fromisoformat(f"{month}-01"), kind=KIND),
    ]
    if status in ("overdue", "open"):
        owing = {"county": COUNTY, "kind": KIND, "title": title, "obligation": owes[0]}
        made.append(ground.record(topics.OBLIGATIONS, f"{KIND}/{org}/{name}/{owes[0]['id']}", owing))
    return made
