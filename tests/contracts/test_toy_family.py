"""A family that only this test knows: everything that is generated has it, and no product file knows of it."""

from __future__ import annotations

import json
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from pydantic import ValidationError

from contracts import generate
from contracts.amendments import AMENDMENTS
from contracts.closing import DAY_CLOSED
from contracts.compatibility import Break, released_breaks
from contracts.families import FAMILIES, Families
from contracts.fields import DATE, BusModel, Date, described
from contracts.generator import asyncapi
from contracts.generator.channels import channels, topic_of
from contracts.generator.messages import Bus
from contracts.generator.paths import ASYNCAPI, BROKEN_SUMS, PAGES, SAMPLES, SCHEMAS
from contracts.generator.samples import invalid, valid
from contracts.generator.schemas import ENVELOPE, schemas
from contracts.kit import Duty, Family, Measure
from contracts.registry import entries
from contracts.state import SubjectState
from law.limit import calendar_days

ORG, SUBJECT = "fengjie-yonglezhen", "lantern-1"
KEY = f"festival.lantern/{ORG}/{SUBJECT}"


class Colour(StrEnum):
    RED = "红"
    GREEN = "绿"


class LanternHung(BusModel, title="挂灯", meaning="a lantern was hung."):
    hung_on: Date = described("挂灯日期", "day of hanging", unit=DATE)
    colour: Colour = described("颜色", "of the paper")
    candles: int = described("蜡烛", "how many", default=1, ge=1, le=9)


class LanternLit(BusModel, title="点灯", meaning="the lantern was lit."):
    lit_on: Date = described("点灯日期", "day of lighting", unit=DATE)


class LanternState(SubjectState, title="灯笼", meaning="a lantern, as the festival service keeps it."):
    hung_on: date | None = described("挂灯日期", "day of hanging", unit=DATE, default=None)


class LanternDark(BusModel, title="灯未亮提醒", meaning="a lantern hangs there unlit."):
    subject: str = described("事项编号", "the unit's own id")


LANTERN = Family(
    name="lantern",
    service="festival",
    chinese="灯笼",
    english="lantern",
    facts={"hung": LanternHung, "lit": LanternLit},
    state=LanternState,
    duties=(Duty("light", "点灯", "Light it", "灯会第一条", calendar_days(3)),),
    measures=(Measure("lanterns_lit", "点亮", "Lit", "盏"),),
    notices={"lantern.dark.v1": LanternDark},
    takes=("publishing.disclosure",),
)
ITS_OWN = {"lantern.hung.v1", "lantern.lit.v1", "festival.lantern.v1", "lantern.dark.v1"}
DATA: dict[str, Any] = {
    "lantern.hung.v1": {"hung_on": "2026-02-20", "colour": "红", "candles": 2},
    "lantern.lit.v1": {"lit_on": "2026-02-21"},
    "lantern.dark.v1": {"subject": SUBJECT},
    "festival.lantern.hung.v1": {"org": ORG, "subject": SUBJECT, "hung_on": "2026-02-20"},
}


@pytest.fixture(scope="module")
def bus(tmp_path_factory: pytest.TempPathFactory) -> Bus:
    """The families there are and the toy, with its samples in a folder of their own."""
    folder = tmp_path_factory.mktemp("samples")
    for kind, data in DATA.items():
        body = {"specversion": "1.0", "id": f"{KEY}:1", "source": f"/orgs/{ORG}/oa", "type": kind}
        path = folder / "valid" / kind / "full.json"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps({**body, "data": data}), encoding="utf-8")
    return Bus(Families((*FAMILIES.all, LANTERN)), samples=(SAMPLES, folder))


@pytest.fixture(scope="module")
def files(bus: Bus) -> dict[Path, str]:
    return generate.generated(bus)


def test_its_facts_state_and_notice_get_schemas_and_pages(files: dict[Path, str]) -> None:
    for name in ITS_OWN:
        assert json.loads(files[SCHEMAS / f"{name}.json"])["$id"] == f"urn:gongkai:schema:{name}"
        assert f"]({name}.md)" in files[PAGES / "README.md"]
        assert name in files[BROKEN_SUMS]
    envelope = json.loads(files[SCHEMAS / f"{ENVELOPE}.json"])
    assert {"lantern.hung.v1", "lantern.lit.v1"} <= set(envelope["properties"]["type"]["enum"])


