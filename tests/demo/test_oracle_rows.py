"""What the oracle counts, case by case, worked out by hand."""

from __future__ import annotations

import random
from datetime import date

from demo.oracle.case import Case, Duty, Judged
from demo.oracle.compare import differences
from demo.oracle.judging import Bench, judgements
from demo.oracle.notices import read_calendar
from demo.oracle.rows import expected_of
from tests.demo.lines import (
    IN_ORDER,
    answered,
    corrected,
    expected,
    fact,
    formed,
    published,
    received,
    row,
    unmet,
    withdrawn,
)


def test_one_item_in_time_is_counted_in_its_month_quarter_and_year() -> None:
    # Formed on Monday 2 March, published on Monday 9 March: 5 working days. Due on 30 March.
    judged = expected(formed("2026-03-02"), published("2026-03-09"))
    counted = {
        "counts.items_published": 1,
        "by.items_published_by_attribute.主动公开": 1,
        "by.items_published_by_channel.政府网站": 1,
        "obligations.publish.due": 1,
        "obligations.publish.met_on_time": 1,
        "days.days_to_publish.count": 1,
        "days.days_to_publish.sum": 5,
        "days.days_to_publish.max": 5,
        "days.days_to_publish.histogram.5": 1,
    }
    assert [row(judged, period) for period in ("2026-03", "2026-Q1", "2026")] == [counted] * 3
    assert not judged.obligations


def test_each_channel_counts_in_the_month_of_its_own_first_day() -> None:
    judged = expected(
        formed("2026-03-02"),
        published("2026-03-09"),
        published("2026-04-01", "公示栏", fact_id="2"),
        published("2026-04-03", "政府网站", fact_id="3"),
    )
    assert row(judged, "2026-04") == {"by.items_published_by_channel.公示栏": 1}
    assert row(judged, "2026")["counts.items_published"] == 1


def test_a_disclosure_of_which_nothing_else_is_known_has_no_attribute_and_no_limit() -> None:
    assert row(expected(published("2026-03-09")), "2026") == {
        "counts.items_published": 1,
        "by.items_published_by_attribute.未标明": 1,
        "by.items_published_by_channel.政府网站": 1,
    }


def test_an_approved_public_document_must_be_published_and_another_need_not() -> None:
    def document(attribute: str | None) -> object:
        drafted = fact("document.drafted", "2026-03-01", title="t", attribute=attribute)
        return expected(drafted, fact("document.approved", "2026-03-02"), today="2026-03-30").obligations

    assert document("主动公开") == {
        "publishing.disclosure/a/s/publish:2026-03-02": {
            "county": "c",
            "kind": "publishing.disclosure",
            "title": "t",
            "obligation.id": "publish:2026-03-02",
            "obligation.duty": "publish",
            "obligation.org": "a",
            "obligation.subject": "s",
            "obligation.opened_on": "2026-03-02",
            "obligation.due_on": "2026-03-30",
            "obligation.original_due_on": "2026-03-30",
            "obligation.provisional": False,
            "obligation.met_on": None,
            "obligation.status": "open",
        }
    }
    assert document("依申请公开") == {}
    assert document(None) == {}


def test_a_draft_that_was_never_signed_obliges_to_nothing() -> None:
    assert not expected(fact("document.drafted", "2026-03-01", title="t", attribute="主动公开")).obligations


def test_expiry_and_take_down_count_in_their_own_months() -> None:
    judged = expected(
        published("2026-03-09"),
        fact("disclosure.withdrawn", "2026-05-01", reason="x"),
        fact("document.expired", "2026-07-01"),
    )
    assert row(judged, "2026-05") == {"counts.items_withdrawn": 1}
    assert row(judged, "2026-07") == {"counts.documents_expired": 1}


def test_applications_are_open_in_the_month_they_came_in() -> None:
    judged = expected(
        received("2026-03-02", subject="1"),
        answered("2026-04-01", subject="1"),
        received("2026-03-03", subject="2"),
        received("2026-12-30", subject="3"),
    )
    march = row(judged, "2026-03")
    assert march["counts.applications_received"] == 2
    assert march["counts.applications_open"] == march["counts.applications_overdue"] == 1
    assert row(judged, "2026-04")["counts.applications_answered"] == 1
    assert row(judged, "2026-12")["counts.applications_open"] == 1
    assert {key for key in judged.obligations if "/answer:" in key} == {
        "requests.application/a/2/answer:2026-03-03",
        "requests.application/a/3/answer:2026-12-30",
    }


def test_an_application_runs_through_correction_extension_and_a_third_party() -> None:
    # Received Monday 2 March 2026, corrected on Monday 16 March: 20 working days end on 14 April (6 April is off).
    # Extended by 20 they end on 14 May (1, 4 and 5 May are off, 9 May works); the 3 working days of an opinion come on top.
    judged = expected(
        received("2026-03-02", missing=["form"]),
        fact("application.registered", "2026-03-03"),
        fact("application.correction_requested", "2026-03-05", until="2026-03-20"),
        fact("application.correction_received", "2026-03-16"),
        fact("application.extended", "2026-04-02", days=20, approved_on="2026-04-01"),
        fact("application.third_party_asked", "2026-04-07", served_on="2026-04-07", ref="1"),
        fact("application.third_party_answered", "2026-04-10", ref="1", consents=True),
        today="2026-05-06",
        order_from=IN_ORDER,
    )
    assert unmet(judged, "answer")["obligation.due_on"] == "2026-05-19"
    assert unmet(judged, "answer")["obligation.original_due_on"] == "2026-03-30"
    assert row(judged, "2026-04")["counts.applications_extended"] == 1
    assert row(judged, "2026-03")["obligations.correct.met_on_time"] == 1
    assert row(judged, "2026-03")["obligations.register.met_on_time"] == 1


