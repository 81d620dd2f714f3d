"""A village that two townships report as their own: each of them is told of the other."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from chassis.case import Folded, encode
from chassis.rules import fold_subject
from contracts.kit import Key
from contracts.village import (
    VILLAGE,
)
from contracts.village_claim import VILLAGE_CLAIM, VILLAGE_NAME
from tests.families.making import CALENDAR, ORG, RULES, at_noon, folded
from tests.families.test_village import ASKING, POLICY, TODAY

ANOTHER = "fengjie-bb"


def reported(org: str, *facts: str, name: str = "白帝村", **data: Any) -> bytes:
    """A village as a township reports it, whose county has a profile."""
    key = Key(VILLAGE.kind, org, "cun-1")
    content = {"listed_on": "2026-01-05" if org == ORG else "2026-02-02", "name": name, "affairs": [POLICY]} | data
    listing = at_noon("l", "village.listed.v1", key, date(2026, 2, 2), content)
    gone = [at_noon("x", "village.dissolved.v1", key, date(2026, 3, 2), {"dissolved_on": on}) for on in facts]
    return encode(folded(VILLAGE, [listing, *gone], TODAY, county=ASKING))


def meet(*villages: bytes) -> Folded:
    """The villages that send themselves to that name."""
    there = f"{VILLAGE_NAME.kind}/fengjie/白帝村"
    linked = {VILLAGE.kind: [village for village in villages if there in json.loads(village)["sends"]]}
    return fold_subject(
        RULES[VILLAGE_NAME.kind], Key(VILLAGE_NAME.kind, "fengjie", "白帝村"), [], CALENDAR, TODAY, linked
    )


@pytest.mark.parametrize("order", [(ORG, ANOTHER), (ANOTHER, ORG)])
def test_a_village_that_two_townships_claim_is_found_with_both(order: tuple[str, str]) -> None:
    name = meet(*(reported(org, name="白帝 村") for org in order))
    assert name.state.sends == [f"{VILLAGE_CLAIM.kind}/{org}/cun-1" for org in sorted(order)]
    for org, other in zip(order, order[::-1], strict=True):
        claim = fold_subject(
            RULES[VILLAGE_CLAIM.kind],
            Key(VILLAGE_CLAIM.kind, org, "cun-1"),
            [],
            CALENDAR,
            TODAY,
            {VILLAGE_NAME.kind: [encode(name)]},
        )
        (finding,) = claim.state.findings
        assert (finding.code, finding.on) == ("village.claimed_twice", date(2026, 2, 2))
        assert other in finding.text


@pytest.mark.parametrize(
    "second",
    [
        reported(ANOTHER, name="白帝镇白帝村"),
        reported(ANOTHER, township=ORG),
        reported(ANOTHER, "2026-03-02"),
        reported(ORG),
    ],
    ids=["another name", "it names the other township", "dissolved", "the same township"],
)
def test_a_village_of_one_township_is_claimed_by_nobody_else(second: bytes) -> None:
    name = meet(reported(ORG), second)
    assert (name.relevant, name.state.sends) == (False, [])
