"""Rules 40 to 42: an account that falls silent, its life from consent to closing, one account per unit and platform.

Not covered here: order, repeats, corrections and calendars, which the conformance suite asks of every family.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from chassis.case import Folded, encode
from chassis.ledger.folding import MOST_BYTES
from chassis.rules import fold_subject, rules_of
from contracts.account import ACCOUNT, ACCOUNT_PLATFORM
from contracts.envelope import SHANGHAI, Fact
from contracts.kit import Key
from law.calendar import WorkingCalendar
from law.data import load_calendars
from tests.families.growth import LONGEST_ID

CALENDAR = WorkingCalendar(load_calendars())
RULES = rules_of("publishing")
ORG = "fengjie-xinglongzhen"

OPENED: dict[str, Any] = {
    "platform": "微信",
    "name": "兴隆发布",
    "consented_on": "2025-12-30",
    "filed_on": "2025-12-31",
}


def fact(verb: str, day: str, subject: str = "weixin-1", **data: Any) -> Fact:
    model = ACCOUNT.facts[verb]
    when = datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=SHANGHAI)
    body = model.model_validate({f"{verb}_on": day, **data}, strict=False)
    kind = ACCOUNT.fact_type(verb)
    return Fact(f"{subject}-{verb}-{day}", kind, Key(ACCOUNT.kind, ORG, subject), when, when.date(), body)


OPEN = fact("opened", "2026-01-05", **OPENED)


def fold(facts: Sequence[Fact], today: str) -> Folded:
    return fold_subject(RULES[ACCOUNT.kind], facts[0].key, facts, CALENDAR, date.fromisoformat(today))


def codes(folded: Folded) -> list[str]:
    return [finding.code for finding in folded.state.findings]


@pytest.mark.parametrize(
    ("today", "status"), [("2026-01-20", "open"), ("2026-01-21", "overdue")], ids=["14 days", "15 days"]
)
def test_rule_40_an_account_silent_for_fourteen_days_is_overdue_on_the_fifteenth(today: str, status: str) -> None:
    folded = fold([fact("opened", "2026-01-06", **OPENED)], today)
    (silence,) = folded.obligations
    assert (silence.due_on, silence.status) == (date(2026, 1, 20), status)


def test_rule_40_every_post_opens_the_duty_anew_and_a_late_one_stays_late() -> None:
    posts = [fact("posted", day) for day in ("2026-01-10", "2026-01-24", "2026-02-20")]
    folded = fold([fact("opened", "2026-01-06", **OPENED), *posts], "2026-03-01")
    assert [(o.id, o.status) for o in folded.obligations] == [
        ("account_post:2026-01-06", "met"),
        ("account_post:2026-01-10", "met"),
        ("account_post:2026-01-24", "met_late"),
        ("account_post:2026-02-20", "open"),
    ]
    assert [o.id for o in folded.state.obligations] == ["account_post:2026-01-24", "account_post:2026-02-20"]


def test_rule_40_days_off_count_as_other_days_do() -> None:
    folded = fold([fact("opened", "2026-02-10", **OPENED)], "2026-02-11")
    assert folded.obligations[0].due_on == date(2026, 2, 24)


@pytest.mark.parametrize(("closed", "status"), [("2026-01-20", "excused"), ("2026-01-21", "overdue")])
def test_rule_41_closing_in_time_takes_the_last_duty_away_and_closing_late_does_not(closed: str, status: str) -> None:
    facts = [
        fact("opened", "2026-01-06", **OPENED),
        fact("closed", closed, filed_on=closed, announced_on=closed),
    ]
    folded = fold(facts, "2026-03-01")
    assert [o.status for o in folded.obligations] == [status]
    assert codes(folded) == ([] if status == "excused" else ["account.veto_silent"])


@pytest.mark.parametrize(
    ("facts", "finding"),
    [
        (
            [fact("opened", "2026-01-06", **{**OPENED, "consented_on": None})],
            "account.opened_without_consent",
        ),
        ([fact("opened", "2026-01-06", **{**OPENED, "filed_on": None})], "account.opened_without_filing"),
        ([fact("opened", "2026-01-06", **{**OPENED, "platform": "其他"})], "account.platform_unnamed"),
        ([OPEN, fact("renamed", "2026-01-06", name="兴隆", filed_on="2026-01-06")], "account.rename_unannounced"),
        ([OPEN, fact("renamed", "2026-01-06", name="兴隆", announced_on="2026-01-06")], "account.rename_unfiled"),
        ([OPEN, fact("changed", "2026-01-06", what="主体变更")], "account.change_unfiled"),
        ([OPEN, fact("closed", "2026-01-06", announced_on="2026-01-06")], "account.closed_without_filing"),
        ([OPEN, fact("closed", "2026-01-06", filed_on="2026-01-06")], "account.closed_unannounced"),
        (
            [OPEN, fact("closed", "2026-01-06", filed_on="2026-01-06", announced_on="2026-01-07")],
            "account.closed_before_announcement",
        ),
        ([fact("posted", "2026-01-06")], "account.unopened"),
        ([fact("closed", "2026-01-06", filed_on="2026-01-05", announced_on="2026-01-05")], "account.unopened"),
        (
            [fact("opened", "2026-01-06", **OPENED), fact("posted", "2026-01-05")],
            "account.posted_before_opening",
        ),
        (
            [
                OPEN,
                fact("closed", "2026-01-06", filed_on="2026-01-06", announced_on="2026-01-06"),
                fact("posted", "2026-01-07"),
            ],
            "account.posted_after_closing",
        ),
    ],
)
def test_rule_41_a_step_of_the_life_that_is_missing_or_out_of_order_is_found(facts: list[Fact], finding: str) -> None:
    assert codes(fold(facts, "2026-01-10")) == [finding]


def test_rule_40_a_post_before_the_opening_owes_nothing_and_meets_nothing() -> None:
    folded = fold([fact("opened", "2026-01-06", **OPENED), fact("posted", "2025-01-20")], "2026-01-21")
    assert [(o.id, o.status) for o in folded.obligations] == [("account_post:2026-01-06", "overdue")]
    assert codes(folded) == ["account.posted_before_opening", "account.veto_silent"]


def test_rule_41_the_newest_name_is_the_title() -> None:
    renamed = fact("renamed", "2026-01-20", name="兴隆镇发布", announced_on="2026-01-20")
    folded = fold([renamed, fact("opened", "2026-01-06", **OPENED)], "2026-01-21")
    assert folded.state.title == "兴隆镇发布"


def platform(*accounts: Sequence[Fact]) -> Folded:
    states = [encode(fold(facts, "2026-03-01")) for facts in accounts]
    key = Key(ACCOUNT_PLATFORM.kind, ORG, "微信")
    return fold_subject(RULES[ACCOUNT_PLATFORM.kind], key, [], CALENDAR, date(2026, 3, 1), {ACCOUNT.kind: states})


def test_rule_42_a_second_account_on_one_platform_is_found() -> None:
    folded = platform([fact("opened", "2026-01-06", **OPENED)], [fact("opened", "2026-02-01", "weixin-2", **OPENED)])
    (second,) = folded.state.findings
    assert (second.code, second.on) == ("account.second_on_platform", date(2026, 2, 1))
    assert "weixin-1" in second.text


def test_rule_42_an_account_opened_after_the_other_was_closed_is_the_only_one() -> None:
    first = [fact("opened", "2026-01-06", **OPENED), fact("closed", "2026-01-31")]
    folded = platform(first, [fact("opened", "2026-02-01", "weixin-2", **OPENED)])
    assert folded.state.findings == []


def test_rule_42_a_program_that_opens_accounts_in_a_loop_leaves_a_state_that_fits() -> None:
    number = ACCOUNT_PLATFORM.most_linked + 50
    names = ["号" * (LONGEST_ID - 5) + f"{n:05}" for n in range(number)]
    folded = platform(*([fact("opened", "2026-01-06", name, **OPENED)] for name in names))
    assert len(encode(folded)) <= MOST_BYTES
    assert folded.state.flags == ["links_left_out"]
    findings = folded.state.findings
    assert len(findings) == ACCOUNT_PLATFORM.most_linked - 1
    assert any(f"等{len(findings)}个尚未关停" in finding.text for finding in findings)


def test_an_account_flows_to_the_platform_it_is_on() -> None:
    folded = fold([fact("opened", "2026-01-06", **OPENED)], "2026-01-07")
    assert folded.state.sends == [f"publishing.account_platform/{ORG}/微信"]


def test_a_state_with_a_thousand_posts_is_as_small_as_one_with_ten() -> None:
    first = date(2024, 1, 1)
    days = [(first + timedelta(days=number // 2)).isoformat() for number in range(1_000)]
    posts = [fact("posted", day)._replace(id=f"p{number}") for number, day in enumerate(days)]
    opened = fact("opened", "2024-01-01", **OPENED)
    ten = [opened, *posts[::100]]
    years = {number // 2 // 30 for number in range(1_000)}
    small, large = (len(encode(fold(facts, days[-1]))) for facts in (ten, [opened, *posts]))
    assert large < small + 100 * len(years)


def test_what_is_owed_of_an_account_names_the_opening_or_the_post_that_began_it_and_the_post_that_met_it() -> None:
    facts = [fact("opened", "2026-01-06", **OPENED), fact("posted", "2026-01-10")]
    opening, post = (each.id for each in facts)
    assert [owed.facts for owed in fold(facts, "2026-01-12").obligations] == [[opening, post], [post]]