def test_an_application_on_the_internet_counts_when_it_is_confirmed() -> None:
    arrived = received("2026-03-31", channel="互联网")
    assert "counts.applications_received" not in row(expected(arrived), "2026")
    judged = expected(arrived, fact("application.confirmed", "2026-04-02"))
    assert row(judged, "2026-04")["counts.applications_received"] == 1


def test_an_application_passed_on_to_another_unit_is_that_units() -> None:
    judged = expected(received("2026-03-02"), fact("application.transferred", "2026-03-03", to="b"))
    assert "counts.applications_received" not in row(judged, "2026")
    assert row(judged, "2026")["obligations.answer.excused"] == 1


def test_a_correction_that_never_comes_ends_the_application_the_day_after() -> None:
    asked = fact("application.correction_requested", "2026-03-05", until="2026-03-20")
    judged = expected(received("2026-03-02"), asked)
    assert row(judged, "2026-03")["by.applications_results.3_6_1"] == 1
    assert "counts.applications_open" not in row(judged, "2026")


def test_the_latest_correction_counts_also_when_it_came_first() -> None:
    wrong = published("2026-02-09")
    first = corrected(wrong, "2026-04-01", "c1", published_on="2026-03-09", channel="政府网站")
    second = corrected(wrong, "2026-04-02", "c2", published_on="2026-03-10", channel="公示栏")
    judged = expected(second, first, wrong)
    assert row(judged, "2026-02") == {}
    assert row(judged, "2026-03")["by.items_published_by_channel.公示栏"] == 1


def test_a_withdrawn_correction_counts_as_never_made() -> None:
    right = published("2026-03-09")
    mistaken = corrected(right, "2026-04-01", "c1", published_on="2026-02-09", channel="政府网站")
    judged = expected(right, mistaken, withdrawn(mistaken, "2026-04-02", "w1"))
    assert row(judged, "2026-02") == {}
    assert row(judged, "2026-03")["counts.items_published"] == 1


def test_a_withdrawn_fact_leaves_nothing() -> None:
    line = published("2026-03-09")
    judged = expected(line, withdrawn(line, "2026-04-02", "w1"))
    assert not any(judged.views.values())


def test_order_and_repetition_change_nothing() -> None:
    wrong = published("2026-02-09", subject="1")
    lines = [
        formed("2026-03-02", subject="1"),
        wrong,
        received("2026-03-02", subject="2"),
        corrected(wrong, "2026-04-01", "c1", published_on="2026-03-09", channel="政府网站"),
        answered("2026-05-29", subject="2"),
        formed("2026-06-01", subject="3"),
    ]
    straight = expected(*lines)
    shuffled = lines * 2
    random.Random(4).shuffle(shuffled)
    assert expected(*shuffled) == straight
    assert straight.obligations


def test_the_comparison_names_what_is_missing_wrong_and_too_much() -> None:
    judged = expected(published("2026-03-09"), received("2026-12-30", subject="2"))

    def view(period: str, items: int) -> dict[str, object]:
        return {"period": period, "org": "a", "county": "c", "counts": {"items_published": items}}

    zero = {"2026-01|a": view("2026-01", 0)}
    other = {"2026-03|a": view("2026-03", 2), "2026-05|a": view("2026-05", 1)}
    unknown = "requests.application/a/9/answer:2026-01-05"
    listed = differences(judged, {"monthly": zero | other, "quarterly": {}, "annual": {}}, {unknown: {"title": "t"}})
    differing = {(entry.view, entry.key, entry.field, entry.expected, entry.got) for entry in listed}
    missing = "requests.application/a/2/answer:2026-12-30"
    assert ("monthly", "2026-03|a", "counts.items_published", 1, 2) in differing
    assert ("monthly", "2026-05|a", "counts.items_published", None, 1) in differing
    assert ("annual", "2026|a", "counts.applications_open", 1, None) in differing
    assert ("obligations", missing, "obligation.status", "open", None) in differing
    assert ("obligations", unknown, "title", None, "t") in differing
    assert not [entry for entry in listed if entry.key == "2026-01|a"]


def test_zeros_inside_counts_that_a_row_must_carry_are_no_difference() -> None:
    judged = expected(formed("2026-03-02"), today="2026-03-03")
    counts = {"due": 1, "met_on_time": 0, "met_late": 0, "overdue": 0, "open": 1, "excused": 0}
    rows = {
        view: {f"{period}|a": {"period": period, "org": "a", "county": "c", "obligations": {"publish": counts}}}
        for view, period in (("monthly", "2026-03"), ("quarterly", "2026-Q1"), ("annual", "2026"))
    }
    assert {entry.view for entry in differences(judged, rows, {})} == {"obligations"}


def test_several_unmet_duties_of_one_kind_on_one_subject_stand_side_by_side() -> None:
    def judge(case: Case) -> Judged:
        days = [fact.day("formed_on") for fact in case.subject.facts["disclosure.formed.v1"]]
        return Judged(duties=[Duty("inspect", None, day, day, day, False, None, "overdue") for day in days])

    lines = [formed("2026-03-02"), formed("2026-06-01")]
    counties = {"a": "c"}
    each = judgements(lines, Bench({"x.toy": judge}), read_calendar(), date(2026, 12, 31), counties, {})
    judged = expected_of(each, counties)
    assert list(judged.obligations) == ["x.toy/a/s/inspect:2026-03-02", "x.toy/a/s/inspect:2026-06-01"]
    assert row(judged, "2026")["obligations.inspect.overdue"] == 2
