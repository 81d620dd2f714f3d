"""The topic says who speaks; a record that names someone else is refused."""

from __future__ import annotations

import pytest

from contracts.amendments import CORRECTED
from services.gateway.door import judge
from services.gateway.records import Accepted, Refused, Unit, Units
from tests.gateway.making import APPROVED, GOOD, ORG, TODAY, accepted, binary, code_and_field, structured

OTHER = "fengjie-zhuyizhen"


def test_the_envelope_may_name_the_sender_and_no_one_else() -> None:
    for make, field in ((structured, "org"), (binary, "ce_org")):
        accepted(make(APPROVED, org=ORG))
        assert code_and_field(make(APPROVED, org=OTHER)) == ("identity.other_org", field)


def test_a_header_beside_a_structured_event_counts_too() -> None:
    record = structured(APPROVED)
    assert code_and_field(record._replace(headers=[*record.headers, ("ce_org", OTHER.encode())])) == (
        "identity.other_org",
        "ce_org",
    )
    accepted(record._replace(headers=[*record.headers, ("ce_org", ORG.encode())]))


def test_the_data_may_not_name_another_organisation() -> None:
    assert code_and_field(structured(APPROVED, {**GOOD[APPROVED], "org": OTHER})) == (
        "identity.other_org",
        "org",
    )
    assert code_and_field(structured(APPROVED, {**GOOD[APPROVED], "org": ORG})) == ("field.unknown", "org")
    inner = {**GOOD[CORRECTED], "data": {**GOOD[APPROVED], "org": OTHER}}
    assert code_and_field(binary(CORRECTED, inner)) == ("identity.other_org", "data.org")


@pytest.mark.parametrize(
    "source",
    [
        f"/orgs/{OTHER}",
        f"/orgs/{OTHER}/oa",
        f"https://oa.example/orgs/{OTHER}?x=1",
        f"urn:gongkai:{OTHER}",
        f"urn:gongkai:org:{OTHER}:oa",
        f"urn:cq:fengjie:org:{OTHER}",
        f"/orgs/{ORG}/orgs/{OTHER}",
    ],
)
def test_a_source_that_names_another_organisation_is_refused(source: str) -> None:
    assert code_and_field(structured(APPROVED, source=source)) == ("identity.other_org", "source")
    assert code_and_field(binary(APPROVED, source=source)) == ("identity.other_org", "ce_source")


@pytest.mark.parametrize(
    "source",
    [
        f"/orgs/{ORG}/oa",
        f"urn:gongkai:{ORG}",
        f"urn:gongkai:{ORG.upper()}",
        "urn:uuid:0192f7c4-7b5a-7000-8000-0123456789ab",
        "oa",
        "https://oa.fengjie.example/documents",
        f"//{ORG}/oa",
        "奉节县公文系统",
    ],
)
def test_a_source_that_names_the_sender_or_no_one_is_fine(source: str) -> None:
    accepted(structured(APPROVED, source=source))


def test_a_known_organisation_is_noticed_in_any_part_of_a_source() -> None:
    units = Units({ORG: Unit(), OTHER: Unit()})
    for source, verdict in (
        (f"urn:oa:{OTHER}", Refused),
        (f"//{OTHER}/oa", Refused),
        (f"urn:oa:{ORG}", Accepted),
    ):
        assert isinstance(judge(structured(APPROVED, source=source), ORG, TODAY, units), verdict)
