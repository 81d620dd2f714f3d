"""A 主管部门 may tell facts about the units that the registry says it supervises; nobody else speaks about others."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.amendments import CORRECTED, WITHDRAWN
from contracts.kit import Key
from services.gateway.door import judge
from services.gateway.records import Accepted, Inbound, Refused, Unit, Units
from tests.gateway.making import APPROVED, GOOD, TODAY, binary, structured
from tests.gateway.toys import DATA, INSPECTED, INSPECTION, PETITIONED, TOYS

OFFICE, UNIT, STRANGER = "fengjie-renminzhengfubangongshi", "fengjie-caizhengju", "wushan-caizhengju"
CLOSED, RENEGADE = "fengjie-closed", "fengjie-own"
MERGED, ENDING = "fengjie-merged", "fengjie-ending"
UNITS = Units(
    {
        OFFICE: Unit(),
        UNIT: Unit(OFFICE),
        STRANGER: Unit("wushan-office"),
        CLOSED: Unit(OFFICE, closed=True),
        MERGED: Unit(OFFICE, closed=True, successor=UNIT),
        ENDING: Unit(OFFICE, closing=True, successor=UNIT),
        RENEGADE: Unit(RENEGADE),
    }
)
SOURCE = "oa"


def verdict(record: Inbound, sender: str = OFFICE) -> Accepted | Refused:
    return judge(record, sender, TODAY, UNITS, families=TOYS)


def code(record: Inbound, sender: str = OFFICE) -> tuple[str, str]:
    answer = verdict(record, sender)
    assert isinstance(answer, Refused), answer
    return answer.refusal.code, answer.refusal.field


def amendments(kind: str) -> list[tuple[str, dict[str, Any]]]:
    about = {"fact": "f-1", "fact_type": kind, "reason": "录入有误"}
    return [
        (CORRECTED, {**about, "data": DATA.get(kind) or GOOD[kind]}),
        (WITHDRAWN, about),
        (WITHDRAWN, {**about, "fact_type": CORRECTED, "of_type": kind}),
    ]


SUPERVISED = [(INSPECTED, DATA[INSPECTED]), *amendments(INSPECTED)]
OWN = [(APPROVED, GOOD[APPROVED]), (PETITIONED, DATA[PETITIONED]), *amendments(APPROVED)]


@pytest.mark.parametrize("make", [structured, binary])
@pytest.mark.parametrize(("kind", "data"), SUPERVISED)
def test_the_supervisor_speaks_about_its_unit_and_the_fact_is_the_units(
    kind: str, data: dict[str, Any], make: Any
) -> None:
    answer = verdict(make(kind, data, about=UNIT, source=SOURCE))
    assert isinstance(answer, Accepted), answer
    headers = dict(answer.headers)
    assert answer.service == "toys"
    assert answer.key == str(Key(INSPECTION.kind, UNIT, "xl-2026-0003")).encode()
    assert (headers["ce_org"], headers["ce_sender"]) == (UNIT.encode(), OFFICE.encode())
    assert "ce_about" not in headers


@pytest.mark.parametrize(("kind", "data"), SUPERVISED)
def test_whom_it_is_about_has_to_be_said(kind: str, data: dict[str, Any]) -> None:
    assert code(structured(kind, data, source=SOURCE)) == ("identity.about_missing", "about")
    assert code(binary(kind, data, source=SOURCE)) == ("identity.about_missing", "ce_about")


@pytest.mark.parametrize(
    ("sender", "about"),
    [
        (OFFICE, STRANGER),
        (OFFICE, "nowhere"),
        (OFFICE, OFFICE),
        (UNIT, UNIT),
        (UNIT, OFFICE),
        (RENEGADE, RENEGADE),
    ],
)
@pytest.mark.parametrize(("kind", "data"), SUPERVISED)
def test_only_the_supervisor_that_the_registry_names_may_speak(
    kind: str, data: dict[str, Any], sender: str, about: str
) -> None:
    record = structured(kind, data, source=SOURCE, about=about)
    assert code(record, sender) == ("identity.not_supervisor", "about")


@pytest.mark.parametrize("about", [UNIT, OFFICE, "nowhere"])
@pytest.mark.parametrize(("kind", "data"), OWN)
def test_a_fact_that_units_tell_themselves_is_about_nobody_else(kind: str, data: dict[str, Any], about: str) -> None:
    assert code(structured(kind, data, source=SOURCE, about=about)) == ("identity.other_org", "about")
    assert code(binary(kind, data, source=SOURCE, about=about)) == ("identity.other_org", "ce_about")


def test_an_about_that_is_no_slug_is_not_repeated() -> None:
    for kind, data in (SUPERVISED[0], OWN[0]):
        answer = verdict(structured(kind, data, source=SOURCE, about="王小明，住夔州路1号"))
        assert isinstance(answer, Refused)
        assert "王小明" not in answer.refusal.model_dump_json()


def test_a_type_that_holds_a_name_is_not_repeated_either() -> None:
    for family, about in (("toypetition", UNIT), ("toyinspection", None), ("document", UNIT)):
        answer = verdict(structured(f"{family}.王小明.v1", {}, source=SOURCE, about=about))
        assert isinstance(answer, Refused)
        assert "王小明" not in answer.refusal.model_dump_json()


def test_what_is_said_is_said_by_the_sender_and_may_name_the_unit() -> None:
    for org, kind in ((OFFICE, Accepted), (UNIT, Accepted), (STRANGER, Refused)):
        record = structured(INSPECTED, DATA[INSPECTED], source=SOURCE, about=UNIT, org=org)
        assert isinstance(verdict(record), kind)
    assert code(structured(INSPECTED, DATA[INSPECTED], source=f"/orgs/{UNIT}", about=UNIT)) == (
        "identity.other_org",
        "source",
    )


def test_a_closed_unit_neither_speaks_nor_is_spoken_about() -> None:
    for record, field in (
        (structured(APPROVED, source=SOURCE), ""),
        (binary("document.shredded.v1", {}, source=SOURCE), ""),
    ):
        assert code(record, CLOSED) == ("identity.org_closed", field)
    record = structured(INSPECTED, DATA[INSPECTED], source=SOURCE, about=CLOSED)
    assert code(record) == ("identity.org_closed", "about")


@pytest.mark.parametrize("make", [structured, binary])
def test_whoever_took_over_finishes_what_the_former_unit_left_open(make: Any) -> None:
    answer = verdict(make(APPROVED, source=SOURCE, about=MERGED), UNIT)
    assert isinstance(answer, Accepted), answer
    headers = dict(answer.headers)
    assert (headers["ce_org"], headers["ce_sender"]) == (MERGED.encode(), UNIT.encode())
    assert answer.key.startswith(f"catalog.document/{MERGED}/".encode())


@pytest.mark.parametrize(
    ("about", "sender"), [(MERGED, STRANGER), (MERGED, OFFICE), (CLOSED, UNIT), (ENDING, UNIT), (UNIT, MERGED)]
)
def test_nobody_else_does_and_not_before_it_is_closed(about: str, sender: str) -> None:
    refused, _ = code(structured(APPROVED, source=SOURCE, about=about), sender)
    assert refused in {"identity.other_org", "identity.org_closed"}


@pytest.mark.parametrize("units", [UNITS, UNITS.for_http])
def test_on_kafka_and_over_http_a_successor_waits_until_the_former_unit_is_closed(units: Units) -> None:
    answer = judge(structured(APPROVED, source=SOURCE, about=ENDING), UNIT, TODAY, units, families=TOYS)
    assert isinstance(answer, Refused)
    assert (answer.refusal.code, answer.refusal.field) == ("identity.other_org", "about")
    assert "原样重发" in answer.refusal.remedy


def test_a_family_that_only_a_test_knows_is_routed_and_its_texts_are_kept_out() -> None:
    answer = verdict(structured(PETITIONED, DATA[PETITIONED], source=SOURCE), UNIT)
    assert isinstance(answer, Accepted)
    assert answer.key == f"toys.toypetition/{UNIT}/xl-2026-0003".encode()
    assert code(structured(PETITIONED, DATA[PETITIONED], subject="王小明的来信", source=SOURCE), UNIT) == (
        "personal.text",
        "subject",
    )
    for kind, data in amendments(PETITIONED):
        amended = verdict(structured(kind, data, source=SOURCE), UNIT)
        assert isinstance(amended, Accepted)
        assert "录入有误" not in amended.value.decode()
    unknown = judge(structured(PETITIONED, DATA[PETITIONED], source=SOURCE), UNIT, TODAY, UNITS)
    assert isinstance(unknown, Refused)
    assert unknown.refusal.code == "type.unknown"
