"""Days and holiday notices: what they may change, and when."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chassis.case import UNMET, encode
from chassis.ledger.folding import Change, Folder, Subject, Today, Touch
from contracts.families import FAMILIES
from contracts.kit import Family
from contracts.profile import County
from tests.families.conformance import every_family, examples
from tests.families.lives import TODAYS, Life, lives
from tests.families.making import CALENDAR, RULES, with_notice
from tests.families.worlds import World, asking


@every_family
@examples(50)
@given(drawn=st.data(), today=TODAYS, later=st.integers(1, 400), county=asking())
def test_the_passing_of_days_changes_nothing_before_the_day_it_names_and_moves_no_date(
    family: Family, drawn: st.DataObject, today: date, later: int, county: County
) -> None:
    life, world = drawn.draw(lives(family)), World(county=county)
    then = today + timedelta(days=later)
    first = life.fold(today, world=world)
    second = life.fold(then, world=world)
    assert first.check_on is None or first.check_on > today
    dates = {obligation.id: obligation.due_on for obligation in first.obligations}
    assert {obligation.id: obligation.due_on for obligation in second.obligations}.items() >= dates.items()
    if not life.senders and (first.check_on is None or then < first.check_on):
        assert encode(second) == encode(first)


@every_family
@examples(50)
@given(drawn=st.data(), today=TODAYS, later=st.integers(1, 60))
def test_before_the_day_on_which_it_has_to_be_folded_reminders_alone_say_all_that_a_fold_would(
    family: Family, drawn: st.DataObject, today: date, later: int
) -> None:
    life = drawn.draw(lives(family))
    folder = Folder(RULES, FAMILIES)
    first = folder.fold(stored(life, today), Touch([]), Today(today, CALENDAR, 1, {}))
    then = today + timedelta(days=later)
    if first.fold_on is not None:
        then = min(then, first.fold_on - timedelta(days=1))
    if then > today and first.state is not None:
        day = Today(then, CALENDAR, 1, {})
        whole = folder.fold(stored(life, today, first), Touch([]), day)
        assert folder.remind(stored(life, today, first), first.fold_on, day) == whole._replace(sends=[])


def stored(life: Life, today: date, before: Change | None = None) -> Subject:
    """The life as the database holds it, after ``before``, with the states that flowed to it on ``today``."""
    version, state, reminders = (before.version, before.state, before.told) if before else (0, None, b"{}")
    subject = Subject(str(life.key), version, 1, state, reminders)
    subject.rows = [
        {"id": f.id, "type": f.type, "time": f.time, "day": f.recorded_on, "a": f.data.model_dump_json().encode()}
        for f in life.facts
    ]
    subject.states = {str(sender.key): encode(sender.fold(today)) for sender in life.senders}
    return subject


@every_family
@examples(50)
@given(drawn=st.data(), today=TODAYS, off=st.integers(1, 40), worked=st.integers(1, 40), county=asking())
def test_a_holiday_notice_moves_open_dates_alone_and_leaves_closed_subjects_as_they_were(
    family: Family, drawn: st.DataObject, today: date, off: int, worked: int, county: County
) -> None:
    days = [today + timedelta(days=number) for number in (off, worked)]
    changed = with_notice(
        today,
        off=[day for day in days[:1] if day.weekday() < 5],
        work=[day for day in days[1:] if day.weekday() >= 5],
    )
    life = drawn.draw(lives(family))
    before, after = (life.fold(today, world=World(calendar, county)) for calendar in (CALENDAR, changed))
    moved = {obligation.id: obligation for obligation in after.obligations}
    for old in before.obligations:
        if old.met_on is not None:
            assert moved[old.id] == old
        else:
            assert moved[old.id].original_due_on == old.original_due_on
    # What nobody asks for may still run: it is closed where nothing would be owed either if everything were asked for.
    ended = [before, life.fold(today)]
    if all(fold.check_on is None and not any(old.status in UNMET for old in fold.obligations) for fold in ended):
        # What is closed is not folded again for a notice: it must not be another one then.
        assert encode(after) == encode(before)
