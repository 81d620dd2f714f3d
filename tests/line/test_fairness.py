"""One unit sends very many facts at once: its neighbours' pass, and its own are all counted."""

from __future__ import annotations

from datetime import date

import pytest

from contracts.disclosure import FAMILY as DISCLOSURE
from contracts.envelope import attributes
from contracts.topics import intake
from tests.line.facts import Line as Sent
from tests.line.facts import fact
from tests.line.line import Line

pytestmark = pytest.mark.servers

FLOODING, SINGLE = "fengjie-aa", "fengjie-bb"
DAY = date(2026, 6, 15)
MANY = 9_000


def formed(org: str, subject: str) -> Sent:
    data = {"formed_on": DAY.isoformat(), "attribute": "主动公开"}
    return org, fact(org, f"{subject}-formed", "disclosure.formed.v1", subject, DAY, data)


def rested(line: Line) -> int:
    """How often inboxes have rested since the gateway was started."""
    status = line.status("gateway")
    return int(status["counts"].get("rested", 0)) if status else 0


def test_a_single_fact_passes_those_that_one_unit_has_sent_at_once(line: Line) -> None:
    line.start_all()
    line.counted()
    line.children["gateway"].stop(10)
    line.send([formed(FLOODING, f"many-{number}") for number in range(MANY)])
    line.start("gateway")
    line.wait(lambda: rested(line) > 0, "the inbox of the unit that sends much rests")
    line.send([formed(SINGLE, "single")])
    line.counted()
    passed = {
        attributes(r.headers).get("ce_subject", b""): r.timestamp for r in line.records(intake(DISCLOSURE.service))
    }
    many = [moment for subject, moment in passed.items() if subject.startswith(b"many-")]
    assert passed[b"single"] < max(many), "it did not wait until all of the other's had passed"
    assert len(many) == MANY, "which all did in the end"
    assert line.differences() == []
