"""Villages of one name in a county: where several townships report one as their own, each of them is told so by a finding."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from chassis.case import Case, Folded
from contracts.kit import Key
from contracts.village import GUIDANCE, VILLAGE
from contracts.village_claim import VILLAGE_CLAIM, VILLAGE_NAME, Claim, VillageClaimState, VillageNameState
from law.findings import Finding

MOST_CLAIMS = 20


class Reported(msgspec.Struct):
    """What a name needs of a village that bears it."""

    org: str
    subject: str
    listed_on: date | None = None


class Claimed(msgspec.Struct):
    """A township that reports a village of that name."""

    township: str
    village: str
    since: date


class Name(msgspec.Struct):
    """What a claim needs of the name."""

    subject: str
    claims: list[Claimed] = []


READS = {VILLAGE.kind: Reported, VILLAGE_NAME.kind: Name}
"""What they read of others' states; see chassis.ledger.flowing."""


def name_key(county: str, name: str | None) -> list[Key]:
    """Where the villages of a name meet; none without a county, which its profile names."""
    plain = "".join((name or "").split()).replace("/", "-")
    return [Key(VILLAGE_NAME.kind, county, plain)] if county and plain else []


def fold_village_name(case: Case) -> Folded:
    """Those of several townships; of one township alone nothing is to be said."""
    villages = [village for village in case.linked(VILLAGE.kind, Reported) if village.listed_on is not None]
    several = len({village.org for village in villages}) > 1
    shown = sorted(villages, key=lambda village: (village.org, village.subject))[:MOST_CLAIMS] if several else []
    return case.close(
        VillageNameState,
        relevant=several,
        title=case.key.subject,
        sends=[Key(VILLAGE_CLAIM.kind, village.org, village.subject) for village in shown],
        claims=[Claim.of(township=village.org, village=village.subject, since=village.listed_on) for village in shown],
    )


def fold_village_claim(case: Case) -> Folded:
    """Found from the day on which the second of them reported it."""
    others: set[str] = set()
    for name in case.linked(VILLAGE_NAME.kind, Name):
        townships = sorted({claim.township for claim in name.claims} - {case.key.org})
        if townships:
            others |= set(townships)
            _find(case, name, townships)
    return case.close(VillageClaimState, relevant=bool(others), title=None, others=sorted(others))


def _find(case: Case, name: Name, townships: Sequence[str]) -> None:
    days = {claim.township: claim.since for claim in sorted(name.claims, key=lambda claim: claim.since, reverse=True)}
    text = (
        f"{'、'.join(townships)}也报送了“{name.subject}”；同一个村只由所属乡镇报送，另一方更正清单，在township写明所属乡镇；"
        "确是同名的两个村，在名称前加乡镇名以示区别"
    )
    case.find(Finding(sorted(days.values())[1], "village.claimed_twice", GUIDANCE, text))
