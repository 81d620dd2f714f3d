"""What holds of every fold, whatever the facts: order and repetition do not matter, undoing undoes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.folding import Fold
from contracts.envelope import Fact
from contracts.facts import AMENDMENTS, CORRECTED, WITHDRAWN
from contracts.states import DocumentState
from law.calendar import WorkingCalendar, YearCalendar
from law.data import load_calendars
from services.catalog.fold import fold as catalog
from services.publishing.fold import fold as publishing
from services.requests.fold import fold as requests
from tests.services.folding import BEGIN, CALENDAR, DATED, amendment, dates, document, lives, written

FOLDS: dict[str, Fold] = {"catalog": catalog, "publishing": publishing, "requests": requests}
YEARS = load_calendars()
TODAYS = st.integers(61, 160).map(lambda n: BEGIN + timedelta(days=n))
DOCUMENTS = st.sampled_from(
    [None, document(), document(attribute="依申请公开"), document(stage="returned", attribute=None), document(approved_on=None)]
)  # fmt: skip


def reference_for(service: str, state: DocumentState | None) -> DocumentState | None:
    return state if service == "publishing" else None


@pytest.mark.parametrize("service", FOLDS)
@settings(max_examples=150, deadline=None)
@given(data=st.data(), today=TODAYS, known=DOCUMENTS)
def test_facts_in_any_order_and_repeated_give_the_same_state(
    service: str, data: st.DataObject, today: date, known: DocumentState | None
) -> None:
    facts, reference = data.draw(lives(service)), reference_for(service, known)
    again_sent = data.draw(st.lists(st.sampled_from(facts), max_size=3))
    shuffled = data.draw(st.permutations([*facts, *again_sent]))
    once = FOLDS[service](facts, reference, CALENDAR, today)
    again = FOLDS[service](shuffled, reference, CALENDAR, today)
    assert written(again) == written(once)
    assert again.check_on == once.check_on


@pytest.mark.parametrize("service", FOLDS)
@settings(max_examples=100, deadline=None)
@given(data=st.data(), today=TODAYS)
def test_a_fact_added_and_withdrawn_was_never_there(service: str, data: st.DataObject, today: date) -> None:
    facts = data.draw(lives(service))
    added = data.draw(st.sampled_from(data.draw(lives(service))))._replace(id="added")
    if added.type in AMENDMENTS:
        added = facts[0]._replace(id="added", time=facts[-1].time)
    gone = amendment("gone", WITHDRAWN, added, today)
    with_both = FOLDS[service]([*facts, added, gone], None, CALENDAR, today)
    assert written(with_both) == written(FOLDS[service](facts, None, CALENDAR, today))


@pytest.mark.parametrize("service", FOLDS)
@settings(max_examples=100, deadline=None)
@given(data=st.data(), today=TODAYS)
def test_a_correction_withdrawn_was_never_made(service: str, data: st.DataObject, today: date) -> None:
    facts = data.draw(lives(service))
    about = facts[0]
    moved = {**about.data.model_dump(mode="json", exclude_none=True), DATED[about.type]: "2026-01-06"}
    correction = amendment("fix", CORRECTED, about, today, moved)
    undone = amendment("undo", WITHDRAWN, correction, today)
    with_both = FOLDS[service]([*facts, correction, undone], None, CALENDAR, today)
    assert written(with_both) == written(FOLDS[service](facts, None, CALENDAR, today))


@pytest.mark.parametrize("service", ["publishing", "requests"])
@settings(max_examples=100, deadline=None)
@given(data=st.data(), today=TODAYS, later=st.integers(1, 400), known=DOCUMENTS)
def test_a_passing_day_never_moves_a_due_date_and_changes_nothing_before_its_check_day(
    service: str, data: st.DataObject, today: date, later: int, known: DocumentState | None
) -> None:
    facts, reference = data.draw(lives(service)), reference_for(service, known)
    then = today + timedelta(days=later)
    first = FOLDS[service](facts, reference, CALENDAR, today)
    second = FOLDS[service](facts, reference, CALENDAR, then)
    # A day can end an application that lapses, which has then to be archived; no date ever moves.
    lapsed = [one for one in second.state.obligations if one.kind == "archive"]
    earlier = [one for one in first.state.obligations if one.kind == "archive"]
    owed = [one for one in second.state.obligations if one not in lapsed or earlier]
    assert dates(owed) == dates(first.state.obligations)
    assert first.check_on is None or first.check_on > today
    if first.check_on is None or then < first.check_on:
        assert written(second) == written(first)


@settings(max_examples=100, deadline=None)
@given(life=lives("requests"), today=TODAYS, day=st.integers(1, 40))
def test_a_later_notice_moves_open_dates_and_leaves_met_ones(life: list[Fact], today: date, day: int) -> None:
    newest = CALENDAR.known_on(today).versions[2026]
    known = next(year for year in YEARS if (year.year, year.version) == (2026, newest))
    extra = today + timedelta(days=day)
    changed = WorkingCalendar([*YEARS, YearCalendar(
        year=2026, version=newest + 1, notice="后来的通知", known_from=today,
        off=known.off | ({extra} if extra.weekday() < 5 else set()), work=known.work,
    )])  # fmt: skip
    before = requests(life, None, CALENDAR, today).state.obligations
    after = requests(life, None, changed, today).state.obligations
    for old, new in zip(before, after, strict=True):
        assert new.original_due_on == old.original_due_on
        assert new.due_on >= old.due_on
        if old.met_on is not None:
            assert new == old
