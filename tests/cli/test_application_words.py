"""One application in words: where it stands, why the date is what it is, what is owed, what is wrong."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest
from rich.console import Console

from chassis.rules import fold_subject, rules_of
from cli.applications import listing, whole
from contracts.application import APPLICATION
from contracts.envelope import SHANGHAI, Fact
from contracts.families import FAMILIES
from contracts.kit import Key
from law.calendar import WorkingCalendar
from law.data import load_calendars

NAMES = {"fengjie-aa": "奉节县财政局"}
KEY = Key(APPLICATION.kind, "fengjie-aa", "s-1")
CALENDAR = WorkingCalendar(load_calendars())


def fact(verb: str, on: str, **data: Any) -> Fact:
    """A fact of noon on the day ``on``, which is also the day it tells of."""
    fact_type = APPLICATION.fact_type(verb)
    model = FAMILIES.facts[fact_type]
    dated = {next(name for name in model.model_fields if name.endswith("_on")): on}
    day = date.fromisoformat(on)
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=SHANGHAI)
    body = model.model_validate_json(json.dumps(dated | data))
    return Fact(f"{verb}-{on}", fact_type, KEY, noon, day, body)


RECEIVED = fact("received", "2026-03-02", applicant_kind="natural", channel="当面")


def answer(*facts: Fact, today: str = "2026-06-30") -> dict[str, Any]:
    """What the requests service answers about an application with these facts."""
    rules = rules_of(APPLICATION.service)[APPLICATION.kind]
    folded = fold_subject(rules, KEY, facts, CALENDAR, date.fromisoformat(today))
    assert folded.detail is not None
    return {
        "id": "fengjie-aa/s-1",
        "key": str(KEY),
        "as_of": today,
        "repeat_of": None,
        "version": 1,
        "state": json.loads(folded.state.model_dump_json()),
        "failed": None,
        "obligations": [owed.model_dump(mode="json") for owed in folded.obligations],
        "detail": folded.detail().model_dump(mode="json"),
        "linked": [],
        "facts": [
            {
                "id": fact.id,
                "type": fact.type,
                "time": fact.time.isoformat(),
                "recorded_on": today,
                "data": fact.data.model_dump(mode="json"),
            }
            for fact in facts
        ],
    }


def shown(body: dict[str, Any]) -> str:
    """What ``gongkai application show`` prints of this answer."""
    console = Console(width=200)
    with console.capture() as captured:
        for part in whole(body, NAMES):
            console.print(part)
    return captured.get()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (
            [RECEIVED],
            ["办理中，已逾期", "2026-03-30", "自然人", "20个工作日内答复", "条例第三十三条", "逾期未履行"],
        ),
        (
            [RECEIVED, fact("answered", "2026-03-20", code="withheld", ground="third_party", reasoned=True)],
            ["已答复", "用时14个工作日", "4.保护第三方合法权益", "按期履行"],
        ),
        (
            [RECEIVED, fact("correction_requested", "2026-03-05", until="2026-03-20", missing=["form"])],
            ["逾期不补正，不再处理", "1.申请人无正当理由逾期不补正", "2026-03-21"],
        ),
        (
            [fact("received", "2026-03-02", applicant_kind="natural", channel="互联网")],
            ["期限未起算", "请联系申请人确认", "尚未确定"],
        ),
        ([RECEIVED, fact("extended", "2026-03-20")], ["延期未经", "extension.unapproved"]),
        (
            [RECEIVED, fact("third_party_asked", "2026-03-05", ref="q-1")],
            ["征求意见", "q-1", "2026-03-26", "条例第三十二条"],
        ),
        (
            [
                RECEIVED,
                fact("fee_noticed", "2026-03-05", basis="pages", count=60, amount=300),
                fact("fee_paid", "2026-03-10", amount=300),
            ],
            ["按量60页，300元", "缴清，共缴300元"],
        ),
        (
            [
                RECEIVED,
                fact("answered", "2026-03-30", code="granted", way="当面交付"),
                fact("delivered", "2026-04-02"),
            ],
            ["送达方式", "当面交付", "答复计算日", "2026-04-02", "逾期履行"],
        ),
        (
            [RECEIVED, fact("correction_requested", "2026-03-05", until="2026-03-20"), fact("answered", "2026-03-12")],
            ["答复时期限没有计算"],
        ),
        ([RECEIVED], ["尚未办结，结转"]),
        ([RECEIVED, fact("transferred", "2026-03-04", to="fengjie-aa")], ["不计入：已转送奉节县财政局，由其计入"]),
        ([fact("answered", "2026-03-20", code="granted")], ["不计入：没有收到申请的记录"]),
        (
            [fact("received", "2026-03-02", applicant_kind="natural", channel="传真")],
            ["不计入：收到日期尚未确定", "unconfirmed"],
        ),
    ],
)
def test_it_says_what_a_clerk_needs_to_know(facts: list[Fact], words: list[str]) -> None:
    text = shown(answer(*facts))
    assert [word for word in words if word not in text] == []
    assert all(fact.id in text for fact in facts)


def test_a_date_in_a_year_without_a_notice_is_marked_as_provisional() -> None:
    received = fact("received", "2026-12-04", applicant_kind="natural")
    assert "2027-01-04（暂定）" in shown(answer(received, today="2026-12-07"))


def test_a_duty_met_in_time_is_shown_though_the_public_state_only_counts_it() -> None:
    body = answer(RECEIVED, fact("answered", "2026-03-20", code="granted"))
    assert all(owed["duty"] != "answer" for owed in body["state"]["obligations"])
    assert "答复政府信息公开申请" in shown(body)


def test_what_is_set_aside_says_so_above_what_stood_before() -> None:
    body = answer(RECEIVED)
    body |= {"failed": "ZeroDivisionError fold.py:12", "obligations": [], "detail": {}}
    text = shown(body)
    assert f"已搁置，以下为此前状态：ZeroDivisionError fold.py:12；修复后：gongkai refold {KEY}" in text
    assert "办理中" in text
    assert "received-2026-03-02" in shown(body | {"state": None})


def test_codes_of_a_newer_service_are_shown_as_they_are() -> None:
    body = answer(RECEIVED)
    body["obligations"][0] |= {"duty": "smile", "status": "postponed"}
    body["facts"][0]["type"] = "application.smiled.v1"
    text = shown(body)
    assert all(code in text for code in ("smile", "postponed", "application.smiled.v1"))


def test_the_list_is_by_due_date_with_names_of_units() -> None:
    runs = {
        "id": "fengjie-aa/s-1",
        "org": "fengjie-aa",
        "subject": "s-1",
        "state": "running",
        "overdue": True,
        "applicant_kind": "charity",
        "received_on": "2026-03-02",
        "due_on": "2026-03-30",
        "provisional": False,
        "alert": "",
    }
    waits = {
        **runs,
        "subject": "s-0",
        "state": "not_started",
        "overdue": False,
        "due_on": None,
        "alert": "请联系申请人确认",
    }
    console = Console(width=160)
    with console.capture() as captured:
        console.print(listing({"as_of": "2026-04-01", "applications": [waits, runs], "next": None}, NAMES))
    text = captured.get()
    assert text.index("s-1") < text.index("s-0")
    assert "奉节县财政局" in text
    assert "社会公益组织" in text
    assert "请联系申请人确认" in text
