"""``gongkai check`` knows of each organisation what the door knows: who is gone, and who took over."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from cli.checking import Ground, check
from cli.organisations import as_organisations
from contracts.organisations import Organisation

COUNTY = {"county": "x", "county_name": "某县", "kind": "部门"}
UNITS = [
    Organisation.model_validate(
        {"org": "x-old", "name": "旧局", **COUNTY, "valid_to": date(2026, 2, 28), "successor": "x-new"}
    ),
    Organisation.model_validate({"org": "x-new", "name": "新局", **COUNTY}),
]


def judged(org: str, today: date, **about: str) -> list[str]:
    """Codes of what the door would refuse of one fact."""
    event: Mapping[str, Any] = {
        "specversion": "1.0",
        "id": "a-1",
        "source": f"/orgs/{org}/oa",
        "type": "disclosure.formed.v1",
        "subject": "a",
        "time": "2026-02-03T09:00:00+08:00",
        "data": {"formed_on": "2026-02-02", "attribute": "主动公开"},
        **about,
    }
    ground = Ground(today, {unit.org: unit for unit in UNITS})
    return [refusal["code"] for refusal in check([(1, json.dumps(event).encode())], org, ground)[1]]


def test_the_registry_s_topic_has_days_as_texts_and_is_read_whole() -> None:
    entries = {unit.org: json.loads(unit.model_dump_json(exclude_none=True)) for unit in UNITS}
    no_entry = {"x-odd": {"org": "x-odd", "name": "怪局", **COUNTY, "valid_to": "someday"}, "x-none": {}}
    assert as_organisations({**entries, **no_entry}) == {unit.org: unit for unit in UNITS}


def test_who_is_gone_says_nothing_more_and_whoever_took_over_may_finish_it() -> None:
    assert judged("x-old", date(2026, 2, 28)) == []
    assert judged("x-old", date(2026, 3, 1)) == ["identity.org_closed"]
    assert judged("x-new", date(2026, 2, 28), about="x-old") == ["identity.other_org"]
    assert judged("x-new", date(2026, 3, 1), about="x-old") == []
