"""Counting: contributions add up, a newer state takes the place of the older, rows agree with themselves."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.folding import Fold
from contracts.generator.files import valid
from contracts.topics import APPLICATIONS, DISCLOSURES, DOCUMENTS
from contracts.views import AsOf, PeriodRow
from services.catalog.fold import fold as catalog
from services.metrics.fold import CONTRIBUTIONS, Counts, add, difference
from services.metrics.rows import quarter, row, total, year
from services.publishing.fold import fold as publishing
from services.requests.fold import fold as requests
from tests.services.folding import BEGIN, CALENDAR, document, fact, lives, written

FOLDS: dict[str, tuple[str, Fold]] = {
    "catalog": (DOCUMENTS, catalog), "publishing": (DISCLOSURES, publishing), "requests": (APPLICATIONS, requests),
}  # fmt: skip
AS_OF = AsOf(day=None, positions={})


def contribution(topic: str, body: bytes) -> Counts:
    model, count = CONTRIBUTIONS[topic]
    return count(msgspec.json.decode(body, type=model))


@st.composite
def counted(draw: st.DrawFn) -> Counts:
    """What some subject contributes on some day."""
    service = draw(st.sampled_from(sorted(FOLDS)))
    topic, fold = FOLDS[service]
    today = BEGIN + timedelta(days=draw(st.integers(0, 160)))
    reference = draw(st.sampled_from([None, document()])) if service == "publishing" else None
    return contribution(topic, written(fold(draw(lives(service)), reference, CALENDAR, today)))


def summed(contributions: Sequence[Counts]) -> Counts:
    months: Counts = {}
    for counts in contributions:
        for month, delta in counts.items():
            add(months.setdefault(month, {}), delta)
    return {month: counts for month, counts in months.items() if counts}


@settings(max_examples=100, deadline=None)
@given(
    versions=st.lists(st.lists(counted(), min_size=1, max_size=4), min_size=1, max_size=4), seed=st.integers()
)
def test_replacing_by_difference_comes_to_the_sum_of_the_newest_states(
    versions: list[list[Counts]], seed: int
) -> None:
    chance = random.Random(seed)
    steps = [(subject, number) for subject, states in enumerate(versions) for number in range(len(states))]
    chance.shuffle(steps)
    seen: dict[int, int] = {}
    deltas: list[Counts] = []
    for subject, number in steps:
        before = seen.get(subject, -1)
        if number > before:
            old = versions[subject][before] if before >= 0 else {}
            deltas.append(difference(old, versions[subject][number]))
            seen[subject] = number
    assert summed(deltas) == summed([states[-1] for states in versions])


@settings(max_examples=150, deadline=None)
@given(many=st.lists(counted(), max_size=8))
def test_every_row_agrees_with_itself_and_quarters_and_years_are_sums_of_months(many: list[Counts]) -> None:
    months = summed(many)
    rows = {month: row(month, "o", "c", counts, AS_OF) for month, counts in months.items()}
    for one in rows.values():
        agrees_with_itself(one)
    for period in (quarter, year):
        for name in {period(month) for month in months}:
            parts = [rows[month] for month in rows if period(month) == name]
            whole = row(name, "o", "c", total(months[m] for m in months if period(m) == name), AS_OF)
            agrees_with_itself(whole)
            for field in ("items_published", "items_withdrawn", "documents_returned", "documents_expired",
                          "applications_received", "applications_answered", "applications_open", "applications_overdue"):  # fmt: skip
                assert getattr(whole, field) == sum(getattr(part, field) for part in parts)
            for field in ("due", "met_on_time", "met_late", "overdue", "open", "excused"):
                assert getattr(whole.obligations, field) == sum(getattr(p.obligations, field) for p in parts)
            for field in ("days_to_publish", "days_to_answer"):
                taken, of_parts = getattr(whole, field), [getattr(part, field) for part in parts]
                assert (taken.count, taken.sum) == (
                    sum(p.count for p in of_parts),
                    sum(p.sum for p in of_parts),
                )
                assert taken.max == max(p.max for p in of_parts)


def agrees_with_itself(one: PeriodRow) -> None:
    for counts in (one.obligations, *one.obligations_by_kind.values()):
        assert (
            counts.due == counts.met_on_time + counts.met_late + counts.overdue + counts.open + counts.excused
        )
    assert one.obligations.due == sum(counts.due for counts in one.obligations_by_kind.values())
    assert one.items_published == sum(one.items_published_by_attribute.values())
    assert one.applications_overdue <= one.applications_open <= one.applications_received
    for taken in (one.days_to_publish, one.days_to_answer):
        assert taken.count == sum(taken.histogram.values())
        assert taken.sum == sum(int(days) * n for days, n in taken.histogram.items())
        assert taken.max == max(map(int, taken.histogram), default=0)


def test_each_number_counts_in_the_month_of_its_own_day() -> None:
    facts = [
        fact("f", "disclosure.formed.v1", "2026-01-28", attribute="主动公开"),
        fact("p", "disclosure.published.v1", "2026-03-02", channel="政府网站"),
        fact("q", "disclosure.published.v1", "2026-04-01", channel="公示栏"),
        fact("w", "disclosure.withdrawn.v1", "2026-05-06", reason="更新"),
    ]
    state = publishing(facts, None, CALENDAR, date(2026, 6, 1))
    due = state.state.obligations[0].due_on
    assert contribution(DISCLOSURES, written(state)) == {
        "2026-03": {
            "items": 1, "items.attribute.主动公开": 1, "items.channel.政府网站": 1, "days.publish.19": 1,
            "obligation.publish.due": 1, "obligation.publish.met": 1,
        },
        "2026-04": {"items.channel.公示栏": 1},
        "2026-05": {"withdrawn": 1},
    }  # fmt: skip
    assert due.month == 3


RECEIVED = {"applications.received", "applications.kind.natural", "obligation.register.due"}
OPEN = {"obligation.answer.due", "obligation.answer.open"}
OVERDUE = {"obligation.answer.due", "obligation.answer.overdue"}


@pytest.mark.parametrize(
    ("answered", "today", "expected"),
    [
        (None, "2026-03-10", {"2026-03": RECEIVED | {"applications.open", "obligation.register.open"}, "2026-04": OPEN}),
        (None, "2026-04-07", {"2026-03": RECEIVED | {"applications.open", "obligation.register.overdue"},
                              "2026-04": OPEN}),
        (None, "2026-04-08", {"2026-03": RECEIVED | {"applications.open", "applications.overdue",
                                                     "obligation.register.overdue"}, "2026-04": OVERDUE}),
        ("2026-05-06", "2026-06-01", {"2026-03": RECEIVED | {"obligation.register.overdue"},
                                      "2026-04": {"obligation.answer.due", "obligation.answer.met_late"},
                                      "2026-05": {"applications.answered", "applications.result.3_1_granted",
                                                  "days.answer.38"},
                                      "2027-06": {"obligation.archive.due", "obligation.archive.open"}}),
        ("2026-03-20", "2026-06-01", {"2026-03": RECEIVED | {"obligation.register.overdue", "applications.answered",
                                                             "applications.result.3_1_granted", "days.answer.9",
                                                             "answered.within_original", "answered.within_due"},
                                      "2026-04": {"obligation.answer.due", "obligation.answer.met"},
                                      "2027-06": {"obligation.archive.due", "obligation.archive.open"}}),
    ],
)  # fmt: skip
def test_open_and_overdue_stay_in_the_month_of_receipt(
    answered: str | None, today: str, expected: dict[str, set[str]]
) -> None:
    facts = [fact("r", "application.received.v1", "2026-03-09", applicant_kind="natural")]
    if answered:
        facts.append(fact("a", "application.answered.v1", answered, code="granted"))
    counts = contribution(APPLICATIONS, written(requests(facts, None, CALENDAR, date.fromisoformat(today))))
    assert {month: set(measures) for month, measures in counts.items()} == expected


def test_a_state_written_before_results_were_kept_is_still_counted() -> None:
    (sample,) = [one for one in valid("requests.application.answered.v1") if one.path.stem == "full"]
    counts = contribution(APPLICATIONS, msgspec.json.encode(sample.data()))
    assert sum(month.get("applications.answered", 0) for month in counts.values()) == 1


def test_a_returned_document_stays_counted_as_returned_when_it_expires() -> None:
    facts = [
        fact("d", "document.drafted.v1", "2026-03-02", title="通知"),
        fact("x", "document.expired.v1", "2026-05-06"),
    ]
    counts = contribution(DOCUMENTS, written(catalog(facts, None, CALENDAR, date(2026, 6, 1))))
    assert counts == {
        "2026-03": {"documents.attribute.未标明": 1, "documents.returned": 1},
        "2026-05": {"documents.expired": 1},
    }
