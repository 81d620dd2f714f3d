"""Lives of applications and what the law makes of them, each worked out by hand: the oracle against the table."""

from __future__ import annotations

from datetime import date

import pytest

from demo.oracle.rows import Expected
from tests.demo.lines import IN_ORDER, Line, answered, expected, fact, received, row, unmet


def application_fact(verb: str, on: str, **data: object) -> Line:
    return fact(f"application.{verb}", on, **data)  # type: ignore[arg-type]


def results(judged: Expected, year: str) -> dict[str, object]:
    """Rows of table 三 of a year."""
    prefix = "by.applications_results."
    return {place.removeprefix(prefix): n for place, n in row(judged, year).items() if place.startswith(prefix)}


def owed(judged: Expected, duty: str, period: str = "2026") -> dict[str, object]:
    """The duties of a kind in a period, by status."""
    prefix = f"obligations.{duty}."
    return {place.removeprefix(prefix): n for place, n in row(judged, period).items() if place.startswith(prefix)}


ARRIVED = received("2025-12-01")
ASKED = application_fact("correction_requested", "2025-12-05", until="2025-12-20")
NOTICED = application_fact("fee_noticed", "2026-03-03", basis="pages", count=40, amount=100)
LATER = [
    application_fact("withdrawn", "2026-01-10"),
    answered("2026-01-08", code="uncorrected"),
    answered("2026-01-08", code="granted"),
    application_fact("transferred", "2026-01-08"),
    application_fact("transferred", "2026-01-08", to="b"),
    application_fact("correction_received", "2026-01-08"),
]


@pytest.mark.parametrize("step", LATER)
def test_what_comes_after_a_lapsed_correction_moves_nothing(step: Line) -> None:
    judged = expected(ARRIVED, ASKED, step)
    assert results(judged, "2025") == {"3_6_1": 1}
    assert results(judged, "2026") == {}
    assert "counts.applications_answered" not in row(judged, "2026")
    assert not any("/answer:" in key for key in judged.obligations)
    assert owed(judged, "answer", "2025") == {}


def test_a_fee_that_lapsed_is_not_waived_any_more() -> None:
    # 20 working days after 3 March are 31 March.
    judged = expected(received("2026-02-26"), NOTICED, application_fact("fee_waived", "2026-05-11"))
    assert results(judged, "2026-04") == {"3_6_2": 1}
    assert not any("/answer:" in key for key in judged.obligations)


def test_a_fee_waived_in_time_leaves_the_clock_as_it_was() -> None:
    judged = expected(received("2026-02-26"), NOTICED, application_fact("fee_waived", "2026-03-10"), today="2026-03-11")
    assert unmet(judged, "answer")["obligation.due_on"] == "2026-03-25"


def test_a_reopening_after_a_lapse_has_a_clock_of_its_own_and_leaves_the_first_year() -> None:
    lines = [ARRIVED, ASKED, application_fact("reopened", "2026-03-02")]
    open_again = expected(*lines, today="2026-03-10")
    assert unmet(open_again, "answer")["obligation.due_on"] == "2026-03-30"
    assert results(open_again, "2025") == {"3_6_1": 1}
    answered_again = expected(*lines, answered("2026-03-31", code="granted"))
    assert results(answered_again, "2025") == {"3_6_1": 1}
    assert results(answered_again, "2026") == {}
    assert owed(answered_again, "answer") == {"due": 1, "met_late": 1}


def test_steps_of_one_day_follow_the_time_of_their_facts() -> None:
    lines = [received("2026-03-02"), answered("2026-03-05", code="not_existing", fact_id="1")]
    reopened = application_fact("reopened", "2026-03-10", hour=10)
    again = answered("2026-03-10", code="granted", fact_id="2", hour=15)
    assert results(expected(*lines, again, reopened), "2026") == {"3_1_granted": 1}
    before = answered("2026-03-10", code="granted", fact_id="2", hour=9)
    assert results(expected(*lines, before, reopened), "2026") == {"3_4_1": 1}


def test_what_ends_after_the_last_day_was_late() -> None:
    # 20 working days after 2 March are 30 March.
    for end in (application_fact("withdrawn", "2026-04-02"), application_fact("transferred", "2026-04-02", to="b")):
        assert owed(expected(received("2026-03-02"), end), "answer") == {"due": 1, "met_late": 1}
    for end in (application_fact("withdrawn", "2026-03-30"), application_fact("transferred", "2026-03-30")):
        assert owed(expected(received("2026-03-02"), end), "answer") == {"due": 1, "excused": 1}


