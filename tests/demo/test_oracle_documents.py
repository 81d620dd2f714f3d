"""What the oracle makes of documents and of suggestions, case by case by hand."""

from __future__ import annotations

from demo.oracle.rows import Expected
from tests.demo.lines import Line, answered, expected, fact, published, received, row

ASKED = ("attribute_at_drafting", "evaluate", "publish_evaluation", "clean_up", "publish_clean_up", "decide_suggestion")
KEPT = (
    fact("document.drafted", "2024-12-31", title="t", attribute="依申请公开"),
    fact("document.approved", "2024-12-31"),
)
HASH = "5f" * 32


def asking(*lines: Line, today: str = "2026-12-31") -> Expected:
    """In a county that asks for everything."""
    return expected(*lines, today=today, asked=ASKED)


def duties(judged: Expected, code: str, period: str) -> dict[str, object]:
    """The duties of a kind in a period, by status."""
    prefix = f"obligations.{code}."
    return {place.removeprefix(prefix): n for place, n in row(judged, period).items() if place.startswith(prefix)}


def test_documents_without_attribute_or_without_the_reason_for_withholding_stand_returned_where_it_is_asked_for() -> (
    None
):
    def returned(**draft: object) -> object:
        drafted = fact("document.drafted", "2026-03-01", title="t", **draft)  # type: ignore[arg-type]
        assert "counts.documents_returned" not in row(expected(drafted), "2026-03")
        return row(asking(drafted), "2026-03").get("counts.documents_returned", 0)

    assert returned() == 1
    assert returned(attribute="不予公开") == 1
    assert returned(attribute="不予公开", reason="内部事务") == 1
    assert returned(attribute="不予公开", reason="内部事务", legal_basis="条例第十六条") == 0
    assert returned(attribute="依申请公开") == 0
    assert returned(forwarded_from={"number": "渝1号", "attribute": "不予公开"}) == 0


def test_a_document_sent_again_with_its_attribute_is_no_longer_returned() -> None:
    again = fact("document.drafted", "2026-04-02", title="t", attribute="依申请公开", fact_id="2")
    judged = asking(fact("document.drafted", "2026-03-01", title="t"), again)
    assert row(judged, "2026") == {"counts.documents_drafted": 1, "by.documents_by_attribute.依申请公开": 1}
    assert row(judged, "2026-04") == {"counts.documents_drafted": 1, "by.documents_by_attribute.依申请公开": 1}


def test_what_was_signed_on_the_last_day_of_a_year_is_looked_at_in_the_next_and_a_look_in_january_is_late() -> None:
    assert duties(asking(*KEPT, today="2025-12-31"), "evaluate", "2025") == {"due": 1, "open": 1}
    late = fact("document.evaluated", "2026-01-02", year=2025)
    judged = asking(*KEPT, late, today="2026-06-30")
    assert duties(judged, "evaluate", "2025-12") == {"due": 1, "met_late": 1}
    assert duties(judged, "evaluate", "2026-12") == {"due": 1, "open": 1}
    assert row(judged, "2026-01")["counts.documents_evaluated"] == 1
    assert not duties(expected(*KEPT, late), "evaluate", "2025")


def test_a_look_only_opens_and_what_it_makes_public_is_to_be_disclosed_from_that_day() -> None:
    opened = fact("document.evaluated", "2025-03-03", year=2025, attribute="主动公开")
    judged = asking(*KEPT, opened, published("2025-03-10"), today="2026-06-30")
    assert duties(judged, "evaluate", "2025") == {"due": 1, "met_on_time": 1}
    assert duties(judged, "evaluate", "2026") == {}
    assert duties(judged, "publish", "2025-03") == {"due": 1, "met_on_time": 1}
    assert row(judged, "2025-03")["by.documents_opened.主动公开"] == 1
    closed = fact("document.evaluated", "2025-03-03", year=2025, attribute="不予公开")
    assert "by.documents_opened.不予公开" not in row(asking(*KEPT, closed), "2025-03")
    assert duties(asking(*KEPT, closed), "evaluate", "2026") == {"due": 1, "open": 1}


def test_void_in_the_year_ends_the_look_and_asks_for_a_clean_up_within_a_year_and_its_result() -> None:
    void = fact("document.expired", "2025-05-06")
    judged = asking(*KEPT, void, fact("document.cleaned_up", "2026-05-07", outcome="废止"), today="2026-06-30")
    assert duties(judged, "evaluate", "2025") == {"due": 1, "excused": 1}
    assert duties(judged, "clean_up", "2026-05") == {"due": 1, "met_late": 1}
    assert duties(judged, "publish_clean_up", "2026") == {"due": 1, "overdue": 1}


def test_a_document_whose_lead_is_another_unit_is_not_ours_to_look_at_or_to_disclose() -> None:
    led = fact("document.drafted", "2024-12-31", title="t", attribute="主动公开", lead="b")
    assert not asking(led, fact("document.approved", "2024-12-31")).obligations


def test_what_two_asked_for_and_one_was_given_is_decided_on_within_twenty_working_days() -> None:
    def asked(on: str, subject: str, who: str) -> Line:
        return received(on, subject=subject, subject_hash=HASH, applicant_ref=who * 32)

    lines = [asked("2026-03-02", "q1", "11"), answered("2026-03-06", subject="q1", code="granted")]
    assert not duties(asking(*lines), "decide_suggestion", "2026")
    lines.append(asked("2026-03-16", "q2", "22"))
    # 20 working days after 16 March are 14 April; 6 April is off.
    assert duties(asking(*lines), "decide_suggestion", "2026-04") == {"due": 1, "overdue": 1}
    decided = fact("suggestion.decided", "2026-04-14", HASH, decision="不予纳入", reason="其他")
    judged = asking(*lines, decided)
    assert duties(judged, "decide_suggestion", "2026-04") == {"due": 1, "met_on_time": 1}
    assert row(judged, "2026-03")["counts.suggestions"] == 1
    assert row(judged, "2026-04")["by.suggestions_decided.不予纳入"] == 1