def test_the_page_of_its_state_has_events_duties_and_measures(files: dict[Path, str]) -> None:
    page = files[PAGES / "festival.lantern.v1.md"]
    assert "| `festival.lantern.lit.v1` | 灯笼（点灯） | The lantern was lit. |" in page
    assert "| `festival.lantern.linked.v1` | 灯笼（所依事项已变） |" in page
    assert "| `light` | 点灯 | Light it | 3日 | 灯会第一条 |" in page
    assert "| `lanterns_lit` | 点亮 | Lit | 盏 | count |" in page
    assert "[公开事项](publishing.disclosure.v1.md)" in page
    assert "[灯未亮提醒](lantern.dark.v1.md)" in page
    assert "尚未发布" in page


def test_its_topics_are_channels_and_its_service_reads_what_flows_to_it(bus: Bus) -> None:
    by_address = {channel.address: channel for channel in channels(bus)}
    assert by_address["intake.festival.v1"].messages[:2] == ("lantern.hung.v1", "lantern.lit.v1")
    assert by_address["festival.states.v1"].title == "灯笼"
    assert "festival" in by_address["publishing.states.v1"].receivers
    assert "festival" in by_address["dept.{org}.notices"].senders
    assert topic_of("lantern.dark.v1", bus) == ["dept.{org}.notices"]
    document = asyncapi.document("0.1.0", bus)
    assert document["channels"]["festival.states"]["bindings"]["kafka"]["partitions"] == 4
    hung = document["components"]["messages"]["lantern.hung.v1"]
    assert hung["payload"] == {"$ref": "#/components/schemas/LanternHung"}
    assert [example["name"] for example in hung["examples"]] == ["full"]
    assert "examples" not in document["components"]["messages"]["festival.lantern.lit.v1"]


def test_its_invalid_samples_come_from_its_model(bus: Bus) -> None:
    made = {sample.name for sample in invalid("lantern.hung.v1", bus)}
    assert made >= {
        "field.missing-hung_on",
        "field.missing-colour",
        "field.unknown-unexpected",
        "field.type-hung_on-null",
        "field.value-colour-term",
        "field.value-candles-low",
        "field.value-candles-high",
        "date.invalid-hung_on-no-such-day",
        "date.future-hung_on",
        "date.too_early-hung_on",
    }
    checked = Draft202012Validator(schemas(bus)["lantern.hung.v1"].body, format_checker=FormatChecker(["date"]))
    for sample in invalid("lantern.hung.v1", bus):
        if sample.code not in {"date.future", "date.too_early"}:
            assert not checked.is_valid(sample.data())
            with pytest.raises(ValidationError):
                LanternHung.model_validate_json(json.dumps(sample.data()))
    assert valid("lantern.hung.v1", bus)[0].data() == DATA["lantern.hung.v1"]


def test_the_registry_names_its_duty_and_its_measure(bus: Bus) -> None:
    words = {key: entry.model_dump() for key, _, entry in entries(bus.families)}
    assert words["duty|light"]["subject"] == words["measure|lanterns_lit"]["subject"] == "festival.lantern"
    assert "festival.states.v1" in words["sources"]["topics"]


def test_all_else_is_generated_as_without_it(files: dict[Path, str]) -> None:
    lists = {PAGES / "README.md", ASYNCAPI, BROKEN_SUMS, SCHEMAS / f"{ENVELOPE}.json"}
    everywhere = {PAGES / f"{name}.md" for name in (*AMENDMENTS, DAY_CLOSED)}
    changed = set(generate.stale(files)) - lists - everywhere
    assert changed == {
        folder / f"{name}.{ending}" for name in ITS_OWN for folder, ending in ((SCHEMAS, "json"), (PAGES, "md"))
    }


def test_adding_it_breaks_nobody_and_taking_it_away_again_does(bus: Bus, tmp_path: Path) -> None:
    assert released_breaks(bus=bus) == []
    for name, published in schemas(bus).items():
        (tmp_path / f"{name}.json").write_text(generate.written(published.body), encoding="utf-8")
    broken = released_breaks(tmp_path)
    assert {name for name, change in broken if change.kind == "removed_message"} == ITS_OWN
    text = '"lantern.hung.v1", "lantern.lit.v1" was accepted, and is refused now'
    assert (ENVELOPE, Break("narrowed_enum", "type", text)) in broken
