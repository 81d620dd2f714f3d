"""What is owed period by period: each met, ended late or excused by its own steps alone."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from contracts.application import ANSWER, APPLICATION, ARCHIVE
from contracts.envelope import SHANGHAI, Fact
from contracts.kit import Duty
from contracts.profile import BY_DEFAULT, County
from tests.families.application.said import ORDERLY, result, said, state
from tests.families.making import owed, owing

TODAY = date(2026, 9, 1)
RECEIVED = said("received", "2026-03-02", applicant_kind="natural")
"""Due on Monday 30 March."""
ASKED = said("correction_requested", "2026-03-05", until="2026-03-20")
GRANTED = said("answered", "2026-03-20", code="granted")
REOPENED = said("reopened", "2026-06-01")
"""Due on Tuesday 30 June."""


def outcomes(duty: Duty, *facts: Fact, county: County = ORDERLY, today: date = TODAY) -> list[tuple[str, ...]]:
    """Opened, due, met and status of each."""
    return [
        (f"{o.opened_on:%m-%d}", f"{o.due_on:%m-%d}", f"{o.met_on:%m-%d}" if o.met_on else "", o.status.value)
        for o in owed(result(*facts, today=today, county=county), duty)
    ]


@pytest.mark.parametrize(
    ("facts", "answers"),
    [
        ([said("withdrawn", "2026-03-30")], [("03-02", "03-30", "", "excused")]),
        ([said("withdrawn", "2026-03-31")], [("03-02", "03-30", "03-31", "met_late")]),
        ([said("transferred", "2026-04-20", to="fengjie-bb")], [("03-02", "03-30", "04-20", "met_late")]),
        ([ASKED, said("answered", "2026-03-12", code="granted")], [("03-02", "03-30", "", "excused")]),
        (
            [
                said("fee_noticed", "2026-03-10", basis="pages", count=60, amount=300),
                said("answered", "2026-04-07", code="granted"),
            ],
            [("03-02", "03-30", "", "excused")],
        ),
        ([said("answered", "2026-02-27", code="granted")], [("03-02", "03-30", "", "overdue")]),
        ([ASKED, REOPENED], [("06-01", "06-30", "", "overdue")]),
        (
            [ASKED, REOPENED, said("answered", "2026-06-10", code="granted")],
            [("06-01", "06-30", "06-10", "met")],
        ),
        (
            [said("withdrawn", "2026-04-20"), REOPENED, said("answered", "2026-07-01", code="granted")],
            [("03-02", "03-30", "04-20", "met_late"), ("06-01", "06-30", "07-01", "met_late")],
        ),
        (
            [said("answered", "2026-03-30", code="granted", way="当面交付"), said("delivered", "2026-04-02")],
            [("03-02", "03-30", "04-02", "met_late")],
        ),
        (
            [said("answered", "2026-03-30", code="granted", way="邮寄"), said("delivered", "2026-04-02")],
            [("03-02", "03-30", "03-30", "met")],
        ),
    ],
)
def test_the_answer_is_owed_once_a_period(facts: list[Fact], answers: list[tuple[str, ...]]) -> None:
    assert outcomes(ANSWER, RECEIVED, *facts) == answers


def test_how_long_an_answer_took_counts_only_where_its_clock_ran() -> None:
    measures = {"days_to_answer#8", "answered_within_original", "answered_within_due"}
    running = state(RECEIVED, said("answered", "2026-03-12", code="granted"), today=TODAY)
    waiting = state(RECEIVED, ASKED, said("answered", "2026-03-12", code="granted"), today=TODAY)
    assert measures <= running.counts["2026-03"].keys()
    assert not measures & waiting.counts["2026-03"].keys()
    assert (waiting.working_days, waiting.answered_on) == (None, date(2026, 3, 12))
    assert waiting.counts["2026-03"]["applications_answered"] == 1


def test_an_ended_application_has_no_due_date() -> None:
    for end in (GRANTED, said("withdrawn", "2026-03-12"), ASKED):
        whole = state(RECEIVED, end, today=TODAY)
        assert (whole.due_on, whole.provisional, whole.calendars, whole.correction_notice_due_on) == (
            None,
            False,
            {},
            None,
        )
        assert whole.original_due_on == date(2026, 3, 30)


ARCHIVED = said("archived", "2026-04-01")


@pytest.mark.parametrize(
    ("facts", "archives"),
    [
        ([GRANTED, ARCHIVED], [("03-20", "06-30", "04-01", "met")]),
        (
            [GRANTED, ARCHIVED, REOPENED, said("answered", "2026-06-10", code="granted")],
            [("03-20", "06-30", "04-01", "met"), ("06-10", "06-30", "", "open")],
        ),
        (
            [
                GRANTED,
                REOPENED,
                said("answered", "2026-06-10", code="granted"),
                said("archived", "2026-06-12"),
            ],
            [("03-20", "06-30", "", "excused"), ("06-10", "06-30", "06-12", "met")],
        ),
        ([GRANTED, said("archived", "2026-03-10")], [("03-20", "06-30", "", "open")]),
        ([ASKED, said("archived", "2026-04-01")], [("03-21", "06-30", "04-01", "met")]),
    ],
)
def test_each_end_is_archived_by_itself(facts: list[Fact], archives: list[tuple[str, ...]]) -> None:
    assert outcomes(ARCHIVE, RECEIVED, *facts) == archives


def test_what_was_not_archived_by_its_day_ended_late_with_the_reopening() -> None:
    late = [GRANTED, said("reopened", "2027-07-05"), said("answered", "2027-07-06", code="granted")]
    archived = said("archived", "2027-07-07")
    first, second = outcomes(ARCHIVE, RECEIVED, *late, archived, today=date(2027, 8, 2))
    assert (first[2:], second[2:]) == (("07-05", "met_late"), ("07-07", "met"))


def test_archived_and_reopened_on_one_day_go_by_their_times() -> None:
    morning, noon = time(8, 36, tzinfo=SHANGHAI), time(12, 0, tzinfo=SHANGHAI)
    archived = said("archived", "2026-06-01")
    for at, status in ((morning, "met"), (noon, "excused")):
        moment = datetime.combine(date(2026, 6, 1), at)
        facts = [GRANTED, archived._replace(time=moment), REOPENED, said("answered", "2026-06-10", code="granted")]
        first, second = outcomes(ARCHIVE, RECEIVED, *facts)
        assert (first[3], second[3]) == (status, "open")


MISSING = said("received", "2026-03-02", applicant_kind="natural", missing=["form"])
"""Correction to be asked for by 11 March."""
INVOLVED = said("reviewed", "2026-03-04", third_party=True)


@pytest.mark.parametrize(
    ("code", "facts", "expected"),
    [
        ("correct", [MISSING, said("transferred", "2026-03-11", to="fengjie-bb")], ("03-11", "", "excused")),
        ("correct", [MISSING, said("transferred", "2026-03-12", to="fengjie-bb")], ("03-11", "03-12", "met_late")),
        ("correct", [MISSING, said("withdrawn", "2026-03-20")], ("03-11", "03-20", "met_late")),
        ("correct", [MISSING, GRANTED], ("03-11", "", "excused")),
        ("correct", [MISSING, said("withdrawn", "2026-03-20"), REOPENED], ("03-11", "03-20", "met_late")),
        ("ask_third_party", [RECEIVED, INVOLVED, said("withdrawn", "2026-04-20")], ("03-30", "04-20", "met_late")),
        ("ask_third_party", [RECEIVED, INVOLVED, said("withdrawn", "2026-03-20")], ("03-30", "", "excused")),
    ],
)
def test_what_was_overdue_when_the_application_ended_ended_late(
    code: str, facts: list[Fact], expected: tuple[str, ...]
) -> None:
    assert outcomes(APPLICATION.duty(code), *facts) == [("03-02", *expected)]
    late = [f for f in state(*facts, today=TODAY).findings if f.code == "ended.late" and f.article != ANSWER.article]
    assert len(late) == (expected[2] == "met_late")


def test_what_is_asked_after_an_end_gives_rise_to_no_duty_but_in_the_period_that_was_reopened() -> None:
    asked, consulted = said("correction_requested", "2026-06-02"), said("third_party_asked", "2026-06-02")
    correct, ask = APPLICATION.duty("correct"), APPLICATION.duty("ask_third_party")
    for facts in ([GRANTED, asked, consulted], [GRANTED, asked, consulted, said("reopened", "2026-06-03")]):
        assert outcomes(correct, RECEIVED, *facts) == outcomes(ask, RECEIVED, *facts) == []
    again = [RECEIVED, GRANTED, REOPENED, asked, consulted]
    assert (outcomes(correct, *again), outcomes(ask, *again)) == ([], [("06-01", "06-30", "06-02", "met")])


def test_a_third_party_is_asked_in_the_period_in_which_it_came_up() -> None:
    refused = said("answered", "2026-03-20", code="withheld", ground="third_party", reasoned=True)
    later = [REOPENED, said("third_party_asked", "2026-06-02"), said("answered", "2026-06-20", code="granted")]
    ask = APPLICATION.duty("ask_third_party")
    assert outcomes(ask, RECEIVED, INVOLVED, refused, *later) == [
        ("03-02", "03-30", "", "excused"),
        ("06-01", "06-30", "06-02", "met"),
    ]


def test_the_day_that_a_reopening_sets_is_the_original_one_of_its_period() -> None:
    set_day = said("reopened", "2026-06-01", until="2026-06-10")
    answers = owed(result(RECEIVED, GRANTED, set_day, today=TODAY), ANSWER)
    assert [(o.original_due_on, o.due_on) for o in answers][1] == (date(2026, 6, 10), date(2026, 6, 10))


def test_a_registration_before_the_receipt_meets_nothing_and_the_earliest_of_two_counts() -> None:
    register = APPLICATION.duty("register")
    early = said("registered", "2026-02-27")
    assert outcomes(register, RECEIVED, early) == [("03-02", "03-03", "", "overdue")]
    assert "step.impossible" in {f.code for f in state(RECEIVED, early, today=TODAY).findings}
    twice = [said("registered", "2026-03-03"), said("registered", "2026-03-09")]
    assert outcomes(register, RECEIVED, *twice) == [("03-02", "03-03", "03-03", "met")]
    codes = [(f.code, f.fact) for f in state(RECEIVED, *twice, today=TODAY).findings]
    assert codes == [("registration.twice", "registered-2026-03-09")]


def test_the_register_and_the_archive_are_owed_from_the_day_that_the_county_sets() -> None:
    duties = [APPLICATION.duty("register"), ARCHIVE]
    for since, numbers in ((None, [0, 0]), ("2026-03-02", [1, 1]), ("2026-03-03", [0, 1]), ("2026-03-21", [0, 0])):
        county = owing(since, *duties) if since else BY_DEFAULT
        assert [len(outcomes(duty, RECEIVED, GRANTED, county=county)) for duty in duties] == numbers


def test_received_under_the_law_of_2008_it_is_due_by_that_law_and_says_so() -> None:
    old = said("received", "2019-05-14", applicant_kind="natural")
    asked = said("third_party_asked", "2019-05-20")
    assert outcomes(APPLICATION.duty("ask_third_party"), old, asked) == [("05-14", "06-04", "05-20", "met")]
    (answer,) = owed(result(old, today=TODAY), ANSWER)
    assert (answer.due_on, answer.original_due_on) == (date(2019, 6, 4), date(2019, 6, 4))
    assert (answer.explanation.limit, answer.explanation.rule[:10]) == (15, "收到时施行的2008")


@pytest.mark.parametrize(("on", "codes"), [("2019-05-14", []), ("2019-05-15", ["correction.late"])])
def test_the_law_of_2008_set_no_time_to_ask_for_a_correction(on: str, codes: list[str]) -> None:
    arrived = said("received", on, applicant_kind="natural", missing=["form"])
    asked = said("correction_requested", "2019-05-30", until=date(2019, 6, 14))
    corrected = said("correction_received", "2019-06-05")
    whole = result(arrived, asked, corrected, today=date(2019, 6, 10))
    assert [finding.code for finding in whole.state.findings] == codes
    assert len(owed(whole, APPLICATION.duty("correct"))) == len(codes)
