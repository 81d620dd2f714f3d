"""Rule 34, joint documents: one policy of its lead by its 发文字号, whoever of its makers reports it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from chassis.case import encode
from contracts.disclosure import FAMILY as DISCLOSURE
from contracts.document import FAMILY as DOCUMENT
from contracts.interpretation import INTERPRETATION
from contracts.kit import Key
from contracts.policy import INTERPRET, POLICY, PolicyState
from law.interpretation import joint_number
from tests.families.explaining import (
    COUNTY,
    TODAY,
    interpreted,
)
from tests.families.making import at_noon, folded, owed

LEAD, PARTNER, NUMBER = "fengjie-aa", "fengjie-bb", "奉财发〔2026〕5号"


def reported(org: str, title: str, number: str = NUMBER) -> tuple[bytes, bytes, bytes]:
    """A joint document as one of its makers reports it, with its publication and an interpretation that names it."""
    key = Key(DOCUMENT.kind, org, "s-1")
    data: dict[str, Any] = {
        "title": title,
        "drafted_on": "2026-03-02",
        "attribute": "主动公开",
        "kind": "行政规范性文件",
    }
    joint: dict[str, Any] = {"document_number": number, "makers": [LEAD, PARTNER], "lead": LEAD}
    facts = [
        at_noon("d", "document.drafted.v1", key, date(2026, 3, 2), data | joint),
        at_noon("a", "document.approved.v1", key, date(2026, 3, 9), {"approved_on": "2026-03-09"}),
    ]
    written = encode(folded(DOCUMENT, facts, TODAY))
    on = "2026-03-11" if org == LEAD else "2026-03-10"
    shown = at_noon(
        "p",
        "disclosure.published.v1",
        Key(DISCLOSURE.kind, org, "s-1"),
        date(2026, 3, 11),
        {"published_on": on, "channel": "政府网站"},
    )
    disclosure = encode(folded(DISCLOSURE, [shown], TODAY, linked={DOCUMENT.kind: [written]}))
    explained = interpreted("2026-03-12", documents=[f"{org}:s-1"], made_by=LEAD)
    interpretation = encode(folded(INTERPRETATION, [explained], TODAY, linked={DOCUMENT.kind: [written]}))
    return written, disclosure, interpretation


def test_a_joint_document_that_both_makers_report_is_one_policy_of_the_lead_by_its_number() -> None:
    own, partners = reported(LEAD, "牵头单位报送"), reported(PARTNER, "参加单位报送", "奉财发[2026] 5号")
    for state in (*own, *partners):
        assert f"{POLICY.kind}/{LEAD}/{NUMBER}" in json.loads(state)["sends"]


@pytest.mark.parametrize("reports", [(LEAD, PARTNER), (PARTNER, LEAD), (PARTNER,)], ids=str)
def test_the_leads_own_report_of_a_joint_document_wins_and_an_interpretation_of_either_counts(
    reports: tuple[str, ...],
) -> None:
    states = {org: reported(org, org) for org in reports}
    linked = {
        DOCUMENT.kind: [states[org][0] for org in reports],
        DISCLOSURE.kind: [states[org][1] for org in reports],
        INTERPRETATION.kind: [states[PARTNER][2]],
    }
    result = folded(POLICY, [], TODAY, linked=linked, subject=NUMBER, county=COUNTY)
    assert isinstance(result.state, PolicyState)
    winner = LEAD if LEAD in reports else PARTNER
    assert (result.state.title, result.state.document) == (winner, f"{winner}:s-1")
    assert result.state.reported_as == (sorted(f"{org}:s-1" for org in reports) if len(reports) > 1 else [])
    assert result.state.published_on == date(2026, 3, 11 if winner == LEAD else 10)
    assert result.state.counts["2026-03"]["policies_published"] == 1
    assert [duty.met_on for duty in owed(result, INTERPRET)] == [date(2026, 3, 12)]


@pytest.mark.parametrize(
    ("data", "number"),
    [
        ({"makers": [LEAD, PARTNER]}, NUMBER),
        ({"lead": PARTNER}, NUMBER),
        ({"makers": [LEAD]}, None),
        ({}, None),
        ({"makers": [LEAD, PARTNER], "document_number": None}, None),
    ],
)
def test_only_what_several_made_is_known_by_its_number(data: dict[str, Any], number: str | None) -> None:
    document = {"document_number": "奉财发（2026）5号", "makers": [], "lead": None} | data
    assert joint_number(document["document_number"], document["makers"], document["lead"]) == number
