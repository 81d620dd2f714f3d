"""What the oracle makes of information that changes, and of what is taken down, case by case by hand."""

from __future__ import annotations

from demo.oracle.rows import Expected
from tests.demo.lines import expected, fact, formed, published, row

BOARD = "公示栏"


def publish(judged: Expected, period: str) -> dict[str, object]:
    """The duties to publish of a period, by status."""
    prefix = "obligations.publish."
    return {place.removeprefix(prefix): n for place, n in row(judged, period).items() if place.startswith(prefix)}


def test_a_change_has_to_be_disclosed_anew_and_what_was_met_before_stays() -> None:
    # 20 working days after 5 January are 2 February, after 1 June 30 June (19 June is off).
    judged = expected(formed("2026-01-05"), published("2026-01-10"), formed("2026-06-01"), today="2026-06-10")
    assert publish(judged, "2026-02") == {"due": 1, "met_on_time": 1}
    assert publish(judged, "2026-06") == {"due": 1, "open": 1}
    assert list(judged.obligations) == ["publishing.disclosure/a/s/publish:2026-06-01"]
    assert row(judged, "2026-01")["days.days_to_publish.histogram.4"] == 1


def test_a_first_publication_that_was_late_stays_late() -> None:
    judged = expected(
        formed("2026-01-05"), published("2026-03-02"), formed("2026-06-01"), published("2026-06-02", BOARD)
    )
    assert publish(judged, "2026-02") == {"due": 1, "met_late": 1}
    assert publish(judged, "2026-06") == {"due": 1, "met_on_time": 1}


def test_a_change_of_what_is_not_disclosed_yet_is_no_second_omission_and_no_excuse() -> None:
    judged = expected(formed("2026-01-05"), formed("2026-01-26"), published("2026-02-10"))
    assert publish(judged, "2026") == publish(judged, "2026-02") == {"due": 1, "met_late": 1}


def test_what_need_not_be_disclosed_any_more_is_excused_unless_it_was_overdue() -> None:
    for on, status in (("2026-02-02", "excused"), ("2026-02-03", "met_late")):
        judged = expected(formed("2026-01-05"), formed(on, attribute="不予公开"))
        assert publish(judged, "2026") == {"due": 1, status: 1}


def test_a_publication_of_the_same_day_discloses_the_change_when_it_came_after_it() -> None:
    def june(hour: int) -> object:
        again = published("2026-06-01", BOARD, hour=hour)
        return publish(
            expected(formed("2026-01-05"), published("2026-01-10"), formed("2026-06-01", hour=12), again), "2026-06"
        )

    assert june(10) == {"due": 1, "overdue": 1}
    assert june(15) == {"due": 1, "met_on_time": 1}


def test_published_and_taken_down_on_a_day_is_met_and_counts_as_taken_down() -> None:
    down = fact("disclosure.withdrawn", "2026-01-12", hour=16, reason="有误")
    judged = expected(formed("2026-01-05"), published("2026-01-12"), down)
    assert publish(judged, "2026") == {"due": 1, "met_on_time": 1}
    assert row(judged, "2026-01")["counts.items_withdrawn"] == 1


def test_a_change_without_a_title_keeps_the_one_before() -> None:
    judged = expected(formed("2026-01-05", title="一"), formed("2026-01-12", title="二"), formed("2026-01-15"))
    assert [flat["title"] for flat in judged.obligations.values()] == ["二"]


def test_a_document_signed_twice_was_formed_the_first_time() -> None:
    drafted = fact("document.drafted", "2026-01-04", title="t", attribute="主动公开")
    judged = expected(drafted, fact("document.approved", "2026-01-05"), fact("document.approved", "2026-02-05"))
    assert publish(judged, "2026") == {"due": 1, "overdue": 1}
    assert publish(judged, "2026-02") == {"due": 1, "overdue": 1}


def test_an_order_to_disclose_is_owed_from_the_day_it_was_served_and_met_by_the_next_publication() -> None:
    order = fact(
        "dispute.review_decided",
        "2026-03-02",
        "fy-1",
        result="corrected",
        served_on="2026-03-05",
        disclose=True,
        disclosures=["s"],
    )
    lines = [formed("2026-01-05"), fact("dispute.review_filed", "2026-02-09", "fy-1", disclosures=["s"]), order]
    # 20 working days after 5 March are 2 April.
    judged = expected(*lines, published("2026-04-03"))
    assert row(judged, "2026-04")["obligations.comply_disclosure.met_late"] == 1
    assert row(judged, "2026")["by.remedies_decided.review.corrected"] == 1
    phantom = expected(order, today="2026-12-31")
    assert not phantom.obligations
