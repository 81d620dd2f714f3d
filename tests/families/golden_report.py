"""The quarter's report and the year's tables of the golden county, as the services make them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from contracts.assessment.report import ReportHead
from contracts.kit import key_of
from contracts.state import SubjectState
from law.periods import Every
from law.reports import ReportKind
from papers.annual.merging import merged
from services.assessment.drafting import County, Terms, Unit, head_of, parts_of
from services.assessment.hearing import Heard
from services.assessment.months import Months, months_of
from services.assessment.stocks import part_of
from services.catalog import tables as two
from services.requests import tables as three_and_four
from services.requests.store import decode_application, decode_dispute
from tests.families.golden_county import CIVIL, EAST, FINANCE, JUSTICE, TODAY, UNITS, WEST, facts, series, states

QUARTER = "2026-Q1"
NAMES = {FINANCE: "财政局", CIVIL: "民政局", JUSTICE: "司法局", EAST: "东镇", WEST: "西乡"}
COUNTY_OF = dict.fromkeys(UNITS, "qingshan")


def report() -> ReportHead:
    """The 季通报 as it would be issued on the last day of the facts."""
    parts: defaultdict[str, dict[str, Months]] = defaultdict(dict)
    for key, state in states(facts()).items():
        if part := part_of(months_of(state.encoded()), QUARTER):
            parts[key_of(key).org][key] = part
    county = County("qingshan", "青山县", [Unit(org, NAMES[org], kind) for org, kind in UNITS.items()], parts)
    sheets, _ = series(facts()).compared(UNITS, Every.QUARTER, date(2026, 1, 1))
    terms = Terms(
        kind=ReportKind.QUARTERLY,
        period=QUARTER,
        as_of=TODAY,
        issued_on=TODAY,
        year=2026,
        number=1,
        rubric=1,
        rubrics=[1],
        profile=None,
        begun=None,
        positions={},
        restated=[],
        heard=Heard(),
        despite=[],
    )
    made = parts_of("qingshan|quarterly|2026-Q1", county, QUARTER, {sheet.org: sheet for sheet in sheets}, None)
    return head_of(terms, county, made)


def tables(year: int) -> dict[str, Any]:
    """Tables 二, 三 and 四 of the county and of each unit, as the command gets them."""
    folded = states(facts())
    requests: dict[str, three_and_four.Sources] = {org: three_and_four.Sources() for org in UNITS}
    catalog: dict[str, two.Sources] = {org: two.Sources() for org in UNITS}
    for key, state in folded.items():
        subject, body = key_of(key), _body(state)
        match subject.kind:
            case "requests.application":
                requests[subject.org].applications.append(decode_application(body))
            case "requests.dispute":
                requests[subject.org].disputes.append(decode_dispute(body))
            case "catalog.document" | "catalog.annual_figure":
                catalog[subject.org].add(two.decode(body))
    head = {"year": year, "as_of": TODAY.isoformat()}
    return merged(
        head | {"counties": three_and_four.counties(requests, COUNTY_OF, year)},
        head | {"counties": {slug: two.plain(each) for slug, each in two.counties(catalog, COUNTY_OF, year).items()}},
    )


def filled(body: Mapping[str, Any]) -> dict[str, str]:
    """Cells of the three tables that are not 0: table/row/column → number."""
    return {
        f"{number}/{row}/{column}": str(value)
        for number in (2, 3, 4)
        for row, columns in body[f"table{number}"].items()
        for column, value in columns.items()
        if Decimal(str(value))
    }


def _body(state: SubjectState) -> bytes:
    return state.encoded()
