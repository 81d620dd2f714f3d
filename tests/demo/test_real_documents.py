"""The real documents as facts: what a page shows is told, what it does not show is not made up."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from demo.documents import real_documents
from demo.families import expect
from demo.oracle.notices import read_calendar
from demo.steps import LAST, START
from demo.units import read_units

REAL = real_documents()
FACTS: dict[str, dict[str, Any]] = {
    event["id"]: event for _, line in REAL.schedule.accepted for event in [json.loads(line)]
}


def test_every_row_becomes_facts_or_is_listed_with_its_reason() -> None:
    assert REAL.documents + len(REAL.unusable) == 76
    assert len({fact["subject"] for fact in FACTS.values()}) == REAL.documents
    assert all(row.reason for row in REAL.unusable)


def test_what_is_older_than_the_clock_comes_on_its_first_day_and_the_rest_on_its_own() -> None:
    assert sorted(REAL.schedule.days) == [START, date(2026, 2, 6), date(2026, 2, 9), date(2026, 3, 7)]
    assert len(REAL.schedule.days[START]) > 100


def test_a_document_is_formed_on_its_signature_and_public_when_the_page_is() -> None:
    # 奉节府办发〔2024〕61号: 成文日期 2024-09-29, 发布日期 2024-10-08, no attribute shown.
    drafted = next(fact for fact in FACTS.values() if fact["data"].get("document_number") == "奉节府办发〔2024〕61号")
    subject = drafted["subject"]
    assert drafted["data"]["drafted_on"] == "2024-09-29"
    assert drafted["data"]["attribute"] == "主动公开"
    assert FACTS[f"{subject}.approved"]["data"] == {"approved_on": "2024-09-29"}
    published = FACTS[f"{subject}.published"]["data"]
    assert published["published_on"] == "2024-10-08"
    assert published["channel"] == "政府网站"
    assert published["url"].startswith("http")


def test_a_mirror_is_no_address() -> None:
    urls = [fact["data"]["url"] for fact in FACTS.values() if "url" in fact["data"]]
    assert urls
    assert all(url.startswith("http") for url in urls)


def test_nobody_is_overdue_for_a_page_that_does_not_show_its_day() -> None:
    counties = {unit.org: unit.county for unit in read_units()}
    judged = expect(REAL.schedule.accepted, read_calendar(), LAST, counties)
    assert judged.obligations == {}
    assert not any("counts.documents_returned" in row for row in judged.views["annual"].values())


def test_a_plan_of_2016_posted_again_in_2023_is_not_late() -> None:
    reposted = [fact for fact in FACTS.values() if fact["data"].get("published_on") == "2023-03-31"]
    assert [fact["subject"] for fact in FACTS.values() if fact["subject"] == reposted[0]["subject"]] == [
        reposted[0]["subject"]
    ]
