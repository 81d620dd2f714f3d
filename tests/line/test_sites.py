"""A site whose columns two units fill, on the whole line: whatever comes first, its vetoes, its pages and what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.line.facts import Line as Sent
from tests.line.facts import fact
from tests.line.line import Line
from tests.line.test_catalog import newest

OFFICE, TOWN = "fengjie-aa", "fengjie-bb"
SITE = f"publishing.site/{OFFICE}/portal"


def sent_fact(org: str, fact_type: str, subject: str, on: str, **data: Any) -> Sent:
    verb = fact_type.partition(".")[2]
    content = {f"{verb}_on": on} | data
    return org, fact(org, f"{subject}-{verb}-{on}", f"{fact_type}.v1", subject, date.fromisoformat(on), content)


def test_columns_of_two_units_fail_the_site_of_one_of_them_in_whatever_order_they_are_told(line: Line) -> None:
    columns = [
        sent_fact(
            TOWN if number % 2 else OFFICE,
            "column.registered",
            f"xl-{number}",
            "2026-05-04",
            site=f"{OFFICE}:portal",
            name=f"动态{number}",
            kind="动态要闻",
            last_updated_on="2026-05-04",
        )
        for number in range(6)
    ]
    posts = [
        sent_fact(OFFICE, "column.posted", "xl-0", "2026-06-15"),
        sent_fact(OFFICE, "column.posted", "xl-0", "2026-05-15"),
    ]
    message = sent_fact(TOWN, "message.received", "ly-1", "2026-01-05", column="xl-1")
    site = sent_fact(
        OFFICE, "site.registered", "portal", "2026-05-04", name="县政府网", url="http://x.cn", kind="政府门户网站"
    )
    for facts in ([*posts, message, *columns[3:]], [site, *columns[:3]]):
        line.send(facts)
        line.counted()
    state = newest(line, "publishing", "publishing.site")[SITE]
    assert [(veto["code"], veto["since"], veto["until"]) for veto in state["vetoes"]] == [
        ("messages_unanswered", "2026-05-04", "2027-01-05"),
        ("columns_not_updated", "2026-05-19", None),
    ]
    assert {each["subject"] for each in state["vetoes"][0]["evidence"]} == {f"{TOWN}:ly-1"}
    shown = line.ask("publishing", f"/columns?county=fengjie&org={OFFICE}&within=30")["counties"]["fengjie"]["columns"]
    rows = {row["subject"]: row["days_left"] for row in shown if row["subject"].startswith("xl-")}
    assert rows == {"xl-2": -35, "xl-4": -35, "xl-0": 7}
    line.ask("publishing", "/columns?within=soon", 400)
    line.ask("publishing", "/accounts?county=nowhere", 404)


def test_every_account_of_the_county_is_in_its_matrix(line: Line) -> None:
    line.send([sent_fact(TOWN, "account.opened", "weixin-matrix", "2026-06-01", platform="微信", name="镇发布")])
    line.counted()
    shown = line.ask("publishing", f"/accounts?org={TOWN}")["counties"]["fengjie"]["accounts"]
    (account,) = [each for each in shown if each["subject"] == "weixin-matrix"]
    assert (account["due_on"], account["fails"]) == ("2026-06-15", ["silent"])
