"""The log folded afresh: which facts count, and how states flow from subject to subject."""

from __future__ import annotations

from typing import Any

from contracts import application, disclosure, dispute, document, item, opening_balance
from contracts.families import Families
from tests.cli.records import ORG, fact, whole
from tests.deploy.toys.further import FAMILIES as FURTHER

WELLS = Families(FURTHER)


def well(fact_id: str, depth: int = 7, day: str = "2026-03-02", subject: str = "w1") -> Any:
    return fact(fact_id, "well.dug.v1", subject, day, families=WELLS, dug_on=day, depth=depth)


def dug(*records: Any, families: Families = WELLS) -> int:
    """How often the well was dug in March, as its state counts it."""
    folding = whole({"wells": records}, "2026-03-31", families)
    return folding.states[f"wells.well/{ORG}/w1"].counts["2026-03"]["wells_dug"]


def test_of_several_facts_with_one_id_the_first_of_the_log_counts() -> None:
    assert dug(well("1"), well("1", day="2026-04-01"), well("2")) == 2


def test_a_withdrawal_counts_unless_it_takes_its_fact_for_another_type() -> None:
    withdrawn: dict[str, Any] = {"kind": "wells.well", "fact": "2", "reason": "登记有误"}
    right = fact("3", "fact.withdrawn.v1", "w1", "2026-03-03", fact_type="well.dug.v1", **withdrawn)
    wrong = fact("3", "fact.withdrawn.v1", "w1", "2026-03-03", fact_type="well.filled.v1", **withdrawn)
    assert dug(well("1"), well("2"), right) == 1
    assert dug(well("1"), well("2"), wrong) == 2
    # What is refused leaves its id free.
    assert dug(well("1"), well("2"), wrong, well("3")) == 3


def test_facts_beyond_the_most_that_a_subject_can_have_do_not_count() -> None:
    from dataclasses import replace

    small = Families([replace(FURTHER[0], most_facts=2)])
    assert dug(well("1"), well("2"), well("3"), families=small) == 2


def test_a_fact_of_a_later_version_and_an_unreadable_record_are_passed_over() -> None:
    later = fact("2", "well.blessed.v1", "w1", "2026-03-02", families=WELLS, blessed_on="2026-03-02")
    foreign = fact("3", "document.drafted.v1", "w1", "2026-03-02")
    assert dug(well("1"), later, foreign) == 1


def test_a_subject_whose_fold_raises_is_named_and_its_neighbours_go_on() -> None:
    folding = whole({"wells": [well("1", depth=0), well("2", subject="w2")]}, "2026-03-31", WELLS)
    assert folding.failed == {f"wells.well/{ORG}/w1": "ZeroDivisionError"}
    assert list(folding.states) == [f"wells.well/{ORG}/w2"]


def test_a_fact_whose_data_is_not_what_its_type_says_sets_its_subject_aside_too() -> None:
    broken = fact("1", "well.dug.v1", "w1", "2026-03-02", families=WELLS, dug_on="2026-03-02", depth="deep")
    folding = whole({"wells": [broken, well("2")]}, "2026-03-31", WELLS)
    assert folding.failed == {f"wells.well/{ORG}/w1": "ValidationError"}


def test_several_unmet_duties_of_a_kind_stand_side_by_side() -> None:
    folding = whole({"wells": [well("1"), well("2", day="2026-03-03")]}, "2026-03-31", WELLS)
    (state,) = folding.states.values()
    assert [owed.id for owed in state.obligations] == ["show_well:2026-03-02", "show_well:2026-03-03"]


def test_a_document_flows_to_the_disclosure_that_has_no_facts_of_its_own() -> None:
    records = {
        "catalog": [
            fact(
                "1",
                "document.drafted.v1",
                "d1",
                "2026-03-02",
                drafted_on="2026-03-02",
                title="甲",
                attribute="主动公开",
            ),
            fact("2", "document.approved.v1", "d1", "2026-03-03", approved_on="2026-03-03"),
        ]
    }
    folding = whole(
        records,
        "2026-03-31",
        Families([*dispute.FAMILIES, *opening_balance.FAMILIES, *item.FAMILIES, document.FAMILY, disclosure.FAMILY]),
    )
    state = folding.states[f"publishing.disclosure/{ORG}/d1"]
    assert (state.title, [owed.duty for owed in state.obligations]) == ("甲", ["publish"])


def received(fact_id: str, subject: str, day: str) -> Any:
    return fact(
        fact_id,
        "application.received.v1",
        subject,
        day,
        received_on=day,
        applicant_kind="natural",
        channel="当面",
        applicant_ref="cd" * 32,
        subject_hash="ab" * 32,
    )


def test_applications_of_one_applicant_for_the_same_meet_in_their_question() -> None:
    answered: dict[str, Any] = {"answered_on": "2026-03-10", "code": "granted"}
    records = [
        received("1", "a1", "2026-03-02"),
        fact("2", "application.answered.v1", "a1", "2026-03-10", **answered),
        received("3", "a2", "2026-03-20"),
    ]
    folding = whole({"requests": records}, "2026-03-31", Families([*dispute.FAMILIES, *application.FAMILIES]))
    question = folding.states[f"requests.question/{ORG}/{'ab' * 32}"].model_dump()
    assert question["repeats"] == [{"later": "a2", "earlier": "a1"}]
