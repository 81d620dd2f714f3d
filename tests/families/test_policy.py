"""Rule 34: needed or not, planned with the draft, within three working days of the publication, linked both ways.

Not covered here: order, repeats, corrections and calendars, which the conformance suite asks of every family.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contracts.document import FAMILY as DOCUMENT
from contracts.policy import INTERPRET, POLICY, PolicyState
from contracts.profile import BY_DEFAULT
from law.codes import Attribute, ObligationStatus
from law.interpretation import Concern, DocumentKind, needs_interpretation
from tests.families.explaining import (
    COUNTY,
    NAME,
    WHOLE,
    codes,
    document,
    interpreted,
    policy,
    public,
)
from tests.families.making import ORG, county, fact, folded, owed


@pytest.mark.parametrize(
    ("content", "needed"),
    [
        ({}, True),
        ({"kind": "规章"}, True),
        ({"kind": "其他文件"}, False),
        ({"kind": None}, False),
        ({"kind": None, "concerns": ["影响面广"]}, True),
        ({"kind": "其他文件", "concerns": ["专业性强", "与群众利益密切相关"]}, True),
        ({"attribute": "依申请公开"}, False),
        ({"attribute": "不予公开", "reason": "过程性信息", "legal_basis": "第十六条"}, False),
        ({"attribute": None}, False),
        ({"forwarded_from": {"number": "渝府发〔2026〕1号", "attribute": "主动公开"}}, False),
        ({"origin": "从其他行政机关获取", "makers": ["chongqing-zhengfu"]}, False),
    ],
)
def test_rule_34_whether_a_document_is_interpreted_goes_by_its_attribute_kind_and_concern(
    content: dict[str, Any], needed: bool
) -> None:
    result = policy(document(**content), public())
    assert result.relevant is needed
    assert bool(owed(result, INTERPRET)) is needed


def test_rule_34_silence_about_kind_and_concern_is_no_policy() -> None:
    assert not needs_interpretation(Attribute.PROACTIVE, None)
    assert needs_interpretation(Attribute.PROACTIVE, None, [Concern.CLOSE])
    assert not needs_interpretation(Attribute.PROACTIVE, DocumentKind.NORMATIVE, forwarded=True)


@pytest.mark.parametrize(
    ("published_on", "due_on"),
    [
        ("2026-03-10", "2026-03-13"),
        ("2026-02-13", "2026-02-25"),
        ("2026-09-30", "2026-10-10"),
        ("2025-12-31", "2026-01-06"),
    ],
    ids=["an ordinary week", "春节 with a Saturday worked", "国庆", "a year's end with a Sunday worked"],
)
def test_rule_34_the_interpretation_is_due_three_working_days_after_the_publication(
    published_on: str, due_on: str
) -> None:
    (duty,) = owed(policy(document(), public(published_on), today=date(2026, 12, 31)), INTERPRET)
    assert (duty.opened_on.isoformat(), duty.due_on.isoformat()) == (published_on, due_on)
    assert duty.status is ObligationStatus.OVERDUE


@pytest.mark.parametrize(
    ("on", "status", "days"),
    [("2026-03-10", "met", 0), ("2026-03-13", "met", 3), ("2026-03-16", "met_late", 4), ("2026-03-09", "met", 0)],
)
def test_rule_34_the_first_interpretation_meets_it_in_time_or_late(on: str, status: str, days: int) -> None:
    result = policy(document(), public(), [interpreted(on), interpreted("2026-04-01", "i2")])
    (duty,) = owed(result, INTERPRET)
    assert (duty.met_on, duty.status) == (date.fromisoformat(on), status)
    assert result.state.counts["2026-03"][f"days_to_interpret#{days}"] == 1


def test_rule_34_what_is_not_public_yet_is_not_due_and_not_lost() -> None:
    early = policy(document(), (), [interpreted("2026-03-12")])
    assert owed(early, INTERPRET) == []
    assert codes(early) == ["policy.interpreted_early"]
    assert isinstance(early.state, PolicyState)
    assert early.state.interpreted_on == date(2026, 3, 12)


def test_a_press_conference_may_come_before_the_document() -> None:
    assert codes(policy(document(), public(), [interpreted("2026-03-09", forms=["新闻发布"])])) == []
    assert codes(policy(document(), public(), [interpreted("2026-03-09", forms=["新闻发布", "图解"])])) == [
        "policy.interpreted_early"
    ]


@pytest.mark.parametrize(
    ("words", "due_on"), [("1个工作日", "2026-03-11"), ("10个工作日", "2026-03-24"), ("5日", "2026-03-15")]
)
def test_the_days_are_the_countys_where_it_has_its_own(words: str, due_on: str) -> None:
    unit = {"1个工作日": (1, "working_days"), "10个工作日": (10, "working_days"), "5日": (5, "calendar_days")}[words]
    local = county(
        duties=[{"duty": INTERPRET.code, "spans": [{"since": "2021-01-01"}]}],
        limits=[{"duty": INTERPRET.code, "since": "2021-01-01", "amount": unit[0], "unit": unit[1]}],
    )
    (duty,) = owed(policy(document(), public(), county=local), INTERPRET)
    assert duty.due_on.isoformat() == due_on


def test_a_county_that_does_not_ask_for_interpretations_gets_their_numbers_and_no_duty() -> None:
    result = policy(document(interpretation_plan=None), public(), county=BY_DEFAULT)
    assert owed(result, INTERPRET) == []
    assert codes(result) == []
    assert result.state.counts == {"2026-03": {"policies_published": 1}}


@pytest.mark.parametrize(
    ("written", "departures"),
    [
        (document(), []),
        (document(interpretation_plan=None), ["policy.plan_missing"]),
        (document(interpretation_plan={"forms": ["图解"], "material": True}), ["policy.plan_incomplete"]),
        (document(interpretation_plan=WHOLE | {"outline": " "}), ["policy.plan_incomplete"]),
        (document(interpretation_plan=WHOLE | {"material": None}), ["policy.material_missing"]),
        (document(interpretation_plan=WHOLE | {"material": False}), ["policy.material_missing"]),
        (document(approval={"interpretation": {"approved": True}}), ["policy.not_deployed_together"]),
        (document(approval={"interpretation": {"deployed": True}}), ["policy.not_approved_together"]),
        (document(signed=False), []),
    ],
)
def test_rule_34_plan_and_material_are_organised_approved_and_deployed_with_the_document(
    written: Any, departures: list[str]
) -> None:
    result = policy(written)
    assert codes(result) == departures
    assert sum("policies_unplanned" in month for month in result.state.counts.values()) == (
        departures == ["policy.plan_missing"]
    )


def test_what_is_said_to_be_missing_is_found_even_where_nobody_asks() -> None:
    denied = document(interpretation_plan=WHOLE | {"material": False}, approval={"interpretation": {"approved": False}})
    assert codes(policy(denied, county=BY_DEFAULT)) == ["policy.material_missing", "policy.not_approved_together"]


@pytest.mark.parametrize(
    ("content", "unit"),
    [
        ({}, ORG),
        ({"drafter": "fengjie-bb"}, "fengjie-bb"),
        ({"makers": [ORG, "fengjie-bb"], "lead": "fengjie-bb"}, "fengjie-bb"),
        ({"makers": [ORG, "fengjie-bb"], "lead": "fengjie-bb", "drafter": ORG}, ORG),
        ({"makers": [ORG, "fengjie-bb"]}, ORG),
    ],
)
def test_rule_34_who_drafted_it_interprets_it_and_of_a_joint_document_the_lead(
    content: dict[str, Any], unit: str
) -> None:
    state = folded(DOCUMENT, document(**content), date(2026, 6, 30)).state
    assert f"{POLICY.kind}/{unit}/{NAME}" in state.sends


def test_an_interpretation_by_another_unit_meets_the_duty_and_is_found() -> None:
    result = policy(document(), public(), [interpreted("2026-03-11", made_by="fengjie-bb")])
    assert [duty.status for duty in owed(result, INTERPRET)] == ["met"]
    assert codes(result) == ["policy.interpreted_by_other"]
    both = policy(
        document(),
        public(),
        [interpreted("2026-03-11", made_by="fengjie-bb")],
        [interpreted("2026-03-12", "i2", "jd-2")],
    )
    assert codes(both) == []


@pytest.mark.parametrize(
    ("links", "linked"),
    [
        (["互相链接"], True),
        ([None], False),
        (["解读页链到公文页"], False),
        (["公文页链到解读页"], False),
        (["解读页链到公文页", "公文页链到解读页"], True),
    ],
)
def test_rule_34_document_and_interpretation_lead_to_each_other(links: list[str | None], linked: bool) -> None:
    interpretations = [interpreted("2026-03-11", f"i{number}", linked=link) for number, link in enumerate(links)]
    result = policy(document(), public(), interpretations)
    assert isinstance(result.state, PolicyState)
    assert result.state.linked is linked
    assert codes(result) == ([] if linked else ["policy.not_linked"])


@pytest.mark.parametrize(
    ("down", "status"), [("2026-03-12", "excused"), ("2026-03-13", "excused"), ("2026-03-20", "met_late")]
)
def test_what_is_taken_down_is_not_interpreted_any_more_and_what_was_late_stays_late(down: str, status: str) -> None:
    (duty,) = owed(policy(document(), public(down=down)), INTERPRET)
    assert duty.status == status


def test_rule_34_links_of_what_was_taken_down_do_not_stand_for_those_of_what_is_up() -> None:
    down = [
        interpreted("2026-03-11", "i2", "jd-2"),
        fact("w", "interpretation.withdrawn.v1", "2026-03-12", "jd-2", reason="有误"),
    ]
    assert codes(policy(document(), public(), down)) == []
    assert codes(policy(document(), public(), down, [interpreted("2026-03-13", linked=None)])) == ["policy.not_linked"]


@pytest.mark.parametrize(
    ("down", "met_on"), [("2026-09-28", None), ("2026-09-29", None), ("2026-09-30", date(2026, 9, 25))]
)
def test_what_was_taken_down_before_the_document_was_public_does_not_explain_it(down: str, met_on: date | None) -> None:
    early = [interpreted("2026-09-25"), fact("w", "interpretation.withdrawn.v1", down, "jd-1", reason="有误")]
    result = policy(document(), public("2026-09-30"), early, today=date(2026, 10, 10))
    (duty,) = owed(result, INTERPRET)
    assert (duty.met_on, duty.due_on) == (met_on, date(2026, 10, 10))
    anew = policy(
        document(), public("2026-09-30"), early, [interpreted("2026-10-09", "i2", "jd-2")], today=date(2026, 10, 10)
    )
    assert owed(anew, INTERPRET)[0].met_on == (met_on or date(2026, 10, 9))


@pytest.mark.parametrize(("on", "status"), [("2026-03-12", "excused"), ("2026-03-17", "met_late")])
def test_what_is_annulled_is_not_interpreted_any_more_though_it_is_still_up(on: str, status: str) -> None:
    void = fact("v", "disclosure.annulled.v1", on, reason="决定撤销")
    (duty,) = owed(policy(document(), [*public(), void]), INTERPRET)
    assert duty.status == status


def test_the_share_of_a_months_documents_is_counted_in_that_month_whenever_they_are_interpreted() -> None:
    result = policy(document(), public("2026-03-31"), [interpreted("2026-05-06")])
    assert result.state.counts["2026-03"] == {"policies_interpreted": 1, "policies_published": 1}


def test_a_thousand_interpretations_of_one_policy_leave_a_small_state() -> None:
    interpretations = [[interpreted("2026-03-11", f"i{number}", f"jd-{number:04}")] for number in range(150)]
    result = policy(document(), public(), *interpretations)
    assert isinstance(result.state, PolicyState)
    assert len(result.state.interpretations) == 50
    assert result.state.counts["2026-03"]["policies_interpreted"] == 1


def test_nothing_is_owed_by_a_unit_that_another_has_taken_the_place_of() -> None:
    moved = policy(document(drafter="fengjie-bb"), public())
    assert (moved.relevant, moved.obligations) == (False, [])
    assert COUNTY.family(POLICY).since is not None


@pytest.mark.parametrize(
    ("down", "up", "met_on", "early"),
    [
        ("2026-03-06", "2026-03-12", "2026-03-12", True),
        ("2026-03-04", "2026-03-06", "2026-03-06", True),
        ("2026-03-11", "2026-03-20", "2026-03-03", True),
    ],
    ids=["up again after the document", "up again before it", "up when it was published"],
)
def test_rule_34_an_interpretation_counts_from_the_day_since_which_it_can_be_read(
    down: str, up: str, met_on: str, early: bool
) -> None:
    facts = [
        interpreted("2026-03-03"),
        fact("x", "interpretation.withdrawn.v1", down, "jd-1", reason="修改"),
        interpreted(up, "i2"),
    ]
    result = policy(document(), public(), facts)
    (duty,) = owed(result, INTERPRET)
    assert (duty.opened_on, duty.met_on) == (date(2026, 3, 10), date.fromisoformat(met_on))
    assert isinstance(result.state, PolicyState)
    assert result.state.interpreted_on == date.fromisoformat(met_on)
    assert ("policy.interpreted_early" in codes(result)) is early
