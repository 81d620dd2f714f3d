"""One application in words: where it stands, why the date is what it is, what is owed, what is wrong."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from rich.console import Console

from cli.applications import listing, whole
from contracts.envelope import Fact
from services.requests.fold import fold
from tests.services.folding import CALENDAR, fact

NAMES = {"fengjie-aa": "奉节县财政局"}


def said(word: str, on: str, **data: Any) -> Fact:
    return fact(f"{word}-{on}", f"application.{word}.v1", on, **data)


RECEIVED = said("received", "2026-03-02", applicant_kind="natural", channel="当面")


def shown(*facts: Fact, today: str = "2026-06-30") -> str:
    """What ``gongkai application show`` prints of these facts."""
    state = fold(facts, None, CALENDAR, date.fromisoformat(today)).state
    body = {
        "id": "fengjie-aa/s-1",
        "as_of": today,
        "repeat_of": None,
        "state": json.loads(state.model_dump_json()),
        "facts": [
            {
                "id": one.id,
                "type": one.type,
                "time": one.time.isoformat(),
                "recorded_on": today,
                "data": one.data.model_dump(mode="json"),
            }
            for one in facts
        ],
    }
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
            [RECEIVED, said("answered", "2026-03-20", code="withheld", ground="third_party", reasoned=True)],
            ["已答复", "用时14个工作日", "4.保护第三方合法权益", "按期履行", "归档"],
        ),
        (
            [RECEIVED, said("correction_requested", "2026-03-05", until="2026-03-20", missing=["form"])],
            ["逾期不补正，不再处理", "1.申请人无正当理由逾期不补正", "2026-03-21"],
        ),
        (
            [said("received", "2026-03-02", applicant_kind="natural", channel="互联网")],
            ["期限未起算", "请联系申请人确认", "尚未确定"],
        ),
        ([RECEIVED, said("extended", "2026-03-20")], ["延期未经", "extension.unapproved"]),
        (
            [
                RECEIVED,
                said("fee_noticed", "2026-03-05", basis="pages", count=60, amount=300),
                said("fee_paid", "2026-03-10", amount=300),
            ],
            ["按量60页，300元", "缴300元"],
        ),
    ],
)
def test_it_says_what_a_clerk_needs_to_know(facts: list[Fact], words: list[str]) -> None:
    text = shown(*facts)
    assert [word for word in words if word not in text] == []
    assert all(one.id in text for one in facts)


def test_a_date_in_a_year_without_a_notice_is_marked_as_provisional() -> None:
    text = shown(said("received", "2026-12-04", applicant_kind="natural"), today="2026-12-07")
    assert "2027-01-04（暂定）" in text


def test_the_list_is_by_due_date_with_names_of_units() -> None:
    one = {
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
        **one,
        "subject": "s-0",
        "state": "not_started",
        "overdue": False,
        "due_on": None,
        "alert": "请联系申请人确认",
    }
    console = Console(width=160)
    with console.capture() as captured:
        console.print(listing({"as_of": "2026-04-01", "applications": [waits, one], "next": None}, NAMES))
    text = captured.get()
    assert text.index("s-1") < text.index("s-0")
    assert "奉节县财政局" in text
    assert "社会公益组织" in text
    assert "请联系申请人确认" in text
