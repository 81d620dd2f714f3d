"""村（社区）归属: villages of one name that several townships of a county report as their own (奉节府办发〔2020〕101号 二（八）).

A village sends itself to ``publishing.village_name/<county>/<name>``, where those of its name meet; from several townships that
goes to ``publishing.village_claim/<township>/<village>`` of each. Neither has facts, and neither says anything of a village that
one township reports.
"""

from __future__ import annotations

from datetime import date

from contracts.fields import DATE, BusModel, described
from contracts.kit import Family
from contracts.state import SubjectState
from contracts.village import VILLAGE


class Claim(BusModel, title="报送乡镇", meaning="a township that reports a village of that name as its own."):
    township: str = described("乡镇（街道）", "slug of the township")
    village: str = described("村（社区）", "subject of the village there")
    since: date = described("编制日期", "of its list in force", unit=DATE)


class VillageNameState(
    SubjectState, title="同名的村", meaning="villages of one name in a county; its organisation is the county."
):
    claims: list[Claim] = described("报送乡镇", "by slug; the first where there are very many", default_factory=list)


class VillageClaimState(
    SubjectState, title="村的归属", meaning="a village that other townships report as their own, too."
):
    others: list[str] = described("其他报送乡镇", "slugs of those townships", default_factory=list)


VILLAGE_NAME = Family(
    name="village_name",
    service="publishing",
    chinese="同名的村",
    english="villages of one name",
    facts={},
    state=VillageNameState,
    takes=(VILLAGE.kind,),
    rules="services.publishing.village_claim",
)

VILLAGE_CLAIM = Family(
    name="village_claim",
    service="publishing",
    chinese="村的归属",
    english="village that several townships claim",
    facts={},
    state=VillageClaimState,
    findings={
        "village.claimed_twice": "两个乡镇报送同一个村",
    },
    takes=(VILLAGE_NAME.kind,),
    rules="services.publishing.village_claim",
)

FAMILIES = (VILLAGE_NAME, VILLAGE_CLAIM)
