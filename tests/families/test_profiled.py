"""What holds of every family in a county with a profile: duties that are off, families that begin late, shorter limits."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.case import Folded
from contracts.application import ANSWER, APPLICATION
from contracts.disclosure import FAMILY as DISCLOSURE
from contracts.disclosure import PUBLISH
from contracts.families import FAMILIES
from contracts.kit import Family, MeasureKind
from contracts.profile import County
from law.limit import LimitUnit
from law.limits import ART_33
from law.local_limits import never_longer
from tests.families.application.said import said
from tests.families.conformance import every_family, examples
from tests.families.drawing import BEGIN, SPAN
from tests.families.lives import TODAYS, lives
from tests.families.making import county, fact, folded, owed

MIDDLE = BEGIN + timedelta(days=SPAN // 2)


def all_owed(family: Family, since: date | None) -> County:
    """Every duty of the family from a day on; None: never."""
    spans = [{"since": since}] if since else []
    return county(duties=[{"duty": duty.code, "spans": spans} for duty in family.duties])


def counted(result: Folded, month: str = "") -> dict[str, int]:
    """What is counted in a month, or in all."""
    months = [counts for name, counts in result.state.counts.items() if name.startswith(month)]
    return {code: amount for counts in months for code, amount in counts.items()}


@every_family
@examples(15)
@given(drawn=st.data(), today=TODAYS)
def test_duties_that_are_off_are_not_owed_not_counted_and_not_found(
    family: Family, drawn: st.DataObject, today: date
) -> None:
    life = drawn.draw(lives(family))
    result = life.fold_in(all_owed(family, None), today)
    assert result.obligations == []
    assert result.state.obligations == []
    assert not [code for code in counted(result) if "!" in code]
    # The clock of an answer is the law's own, and finds what it finds.
    assert "ended.late" not in {finding.code for finding in result.state.findings if finding.article != ART_33}


@every_family
@examples(15)
@given(drawn=st.data(), today=TODAYS)
def test_duties_are_owed_from_their_day_on_as_they_are_where_they_always_were(
    family: Family, drawn: st.DataObject, today: date
) -> None:
    life = drawn.draw(lives(family))
    always, later = (life.fold_in(all_owed(family, since), today) for since in (date(2008, 5, 1), MIDDLE))
    wanted = [(o.duty, o.opened_on, o.due_on, o.status) for o in always.obligations if o.opened_on >= MIDDLE]
    assert [(o.duty, o.opened_on, o.due_on, o.status) for o in later.obligations] == wanted


@every_family
@examples(15)
@given(drawn=st.data(), today=TODAYS)
def test_a_family_that_begins_late_counts_owes_and_finds_nothing_from_before(
    family: Family, drawn: st.DataObject, today: date
) -> None:
    life = drawn.draw(lives(family))
    began = life.fold_in(county(families=[{"family": family.name, "since": MIDDLE}]), today)
    assert all(owed.opened_on >= MIDDLE for owed in began.obligations)
    assert all(finding.on >= MIDDLE for finding in began.state.findings)
    assert all(month >= MIDDLE.isoformat()[:7] for month in began.state.counts)
    never = life.fold_in(county(families=[{"family": family.name, "since": None}]), today)
    assert (never.obligations, never.state.findings, never.state.counts) == ([], [], {})


@every_family
@examples(15)
@given(drawn=st.data(), today=TODAYS)
def test_what_a_stock_held_before_the_family_began_it_holds_from_then_on(
    family: Family, drawn: st.DataObject, today: date
) -> None:
    stocks = {measure.code for measure in FAMILIES.counted_by(family) if measure.kind is MeasureKind.STOCK}
    life = drawn.draw(lives(family))
    always, began = (
        life.fold_in(profile, today)
        for profile in (county(), county(families=[{"family": family.name, "since": MIDDLE}]))
    )
    for code in {code for code in counted(always) if code.partition("@")[0] in stocks}:
        sums = [sum(counts.get(code, 0) for counts in result.state.counts.values()) for result in (always, began)]
        assert sums[0] == sums[1]


@every_family
@examples(15)
@given(drawn=st.data(), today=TODAYS)
def test_a_local_limit_is_never_later_than_the_law_s(family: Family, drawn: st.DataObject, today: date) -> None:
    limited = [duty for duty in family.duties if duty.limit.unit is LimitUnit.WORKING_DAYS]
    limits = [{"duty": d.code, "since": "2008-05-01", "amount": 1, "unit": "working_days"} for d in limited]
    life = drawn.draw(lives(family))
    owing = [{"duty": duty.code, "spans": [{"since": "2008-05-01"}]} for duty in family.duties]
    usual, short = (life.fold_in(county(duties=owing, limits=chosen), today) for chosen in ([], limits))
    before = {o.id: o for o in usual.obligations}
    for obligation in short.obligations:
        assert obligation.id not in before or obligation.due_on <= before[obligation.id].due_on
    assert all(never_longer(duty.limit, duty.limit) for duty in limited)


@pytest.mark.parametrize(("since", "limit", "due"), [("2026-03-03", 20, "03-30"), ("2026-03-02", 10, "03-16")])
def test_a_promise_to_answer_sooner_holds_for_what_is_received_from_its_day_on(
    since: str, limit: int, due: str
) -> None:
    promise = county(limits=[{"duty": "answer", "since": since, "amount": 10, "unit": "working_days"}])
    received = said("received", "2026-03-02", applicant_kind="natural")
    (answer,) = owed(folded(APPLICATION, [received], date(2026, 3, 9), county=promise), ANSWER)
    assert (answer.explanation.limit, f"{answer.due_on:%m-%d}", f"{answer.original_due_on:%m-%d}") == (limit, due, due)
    assert ("县级口径第1版：10个工作日" in answer.explanation.rule) == (limit == 10)
    extended = [received, said("extended", "2026-03-10", approved_on="2026-03-09")]
    (answer,) = owed(folded(APPLICATION, extended, date(2026, 3, 11), county=promise), ANSWER)
    assert answer.explanation.limit == limit + 20, "an extension is added to the promise as it is to the law's"


def test_the_limit_that_ends_first_holds_and_says_which_it_is() -> None:
    limits = [{"duty": "publish", "since": "2026-01-01", "amount": 20, "unit": "calendar_days"}]
    formed = fact("f", "disclosure.formed.v1", "2026-02-09", attribute="主动公开")
    (owing,) = owed(folded(DISCLOSURE, [formed], date(2026, 2, 10), county=county(limits=limits)), PUBLISH)
    assert (owing.due_on, owing.explanation.unit) == (date(2026, 3, 1), "日")
    assert owing.explanation.rule == "县级口径第1版：20日"