def test_an_answer_while_a_correction_is_waited_for_keeps_no_time() -> None:
    asked = application_fact("correction_requested", "2026-03-05", until="2026-03-25")
    judged = expected(received("2026-03-02"), asked, answered("2026-03-20", code="still_unclear"))
    assert owed(judged, "answer", "2026-03") == {"due": 1, "excused": 1}
    assert not any(place.startswith(("days.", "counts.answered_within")) for place in row(judged, "2026"))
    assert results(judged, "2026") == {"3_4_3": 1}


def test_a_correction_without_a_period_lapses_after_fifteen_working_days() -> None:
    # 15 working days after 5 March are 26 March.
    lines = [received("2026-03-02"), application_fact("correction_requested", "2026-03-05")]
    assert results(expected(*lines, today="2026-03-26"), "2026") == {}
    assert results(expected(*lines, today="2026-03-27"), "2026-03") == {"3_6_1": 1}


def test_the_earliest_receipt_counts() -> None:
    again = fact("application.received", "2026-04-20", applicant_kind="business")
    judged = expected(received("2026-03-05"), again, today="2026-05-01")
    assert unmet(judged, "answer")["obligation.due_on"] == "2026-04-02"
    assert row(judged, "2026")["by.applications_received_by_kind.natural"] == 1


@pytest.mark.parametrize("more", [{"approved_on": "2026-03-31"}, {}])
def test_an_extension_told_late_or_without_consent_moves_nothing(more: dict[str, object]) -> None:
    on = "2026-03-31" if more else "2026-03-20"
    judged = expected(received("2026-03-02"), application_fact("extended", on, days=20, **more), today="2026-04-10")
    assert unmet(judged, "answer")["obligation.due_on"] == "2026-03-30"


def test_an_extension_adds_at_most_what_the_law_allows() -> None:
    more = application_fact("extended", "2026-03-20", days=30, approved_on="2026-03-19")
    judged = expected(received("2026-03-02"), more, today="2026-04-10")
    assert unmet(judged, "answer")["obligation.due_on"] == "2026-04-28"


def test_each_end_is_archived_by_itself() -> None:
    lines = [
        received("2026-03-02"),
        answered("2026-03-05", code="not_existing"),
        application_fact("archived", "2026-03-20"),
        application_fact("reopened", "2026-04-01"),
        answered("2026-04-10", code="granted"),
    ]
    judged = expected(*lines, order_from=IN_ORDER)
    assert owed(judged, "archive", "2027") == {"due": 2, "met_on_time": 1, "open": 1}
    assert unmet(judged, "archive")["obligation.opened_on"] == "2026-04-10"


def test_what_is_dated_before_the_receipt_meets_nothing() -> None:
    lines = [
        received("2026-03-02"),
        application_fact("registered", "2026-02-27"),
        answered("2026-02-27", code="granted"),
    ]
    judged = expected(*lines, today="2026-03-04", order_from=IN_ORDER)
    assert owed(judged, "register") == {"due": 1, "overdue": 1}
    assert owed(judged, "answer") == {"due": 1, "open": 1}
    assert results(judged, "2026") == {}


def test_a_fee_paid_in_parts_restarts_the_clock_when_it_is_complete() -> None:
    lines = [received("2026-02-26"), NOTICED, application_fact("fee_paid", "2026-03-10", amount=1)]
    assert results(expected(*lines, today="2026-04-01"), "2026") == {"3_6_2": 1}
    judged = expected(*lines, application_fact("fee_paid", "2026-03-16", amount=99, fact_id="2"), today="2026-04-01")
    assert unmet(judged, "answer")["obligation.due_on"] == "2026-04-14"
    assert row(judged, "2026-03")["counts.fees_collected"] == 100


def test_before_15_may_2019_an_answer_took_fifteen_working_days_and_fifteen_more() -> None:
    # 15 working days after 6 May 2019 are 27 May, 15 more 18 June (7 June is off).
    more = application_fact("extended", "2019-05-20", approved_on="2019-05-20")
    assert owed(expected(received("2019-05-06"), answered("2019-05-28")), "answer", "2019-05")["met_late"] == 1
    judged = expected(received("2019-05-06"), more, answered("2019-06-18"))
    assert owed(judged, "answer", "2019-06") == {"due": 1, "met_on_time": 1}


