"""Rule 39: a message on a site that is unanswered for more than three months."""

from __future__ import annotations

from datetime import date

import pytest

from contracts.message import ANSWER_MESSAGE, MESSAGE
from tests.families.making import fact, folded, owed

RECEIVED = fact("r", "message.received.v1", "2026-01-15", column="fengjie-bb:xl-liuyan")
COLUMN = "publishing.column/fengjie-bb/xl-liuyan"


@pytest.mark.parametrize(("today", "status"), [("2026-04-15", "open"), ("2026-04-16", "overdue")])
def test_rule_39_a_message_has_to_be_answered_within_three_months(today: str, status: str) -> None:
    result = folded(MESSAGE, [RECEIVED], date.fromisoformat(today))
    (duty,) = owed(result, ANSWER_MESSAGE)
    assert (duty.due_on, duty.status) == (date(2026, 4, 15), status)
    assert result.state.sends == [COLUMN], "the column hears of what waits"


def test_rule_39_three_months_from_the_end_of_november_end_with_february() -> None:
    received = fact("r", "message.received.v1", "2026-11-30", column="xl")
    (duty,) = owed(folded(MESSAGE, [received], date(2026, 12, 1)), ANSWER_MESSAGE)
    assert duty.due_on == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("answered", "status", "sends"), [("2026-04-15", "met", []), ("2026-04-16", "met_late", [COLUMN])]
)
def test_rule_39_only_what_was_late_stays_with_the_column(answered: str, status: str, sends: list[str]) -> None:
    answer = fact("a", "message.answered.v1", answered)
    result = folded(MESSAGE, [answer, RECEIVED], date(2026, 6, 1))
    assert [o.status for o in owed(result, ANSWER_MESSAGE)] == [status]
    assert result.state.sends == sends
    assert result.state.counts["2026-04"]["messages_answered"] == 1


def test_rule_39_a_message_that_needs_no_answer_is_not_late() -> None:
    dismissed = fact("d", "message.dismissed.v1", "2026-02-01", reason="重复留言")
    result = folded(MESSAGE, [RECEIVED, dismissed], date(2026, 6, 1))
    assert [o.status for o in owed(result, ANSWER_MESSAGE)] == ["excused"]


def test_rule_39_an_answer_from_before_the_message_is_found_and_is_none() -> None:
    answer = fact("a", "message.answered.v1", "2026-01-14")
    result = folded(MESSAGE, [RECEIVED, answer], date(2026, 2, 1))
    assert [o.status for o in owed(result, ANSWER_MESSAGE)] == ["open"]
    assert [finding.code for finding in result.state.findings] == ["message.before_receipt"]
