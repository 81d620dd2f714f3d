"""Channels that a row of the catalog requires: each is confirmed by itself, and it is complete when all are."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chassis.case import Folded, encode
from contracts.disclosure import FAMILY, PUBLISH, PUBLISH_EVERYWHERE, DisclosureState
from contracts.envelope import Fact
from contracts.item import ITEM
from contracts.profile import BY_DEFAULT, County
from tests.families.disclosing import down
from tests.families.making import fact, folded, owed, owing

TODAY = date(2026, 6, 30)
ASKING = owing("2021-01-01", PUBLISH_EVERYWHERE)
DUE = date(2026, 3, 24)
"""Ten working days after 10 March 2026."""


def row(*channels: str, later: list[str] | None = None) -> bytes:
    """A row of ten working days with these channels; ``later``: others from 1 April on."""
    content = {"origin": "国家", "domain": "社会救助", "level1": "低保", "level2": "名单"}
    content |= {"time_limit": "信息形成之日起10个工作日内"}
    facts = [fact("l", "item.listed.v1", "2026-01-01", "i-1", **content, channels=list(channels))]
    if later is not None:
        facts.append(fact("a", "item.adapted.v1", "2026-04-01", "i-1", channels=later, reason="本地渠道"))
    return encode(folded(ITEM, facts, TODAY))


def formed(on: str = "2026-03-10", number: str = "f1", **data: Any) -> Fact:
    return fact(number, "disclosure.formed.v1", on, **({"attribute": "主动公开", "item": "i-1"} | data))


def published(on: str, channel: str) -> Fact:
    return fact(f"{channel}-{on}", "disclosure.published.v1", on, channel=channel)


def fold(of: bytes, *facts: Fact, today: date = TODAY, county: County = ASKING) -> Folded:
    return folded(FAMILY, facts, today, linked={ITEM.kind: [of]}, county=county)


def stands(of: bytes, *facts: Fact, **rest: Any) -> list[tuple[str, date | None]]:
    """Status and day of every duty to publish everywhere, by its opening."""
    return [(duty.status.value, duty.met_on) for duty in owed(fold(of, *facts, **rest), PUBLISH_EVERYWHERE)]


def state(of: bytes, *facts: Fact, **rest: Any) -> DisclosureState:
    whole = fold(of, *facts, **rest).state
    assert isinstance(whole, DisclosureState)
    return whole


BOTH = row("政府网站", "公示栏")


def test_it_is_complete_only_when_the_last_of_the_required_channels_is_confirmed() -> None:
    first = (formed(), published("2026-03-12", "政府网站"))
    half = state(BOTH, *first, today=date(2026, 3, 20))
    assert (half.channels_missing, half.completed_on) == (["公示栏"], None)
    assert stands(BOTH, *first, today=date(2026, 3, 20)) == [("open", None)]
    whole = (*first, published("2026-03-16", "公示栏"))
    assert stands(BOTH, *whole) == [("met", date(2026, 3, 16))]
    assert (state(BOTH, *whole).channels_missing, state(BOTH, *whole).completed_on) == ([], date(2026, 3, 16))


def test_the_first_channel_meets_the_duty_to_publish_and_the_last_one_that_of_all_channels() -> None:
    result = fold(BOTH, formed(), published("2026-03-12", "政府网站"), published("2026-03-26", "公示栏"))
    (once,), (everywhere,) = owed(result, PUBLISH), owed(result, PUBLISH_EVERYWHERE)
    assert (once.due_on, once.status) == (everywhere.due_on, "met") == (DUE, "met")
    assert (everywhere.status, everywhere.met_on) == ("met_late", date(2026, 3, 26))
    assert everywhere.explanation.rule == once.explanation.rule


def test_a_channel_that_is_not_required_confirms_none_of_them() -> None:
    assert stands(BOTH, formed(), published("2026-03-12", "广播电视")) == [("overdue", None)]


def test_a_change_has_to_be_confirmed_on_every_channel_anew_and_the_first_stays_where_it_was() -> None:
    facts = (formed(), published("2026-03-12", "政府网站"), published("2026-03-13", "公示栏"))
    changed = (*facts, formed("2026-05-11", "f2"), published("2026-05-12", "公示栏"))
    assert stands(BOTH, *changed) == [("met", date(2026, 3, 13)), ("overdue", None)]
    assert state(BOTH, *changed).channels_missing == ["政府网站"]


def test_an_early_publication_confirms_its_channel_for_the_first_formation() -> None:
    facts = (published("2026-03-06", "政府网站"), formed(), published("2026-03-11", "公示栏"))
    assert stands(BOTH, *facts) == [("met", date(2026, 3, 11))]


@pytest.mark.parametrize(
    "ending",
    [
        down("2026-03-18"),
        formed("2026-03-18", "f2", attribute="不予公开"),
        fact("x", "disclosure.annulled.v1", "2026-03-18", reason="复议撤销"),
    ],
    ids=["taken down", "not public any more", "annulled"],
)
def test_what_need_not_be_public_need_not_be_shown_anywhere_else(ending: Fact) -> None:
    assert stands(BOTH, formed(), published("2026-03-12", "政府网站"), ending) == [("excused", None)]


def test_the_channels_of_the_version_in_force_on_the_day_of_the_formation_count() -> None:
    changing = row("政府网站", later=["政府网站", "公示栏"])
    assert stands(changing, formed(), published("2026-03-12", "政府网站")) == [("met", date(2026, 3, 12))]
    april = (formed("2026-04-02"), published("2026-04-03", "政府网站"))
    assert stands(changing, *april) == [("overdue", None)]


@pytest.mark.parametrize("county", [BY_DEFAULT, owing("2026-03-11", PUBLISH_EVERYWHERE)])
def test_where_the_county_does_not_ask_for_it_one_channel_completes_it(county: County) -> None:
    facts = (formed(), published("2026-03-12", "政府网站"))
    assert stands(BOTH, *facts, county=county) == []
    assert state(BOTH, *facts, county=county).completed_on == date(2026, 3, 12)


def test_a_row_that_names_no_channel_is_complete_with_any() -> None:
    assert stands(row(), formed(), published("2026-03-12", "广播电视")) == []
