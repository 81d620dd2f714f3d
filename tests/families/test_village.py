"""Rule 8, villages (村民委员会组织法第三十条, 奉节府办发〔2020〕101号 二（八）): each quarter and each month; board and on line.

Not covered here: order, repeats, corrections and calendars, which the conformance suite asks of every family.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from chassis.case import Folded, encode
from chassis.ledger.folding import MOST_BYTES
from contracts.envelope import Fact
from contracts.item import ITEM
from contracts.kit import Duty
from contracts.profile import BY_DEFAULT, County
from contracts.village import (
    AT_ANY_TIME,
    MATTER_ONLINE,
    MONTHLY,
    ONLINE_EACH,
    QUARTERLY,
    VILLAGE,
    VILLAGE_LIST,
    VillageState,
)
from tests.families.making import ORG, fact, folded, owed, owing, state_of

LIKELY = ("listed", "published")
ASKING = owing("2021-01-01", QUARTERLY, MONTHLY, ONLINE_EACH, AT_ANY_TIME, MATTER_ONLINE)
ON_BOARDS = owing("2021-01-01", QUARTERLY, MONTHLY, AT_ANY_TIME)
TODAY = date(2026, 12, 31)

FINANCE = {"affair": "cw", "name": "村级财务", "how_often": "每月"}
POLICY = {"affair": "hn", "name": "惠农政策", "how_often": "每季度"}
CARE = {"affair": "yl", "name": "养老服务", "how_often": "每季度"}


def listed(*affairs: dict[str, Any], on: str = "2025-12-31", number: str = "l", **data: Any) -> Fact:
    return fact(number, "village.listed.v1", on, name="第一村", affairs=list(affairs), **data)


def published(on: str, affair: str = "hn", place: str = "村务公开栏", **data: Any) -> Fact:
    number = f"{affair}-{place}-{on}-{data.get('period', '')}"
    return fact(number, "village.published.v1", on, affair=affair, place=place, **data)


def fold(*facts: Fact, today: date = TODAY, county: County = ON_BOARDS, lists: Sequence[bytes] = ()) -> Folded:
    return folded(VILLAGE, facts, today, county=county, linked={VILLAGE_LIST.kind: lists})


def stands(duty: Duty, *facts: Fact, **rest: Any) -> dict[str, str]:
    return {o.id.partition(":")[2]: o.status.value for o in owed(fold(*facts, **rest), duty)}


def codes(*facts: Fact, **rest: Any) -> list[str]:
    return [finding.code for finding in fold(*facts, **rest).state.findings]


def test_rule_8_each_quarter_is_a_duty_due_on_its_last_day_and_met_when_all_its_affairs_are_on_the_board() -> None:
    facts = (listed(POLICY, CARE), published("2026-02-10"), published("2026-03-31", "yl"), published("2026-05-06"))
    quarters = {"2025-Q4": "overdue", "2026-Q1": "met", "2026-Q2": "overdue"}
    assert stands(QUARTERLY, *facts, today=date(2026, 7, 1)) == {**quarters, "2026-Q3": "open"}
    result = fold(*facts, today=date(2026, 7, 1))
    second = owed(result, QUARTERLY)[2]
    assert (second.opened_on, second.due_on) == (date(2026, 4, 1), date(2026, 6, 30))
    assert second.explanation.rule == "2026年第2季度2项，尚缺养老服务"


def test_rule_8_each_month_is_a_duty_over_the_turn_of_the_year() -> None:
    facts = (listed(FINANCE, on="2025-11-15"), published("2025-12-31", "cw"), published("2026-02-01", "cw"))
    months = {"2025-11": "overdue", "2025-12": "met", "2026-01": "overdue", "2026-02": "met", "2026-03": "open"}
    assert stands(MONTHLY, *facts, today=date(2026, 3, 1)) == months


def test_rule_8_the_next_period_opens_by_itself_when_its_day_comes() -> None:
    last = fold(listed(FINANCE), today=date(2026, 2, 28))
    assert last.check_on == date(2026, 3, 1)
    assert "2026-03" not in stands(MONTHLY, listed(FINANCE), today=date(2026, 2, 28))


def test_rule_8_what_makes_an_earlier_period_good_is_late_for_that_one_and_nothing_for_its_own() -> None:
    late = published("2026-04-10", period="2026-Q1")
    quarters = stands(QUARTERLY, listed(POLICY, on="2026-01-01"), late, today=date(2026, 6, 1))
    assert quarters == {"2026-Q1": "met_late", "2026-Q2": "open"}


def test_rule_8_a_period_that_has_not_begun_cannot_be_met_and_is_found() -> None:
    ahead = published("2026-03-10", period="2026-Q2")
    assert codes(listed(POLICY), ahead) == ["village.period_ahead"]
    assert stands(QUARTERLY, listed(POLICY, on="2026-04-01"), ahead, today=date(2026, 5, 1)) == {"2026-Q2": "open"}


def test_board_and_line_are_confirmed_by_themselves() -> None:
    facts = (listed(POLICY, on="2026-01-01"), published("2026-02-10"))
    today = date(2026, 4, 1)
    assert stands(QUARTERLY, *facts, today=today, county=ASKING)["2026-Q1"] == "met"
    assert stands(ONLINE_EACH, *facts, today=today, county=ASKING)["2026-Q1"] == "overdue"
    both = (*facts, published("2026-03-02", place="网上"))
    assert stands(ONLINE_EACH, *both, today=today, county=ASKING)["2026-Q1"] == "met"
    assert stands(ONLINE_EACH, *both, today=today, county=ON_BOARDS) == {}


def test_where_the_county_does_not_ask_silence_is_no_fault() -> None:
    silent = fold(listed(POLICY, FINANCE), county=BY_DEFAULT)
    assert (silent.obligations, silent.state.findings) == ([], [])


def test_the_list_in_force_when_the_period_opens_counts() -> None:
    facts = (
        listed(POLICY, on="2026-01-01"),
        listed(POLICY, CARE, on="2026-02-01", number="m"),
        published("2026-03-02"),
    )
    assert stands(QUARTERLY, *facts, today=date(2026, 4, 1)) == {"2026-Q1": "met", "2026-Q2": "open"}


def test_a_village_that_is_dissolved_owes_nothing_more_and_what_was_overdue_stays() -> None:
    facts = (listed(POLICY, on="2026-01-01"), fact("d", "village.dissolved.v1", "2026-05-04"))
    assert stands(QUARTERLY, *facts) == {"2026-Q1": "overdue", "2026-Q2": "excused"}
    assert codes(*facts, published("2026-06-01")) == ["village.after_dissolution"]


def test_what_a_dissolved_village_publishes_meets_nothing_and_is_found_whichever_period_it_names() -> None:
    facts = (listed(POLICY, on="2026-01-01"), fact("d", "village.dissolved.v1", "2026-03-20"))
    again = published("2026-04-10", period="2026-Q1")
    assert stands(QUARTERLY, *facts, again) == {"2026-Q1": "excused"}
    assert codes(*facts, again) == ["village.after_dissolution"]
    assert stands(QUARTERLY, *facts, published("2026-03-20")) == {"2026-Q1": "met"}


def test_a_village_that_is_listed_again_after_it_was_dissolved_is_there_again() -> None:
    gone = fact("d", "village.dissolved.v1", "2026-02-10")
    facts = (listed(POLICY, on="2026-01-01"), gone, listed(POLICY, on="2026-07-20", number="l2"))
    assert stands(QUARTERLY, *facts) == {"2026-Q1": "excused", "2026-Q3": "overdue", "2026-Q4": "open"}
    assert codes(*facts, published("2026-05-04")) == ["village.after_dissolution"]
    assert codes(*facts, published("2026-07-20")) == []
    state = fold(*facts).state
    assert isinstance(state, VillageState)
    assert (state.dissolved_on, [(span.since, span.until) for span in state.gone]) == (
        None,
        [(date(2026, 2, 10), date(2026, 7, 20))],
    )
    assert state.counts["2026-07"]["villages_listed"] == 1
    assert state.sends != []


def test_a_quarter_in_which_a_village_is_gone_and_comes_back_is_one() -> None:
    gone = fact("d", "village.dissolved.v1", "2026-02-10")
    facts = (listed(POLICY, on="2026-01-01"), gone, listed(POLICY, on="2026-03-02", number="l2"))
    assert stands(QUARTERLY, *facts, today=date(2026, 3, 31)) == {"2026-Q1": "open"}
    again_gone = fact("d2", "village.dissolved.v1", "2026-03-09")
    assert stands(QUARTERLY, *facts, again_gone) == {"2026-Q1": "excused"}
    assert stands(QUARTERLY, *facts[1:], today=date(2026, 3, 31)) == {"2026-Q1": "open"}


def test_what_is_published_and_stands_on_no_list_is_found_also_where_its_publication_names_a_period() -> None:
    assert codes(listed(POLICY), published("2026-04-10", "cw", period="2026-03")) == ["village.affair_unlisted"]
    assert codes(published("2026-04-10"), published("2026-04-11", "cw")) == ["village.unlisted"]


def test_a_period_of_another_length_than_the_affair_has_is_found_and_meets_nothing() -> None:
    facts = (listed(POLICY, on="2026-01-01"), published("2026-04-10", period="2026-03"))
    assert codes(*facts) == ["village.period_of_other_length"]
    assert stands(QUARTERLY, *facts)["2026-Q1"] == "overdue"
    assert codes(facts[0], published("2026-04-10", period="2026-Q1")) == []


def test_a_township_speaks_for_its_own_villages_and_another_s_is_found() -> None:
    own = listed(POLICY, township=ORG)
    assert codes(own) == []
    foreign = fold(listed(POLICY, township="fengjie-bb"))
    assert [finding.code for finding in foreign.state.findings] == ["village.of_another_township"]
    assert foreign.obligations == []


def township_list(*affairs: dict[str, Any], on: str = "2026-01-05", rows: Sequence[bytes] = ()) -> Folded:
    issued = fact("i", "village_list.issued.v1", on, affairs=list(affairs))
    return folded(VILLAGE_LIST, [issued], TODAY, linked={ITEM.kind: rows})


def test_a_village_s_list_has_all_that_its_township_s_has_and_as_often() -> None:
    of_township = encode(township_list(FINANCE, POLICY))
    going_by = {"township_list": "s-1"}
    assert codes(listed(FINANCE, POLICY, CARE, **going_by), lists=[of_township]) == []
    short = listed(FINANCE | {"how_often": "每季度"}, **going_by)
    assert codes(short, lists=[of_township]) == ["village.less_often", "village.list_incomplete"]
    assert codes(short) == ["village.township_list_unknown"]


def test_a_newer_list_of_the_township_asks_for_a_newer_one_of_the_village_from_its_day_on() -> None:
    issued = [
        fact("i", "village_list.issued.v1", "2026-01-05", affairs=[POLICY]),
        fact("j", "village_list.issued.v1", "2026-06-01", affairs=[POLICY, CARE]),
    ]
    of_township = [state_of(VILLAGE_LIST, issued, TODAY)]
    old = listed(POLICY, on="2026-02-02", township_list="s-1")
    (finding,) = fold(old, lists=of_township).state.findings
    assert (finding.on, finding.code) == (date(2026, 6, 1), "village.list_incomplete")
    renewed = listed(POLICY, CARE, on="2026-06-01", number="m", township_list="s-1")
    assert codes(old, renewed, lists=of_township) == []


def test_the_township_s_list_rests_on_rows_that_oblige_the_township() -> None:
    def row(*units: str) -> bytes:
        content = {
            "origin": "国家",
            "domain": "涉农补贴",
            "level1": "补贴",
            "level2": "名单",
            "town_units": list(units),
        }
        return state_of(ITEM, [fact("r", "item.listed.v1", "2026-01-01", "i-1", **content)], TODAY)

    based = POLICY | {"item": "i-1"}
    assert township_list(based, rows=[row(ORG)]).state.findings == []
    assert [f.code for f in township_list(based, rows=[row("fengjie-bb")]).state.findings] == [
        "village_list.not_of_township"
    ]
    unknown = township_list(based)
    assert (unknown.state.flags, [str(notice.near) for notice in unknown.notices]) == (
        ["item_unknown"],
        [f"catalog.item/{ORG}/i-1"],
    )


def test_a_village_of_a_thousand_publications_is_as_small_as_one_of_ten_and_a_silent_one_fits() -> None:
    def size(months: int) -> int:
        facts = [listed(FINANCE, on="2015-01-01")]
        for number in range(months):
            on = date(2015 + number // 12, number % 12 + 1, 20).isoformat()
            facts += [published(on, "cw"), published(on, "cw", "网上")]
        last = date(2015 + (months - 1) // 12, (months - 1) % 12 + 1, 28)
        by_month: dict[str, Any] = {"counts": {}, "told_in": []}
        return len(fold(*facts, today=last, county=ASKING).state.model_copy(update=by_month).encoded())

    assert size(140) < 1.2 * size(120)
    silent = fold(listed(FINANCE, POLICY, on="2015-01-01"), today=date(2034, 1, 1), county=ASKING)
    assert len(encode(silent)) < MOST_BYTES
