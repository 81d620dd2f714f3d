"""重复申请 and 多人申请: what applications for the same information come to together (条例第三十六条第六项, 第四十四条)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chassis.case import Folded
from contracts.application import APPLICATION, QUESTION
from contracts.application.state import QuestionState
from contracts.envelope import Fact
from tests.families.making import fact, folded, state_of

TODAY = date(2026, 6, 30)
HASH, OTHER = "5f" * 32, "a0" * 32
LI, WANG = "11" * 32, "22" * 32


def application(number: str, received: str, by: str = LI, *answered: tuple[str, str], **more: Any) -> list[Fact]:
    """An application for the information, with (day, code) of its answers."""
    content = {"applicant_kind": "natural", "applicant_ref": by, "subject_hash": HASH} | more
    facts = [fact(f"{number}-r", "application.received.v1", received, number, **content)]
    facts += [fact(f"{number}-{on}", "application.answered.v1", on, number, code=code) for on, code in answered]
    return facts


def asked(*applications: list[Fact]) -> Folded:
    """What they come to; each by its own state, which says where it flows."""
    states = [state_of(APPLICATION, facts, TODAY) for facts in applications]
    return folded(QUESTION, [], TODAY, linked={APPLICATION.kind: states}, subject=HASH)


def state(*applications: list[Fact]) -> QuestionState:
    whole = asked(*applications).state
    assert isinstance(whole, QuestionState)
    return whole


def test_who_asks_again_for_what_was_answered_is_a_candidate_for_a_repeat_and_told_once() -> None:
    again = (
        application("sq-1", "2026-03-02", LI, ("2026-03-06", "withheld")),
        application("sq-2", "2026-03-09"),
    )
    result = asked(*again)
    assert [(repeat.later, repeat.earlier) for repeat in state(*again).repeats] == [("sq-2", "sq-1")]
    assert [(notice.type, notice.name) for notice in result.notices] == [
        ("application.repeat_suspected.v1", "repeat:sq-2:sq-1")
    ]
    assert result.relevant


@pytest.mark.parametrize(
    "second",
    [
        application("sq-2", "2026-03-05"),
        application("sq-2", "2026-03-09", WANG),
        application("sq-2", "2026-03-09", LI, subject_hash=OTHER),
        application("sq-2", "2026-03-09", applicant_ref=None),
    ],
    ids=["before the answer", "another applicant", "another question", "nobody known"],
)
def test_what_is_no_repeat(second: list[Fact]) -> None:
    result = asked(application("sq-1", "2026-03-02", LI, ("2026-03-06", "withheld")), second)
    assert (result.relevant, result.notices) == (False, ())


def test_what_two_ask_for_and_was_disclosed_to_one_is_suggested_for_everybody() -> None:
    several = (
        application("sq-1", "2026-03-02", LI, ("2026-03-06", "granted")),
        application("sq-2", "2026-03-04", WANG),
    )
    assert state(*several).suggested == ["sq-1", "sq-2"]
    (notice,) = asked(*several).notices
    assert (notice.type, notice.name) == ("application.disclosure_suggested.v1", "suggested")


def test_one_who_asks_twice_is_not_several_and_what_nobody_was_given_is_not_suggested() -> None:
    assert state(application("sq-1", "2026-03-02", LI, ("2026-03-06", "granted"))).suggested == []
    withheld = application("sq-1", "2026-03-02", LI, ("2026-03-06", "withheld"))
    assert state(withheld, application("sq-2", "2026-03-04", WANG)).suggested == []


def test_the_state_names_two_hundred_at_most_and_says_how_many_asked() -> None:
    many = [application(f"sq-{number:03}", "2026-03-09", f"{number:064x}") for number in range(299)]
    whole = state(*many, application("sq-300", "2026-03-02", LI, ("2026-03-06", "granted")))
    assert (whole.asked, len(whole.suggested)) == (300, 200)