@pytest.mark.parametrize(
    ("way", "delivery", "status"),
    [
        ("邮寄", {"delivered_on": "2026-04-03"}, "met_on_time"),
        ("邮寄", {"delivered_on": "2026-04-03", "posted_on": "2026-03-31"}, "met_late"),
        ("当面交付", {"delivered_on": "2026-03-31"}, "met_late"),
        ("当面交付", {"delivered_on": "2026-03-30"}, "met_on_time"),
        ("电子送达", {"delivered_on": "2026-03-31"}, "met_late"),
        (None, {"delivered_on": "2026-04-03"}, "met_on_time"),
    ],
)
def test_the_way_of_service_says_on_which_day_it_was_answered(
    way: str | None, delivery: dict[str, object], status: str
) -> None:
    delivered = application_fact("delivered", str(delivery["delivered_on"]), **delivery)
    judged = expected(received("2026-03-02"), answered("2026-03-30", code="granted", way=way), delivered)
    assert owed(judged, "answer", "2026-03") == {"due": 1, status: 1}


def test_one_review_over_three_applications_counts_once_and_one_over_none_leaves_none() -> None:
    filed = fact("dispute.review_filed", "2026-05-06", "fy-1", applications=["1", "2", "3", "nobody"])
    decided = fact("dispute.review_decided", "2026-06-08", "fy-1", result="corrected", disclose=True)
    lines = [
        line for name in "123" for line in (received("2026-03-02", subject=name), answered("2026-03-05", subject=name))
    ]
    judged = expected(*lines, filed, decided)
    assert (
        row(judged, "2026")["by.remedies_filed.review"]
        == row(judged, "2026")["by.remedies_decided.review.corrected"]
        == 1
    )
    assert row(judged, "2026")["counts.applications_received"] == 3
    assert owed(judged, "comply") == {"due": 3, "overdue": 3}


def test_each_order_is_owed_by_itself_from_the_day_it_was_served_and_a_reopening_adds_nothing() -> None:
    def order(case: str, on: str, **more: object) -> list[Line]:
        filed = fact("dispute.lawsuit_filed", "2026-03-10", case, after_review=False, applications=["s"])
        return [filed, fact("dispute.lawsuit_decided", on, case, result="corrected", disclose=True, **more)]  # type: ignore[arg-type]

    lines = [received("2026-03-02"), answered("2026-03-05", code="not_existing"), *order("x1", "2026-04-01")]
    lines += [*order("x2", "2026-04-20", served_on="2026-04-24", within=5), application_fact("reopened", "2026-04-02")]
    judged = expected(*lines)
    # 20 working days after 1 April are 30 April, 5 after 24 April 6 May (1, 4 and 5 May are off).
    assert {key.rpartition("/")[2]: flat["obligation.due_on"] for key, flat in judged.obligations.items()} == {
        "comply:x1": "2026-04-30",
        "comply:x2": "2026-05-06",
    }


def test_what_nobody_confirmed_is_counted_apart_after_five_working_days() -> None:
    arrived = received("2026-03-02", channel="互联网")
    assert "counts.applications_unconfirmed" not in row(expected(arrived, today="2026-03-09"), "2026")
    judged = expected(arrived, today="2026-03-10")
    assert row(judged, "2026-03")["counts.applications_unconfirmed"] == 1
    assert "counts.applications_received" not in row(judged, "2026")


def test_without_a_receipt_nothing_is_counted() -> None:
    judged = expected(answered("2026-03-05", code="granted"), application_fact("reopened", "2026-03-06"))
    assert not any(judged.views.values())


@pytest.mark.parametrize(
    ("since", "registers"), [(None, {}), ("2026-03-03", {}), ("2026-03-02", {"due": 1, "overdue": 1})]
)
def test_to_register_is_owed_from_the_day_that_the_county_says(since: str | None, registers: object) -> None:
    order_from = date.fromisoformat(since) if since else None
    assert owed(expected(received("2026-03-02"), order_from=order_from), "register") == registers


def test_passed_on_in_a_later_year_it_is_finished_where_it_was_carried_over() -> None:
    passed_on = application_fact("transferred", "2026-01-08", to="b")
    judged = expected(received("2025-12-29"), passed_on)
    assert row(judged, "2025")["counts.applications_received"] == 1
    assert results(judged, "2026") == {"3_6_3": 1}
