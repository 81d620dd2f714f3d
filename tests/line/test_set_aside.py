"""A county's own family on the line, with a rule that fails: one subject is set aside, and everything else goes on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from contracts.notices import DueNotice
from contracts.topics import MONTHLY, OBLIGATIONS, notices
from demo.oracle.compare import Difference
from tests.line.facts import Line as Sent
from tests.line.facts import fact, lives
from tests.line.line import Line
from tests.line.rows import read, standing
from tests.line.searching import page

pytestmark = pytest.mark.servers

HERE = "fengjie-aa"
KIND = "publishing.lamp"
HUNG = date(2026, 6, 12)


def hung(subject: str, watts: int, on: date = HUNG) -> Sent:
    data = {"hung_on": on.isoformat(), "watts": watts}
    return HERE, fact(HERE, f"{subject}-{watts}", "lamp.hung.v1", subject, on, data)


def others(line: Line) -> list[Difference]:
    """Differences in what the oracle knows; of lamps it knows nothing."""
    return [d for d in line.differences() if "lamp" not in d.key and "lamp" not in d.field]


def lamps_hung(line: Line) -> int:
    month = read(standing(line, MONTHLY))[MONTHLY, f"{HUNG:%Y-%m}|{HERE}"]
    return int(month["counts"].get("lamps_hung", 0))


def subjects(line: Line) -> Any:
    """What publishing says of its subjects in /status."""
    return line.ask("publishing", "/status")["subjects"]


def restart(line: Line, families: str) -> None:
    """Publishing once more, with another version of the county's family."""
    line.children["publishing"].stop(10)
    line.settings["families"] = families
    line.migrate("publishing")
    line.start("publishing")
    line.counted()


def test_a_subject_whose_fold_raises_is_set_aside_and_its_neighbours_are_counted(lamps: Line) -> None:
    lamps.send_unseen([hung("dark", 0), hung("bright", 60)])
    lamps.send(lives(801, 60, list(lamps.orgs)))
    lamps.counted()
    assert subjects(lamps) == {"failed": 1, "behind": 0}
    (failed,) = lamps.ask("publishing", "/failed")
    assert failed["key"] == f"{KIND}/{HERE}/dark"
    assert failed["failed"].startswith("ZeroDivisionError brittle.py:")
    assert "gongkai_subjects_failed 1.0" in page(lamps, "publishing", "/metrics")
    assert lamps_hung(lamps) == 1
    assert others(lamps) == []


def test_the_days_and_the_reminders_go_on(lamps: Line) -> None:
    assert lamps.day is not None
    lamps.until(lamps.day + timedelta(days=1))
    lamps.counted()
    status = lamps.ask("publishing", "/status")
    assert status["closed"] == status["day"] == lamps.day.isoformat()
    assert others(lamps) == []
    bright = [record for record in lamps.records(notices(HERE)) if dict(record.headers).get("ce_subject") == b"bright"]
    kinds = [dict(record.headers)["ce_type"] for record in bright]
    assert kinds == [b"obligation.due_today.v1", b"obligation.overdue.v1"]
    assert DueNotice.model_validate_json(bright[0].value).duty == "light_lamp"
    assert (OBLIGATIONS, f"{KIND}/{HERE}/bright/light_lamp:{HUNG}") in standing(lamps, OBLIGATIONS)


def test_it_is_tried_again_when_it_is_asked_for_and_fails_again(lamps: Line) -> None:
    key = f"{KIND}/{HERE}/dark"
    assert lamps.post("/refold", {"key": key}, name="publishing") == {"subjects": 1}
    assert lamps.post("/refold", {}, name="publishing") == {"subjects": 1}
    lamps.counted()
    assert subjects(lamps) == {"failed": 1, "behind": 0}
    lamps.post("/refold", {"key": f"{KIND}/{HERE}/nobody"}, name="publishing", status=404)
    lamps.post("/refold", {"key": "lamp"}, name="publishing", status=400)


def test_a_version_without_the_family_holds_no_day_up_and_says_nothing_of_it(lamps: Line) -> None:
    assert lamps.day is not None
    restart(lamps, "")
    lamps.until(lamps.day + timedelta(days=1))
    lamps.counted()
    assert subjects(lamps) == {"failed": 0, "behind": 0}
    assert lamps.ask("publishing", "/failed") == []
    assert others(lamps) == []


def test_a_fact_of_a_family_that_a_version_does_not_have_is_replayed_by_one_that_has_it(lamps: Line) -> None:
    lamps.send_unseen([hung("waits", 40)])
    lamps.counted()
    (letter,) = lamps.dead_letters("publishing")
    place = {name: letter[name] for name in ("topic", "partition", "offset")}
    assert letter["code"] == "record.unreadable"
    again = lamps.post("/dead-letters/replay", place, name="publishing", status=422)
    assert "is refused again" in again["error"]
    restart(lamps, "tests.line.toys.brittle")
    assert subjects(lamps) == {"failed": 1, "behind": 0}
    assert lamps.post("/dead-letters/replay", place, name="publishing") == {"replayed": place}
    lamps.counted()
    assert [letter["replayed"] for letter in lamps.dead_letters("publishing")] == [True]
    assert lamps_hung(lamps) == 2


def test_when_the_rule_is_mended_the_subject_is_folded_and_nobody_has_to_ask(lamps: Line) -> None:
    restart(lamps, "tests.line.toys.mended")
    assert subjects(lamps) == {"failed": 0, "behind": 0}
    assert lamps_hung(lamps) == 3
    whole = lamps.ask("publishing", f"/subjects/{KIND}/{HERE}/dark")
    assert (whole["failed"], whole["state"]["hours_a_unit"]) == (None, 0)
    assert others(lamps) == []
