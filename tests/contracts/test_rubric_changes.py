"""What one version makes of another, by day and clause; what is past; what does not follow."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.rubric.changes import changes, held, holding, past
from contracts.rubric.file import read
from contracts.rubric.following import follows
from contracts.rubric.lawful import lawful
from contracts.rubric.record import CountyRubric
from law.scoring.rubric import in_force
from tests.contracts.rubrics import EVENT, HEAD, clause

TODAY = date(2026, 5, 15)


def version(number: int, since: str, until: str = "", text: str = "") -> CountyRubric:
    """One of a county's."""
    head = HEAD.replace("版本: 1", f"版本: {number}").replace("2026-01-01", since + (f"\n止: {until}" if until else ""))
    return read(head + (text or clause()))


def test_each_setting_of_each_clause_that_differs_is_named_with_its_day() -> None:
    new = clause("1", EVENT.replace("最多: 3", "最多: 6"), weight="6") + clause(
        "2", weight="4", more="名册: [部门, 乡镇]"
    )
    differing = changes([version(1, "2026-01-01")], version(2, "2026-07-01", text=new))
    event = "事项: {义务: answer，状态: 逾期履行、逾期未履行，每件: 2}"
    second = f"{{编号: 2，名称: 指标2，分值: 4，名册: 部门、乡镇，按件扣分: {{{event}，最多: 3}}}}"
    assert [str(change) for change in differing] == [
        "1 指标1 分值, from 2026-07-01: 10 → 6",
        f"1 指标1 按件扣分, from 2026-07-01: {{{event}，最多: 3}} → {{{event}，最多: 6}}",
        f"2 指标2, from 2026-07-01: — → {second}",
    ]


def test_the_first_version_says_that_there_is_one_and_an_end_that_there_is_none_any_more() -> None:
    (first,) = changes([], version(1, "2026-07-01"))
    assert str(first) == "评分, from 2026-07-01: — → 第1版《细则》"
    (ended,) = changes([version(1, "2026-01-01")], version(2, "2026-01-01", "2026-12-31"))
    assert str(ended) == "评分, from 2027-01-01: 第1版《细则》 → —"


@pytest.mark.parametrize(
    ("since", "is_past"),
    [("2026-05-01", True), ("2026-05-02", False), ("2026-05-15", False), ("2026-06-01", False), ("2026-01-01", True)],
)
def test_past_is_what_changes_a_period_that_has_begun_before_today(since: str, is_past: bool) -> None:
    differing = changes([version(1, "2026-01-01")], version(2, since, text=clause(more="最少证据: 2")))
    assert bool(past(differing, TODAY)) is is_past
    assert past(differing, None) == []


def test_what_changes_nothing_is_no_change() -> None:
    assert changes([version(1, "2026-01-01")], version(2, "2026-03-01")) == []


@pytest.mark.parametrize(
    ("known", "new", "rule", "remedy"),
    [
        (
            version(1, "2026-01-01", "2026-12-31"),
            version(2, "2026-07-01"),
            "version 1 holds to 2026-12-31: the two overlap",
            "begin on 2027-01-01",
        ),
        (
            version(1, "2026-07-01"),
            version(2, "2026-01-01"),
            "version 1 begins on 2026-07-01: the two overlap",
            "止: 2026-06-30",
        ),
        (version(2, "2026-07-01"), version(2, "2026-08-01"), "not above the known version 2", "give version 3"),
        (
            version(1, "2026-01-01"),
            version(2, "2026-07-01").model_copy(update={"is_default": True}),
            "is a default",
            "leave the line out",
        ),
    ],
)
def test_a_version_that_does_not_follow_is_refused(
    known: CountyRubric, new: CountyRubric, rule: str, remedy: str
) -> None:
    (wrong,) = follows([known], new)
    assert rule in wrong.rule
    assert remedy in wrong.remedy


@pytest.mark.parametrize(
    ("known", "new"),
    [
        (version(1, "2026-01-01"), version(2, "2026-07-01")),
        (version(1, "2026-01-01", "2026-06-30"), version(2, "2026-07-01")),
        (version(1, "2026-01-01", "2026-12-31"), version(2, "2026-01-01")),
        (version(1, "2026-07-01"), version(2, "2026-01-01", "2026-06-30")),
    ],
)
def test_a_version_goes_on_until_the_next_begins_or_is_replaced_whole(known: CountyRubric, new: CountyRubric) -> None:
    assert list(follows([known], new)) == []


DAYS = [date(2026, month, 1) for month in (1, 4, 7, 10)]
spans = st.tuples(st.sampled_from(DAYS), st.none() | st.sampled_from(DAYS)).filter(
    lambda s: s[1] is None or s[1] >= s[0]
)


@given(st.lists(spans, max_size=4), st.dates(date(2025, 12, 1), date(2026, 12, 31)))
def test_on_every_day_the_version_is_held_by_which_scores_are_made(
    drawn: list[tuple[date, date | None]], day: date
) -> None:
    plain = version(1, "2026-01-01")
    versions = [
        plain.model_copy(update={"version": number, "since": since, "until": until})
        for number, (since, until) in enumerate(drawn, 1)
    ]
    holder = holding(versions, day)
    (span,) = [span for span in held(versions) if span.since <= day and (span.until is None or day <= span.until)]
    assert span.rubric == holder
    scored_by = in_force(map(lawful, versions), day)
    assert (scored_by.version if scored_by else None) == (holder.version if holder else None)
