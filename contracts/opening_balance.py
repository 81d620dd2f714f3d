"""期初数: what a unit brings along into the first year that is kept here, as its last annual report says.

One subject a unit, ``opening``: what it tells of holds for all of the unit's tables. Numbers only: nothing here could hold a name.
"""

from __future__ import annotations

from datetime import date
from functools import partial

import msgspec

from contracts.fields import DATE, REPORT, BusModel, Date, described
from contracts.kit import Family, Measure, MeasureKind
from contracts.state import SubjectState
from law.codes import APPLICANT_NAMES, ApplicantKind
from law.table4 import BLOCKS, Remedy

OPENING = "opening"
"""The only subject whose numbers count."""

FIRST_YEAR, LAST_YEAR = 2009, 2099
MOST = 1_000_000


def _number(name: str, meaning: str, of: str = "件") -> int:
    number: int = described(name, meaning, unit=of, source=REPORT, default=0, ge=0, le=MOST)
    return number


class CarriedApplications(
    BusModel, title="上年结转申请", meaning="applications carried over from the year before, by applicant."
):
    natural: int = _number("自然人", "by natural persons")
    business: int = _number("商业企业", "by companies")
    research: int = _number("科研机构", "by research bodies")
    charity: int = _number("社会公益组织", "by public-interest organisations")
    legal_service: int = _number("法律服务机构", "by legal services")
    other_org: int = _number("其他", "by other organisations")


class PendingRemedies(
    BusModel, title="尚未审结案件", meaning="reviews and lawsuits of earlier years that are not decided."
):
    review: int = _number("行政复议", "reviews")
    litigation_direct: int = _number("未经复议直接起诉", "lawsuits without a review before")
    litigation_after_review: int = _number("复议后起诉", "lawsuits after a review")


class DocumentsInForce(BusModel, title="现行有效文件", meaning="documents in force at the end of the year before."):
    regulations: int = _number("规章", "regulations; a county has none")
    normative: int = _number("行政规范性文件", "normative documents")


class OpeningDeclared(
    BusModel,
    title="报送期初数",
    meaning="what a unit brings along into its first year here: all of it, whether or not it is told of one by one.",
):
    declared_on: Date = described("报送日期", "day on which it was stated", unit=DATE)
    year: int = described(
        "起始年度",
        "first year whose tables are kept here; the numbers are those at its beginning",
        ge=FIRST_YEAR,
        le=LAST_YEAR,
    )
    applications: CarriedApplications | None = described(
        "上年结转申请",
        "row 四 of table 三 of the year before; absent: not told",
        source=REPORT,
        default=None,
    )
    remedies: PendingRemedies | None = described(
        "尚未审结案件",
        "尚未审结 of table 四 of the year before; absent: not told",
        source=REPORT,
        default=None,
    )
    in_force: DocumentsInForce | None = described(
        "现行有效文件",
        "现行有效 of table 二 of the year before; absent: not told",
        source=REPORT,
        default=None,
    )


class OpeningState(SubjectState, title="期初数", meaning="what a unit brings along into its first year here."):
    year: int | None = described("起始年度", "absent while nothing counts", default=None)
    declared_on: date | None = described("报送日期", "of the statement that counts", unit=DATE, default=None)
    applications: dict[str, int] | None = described(
        "上年结转申请", "by applicant, those above 0; absent: not told", default=None
    )
    remedies: dict[str, int] | None = described(
        "尚未审结案件", "by block of table 四, those above 0; absent: not told", default=None
    )
    in_force: dict[str, int] | None = described(
        "现行有效文件", "by kind, those above 0; absent: not told", default=None
    )
    fact: str = described("依据事实", "id of the statement that counts; empty while none does", default="")


class Opening(msgspec.Struct):
    """What others read of it; a field that a newer version adds is passed over."""

    org: str
    subject: str
    year: int | None = None
    in_force: dict[str, int] | None = None


def _words(code: str) -> str:
    return code.replace("_", " ")


_measure = partial(
    Measure,
    unit="件",
    kind=MeasureKind.LABELLED,
    group="期初数",
    group_english="Opening balances",
    shown=False,
)

OPENING_BALANCE = Family(
    name="opening_balance",
    service="requests",
    chinese="期初数",
    english="opening balance",
    facts={"declared": OpeningDeclared},
    state=OpeningState,
    measures=(
        _measure(
            "opening_applications",
            "上年结转申请",
            "Applications carried into the first year",
            labels={kind.value: (APPLICANT_NAMES[kind], _words(kind)) for kind in ApplicantKind},
        ),
        _measure(
            "opening_remedies",
            "期初尚未审结案件",
            "Reviews and lawsuits pending before the first year",
            labels={remedy.value: ("".join(BLOCKS[remedy]), _words(remedy)) for remedy in Remedy},
        ),
    ),
    findings={
        "opening_balance.subject": "期初数事项编号不对",
        "opening_balance.other_year": "期初数报了第二个年度",
        "opening_balance.differs": "期初数两次不一致",
    },
    codes_only=True,
    most_facts=50,
)

FAMILIES = (OPENING_BALANCE,)
