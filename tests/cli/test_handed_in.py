"""Who has handed in an annual report and who has not: silent units are in the list."""

from __future__ import annotations

from datetime import date

from cli.commands.report.handed_in import lines
from papers.annual.digest import digest
from papers.annual.merging import blank
from services.catalog.reports_page import Handed, decode, handed_in

REPORTS = {
    "fengjie-aa": decode(b'{"submitted_on": "2027-01-20", "published_on": "2027-01-25", "year": 2026}'),
    "fengjie-office": Handed(county_published_on=date(2027, 3, 20)),
    "nobody": Handed(date(2027, 1, 2)),
}
ORGS = {"fengjie-aa": "奉节县财政局", "fengjie-bb": "永乐镇", "fengjie-office": "政府办公室"}


def lines_of_table(*, missing: bool = False) -> list[str]:
    (body,) = handed_in(REPORTS, dict.fromkeys(ORGS, "fengjie")).values()
    return list(lines("奉节县", 2026, body, ORGS, {}, missing=missing))


def test_every_unit_of_the_registry_is_listed_and_those_who_are_not_registered_are_not() -> None:
    assert lines_of_table() == [
        "奉节县 2026年：本级政府年度报告2027-03-20公布；3个单位，已提交1个，已公布1个",
        "  奉节县财政局  提交：2027-01-20  公布：2027-01-25",
        "  永乐镇  提交：未报  公布：未报",
        "  政府办公室  提交：未报  公布：未报",
    ]


def test_those_who_lack_something_can_be_listed_alone() -> None:
    assert [line.split()[0] for line in lines_of_table(missing=True)[1:]] == ["永乐镇", "政府办公室"]


def test_what_was_handed_in_is_held_beside_the_tables_as_they_are_kept_now() -> None:
    then, now = blank(), blank()
    now["table3"]["1_new"] = {**now["table3"]["1_new"], "natural": 1, "total": 1}
    digest_then = digest(2026, then)
    reports = {
        "fengjie-aa": Handed(
            date(2027, 1, 20), date(2027, 1, 25), submitted_tables=digest(2026, now), published_tables=digest_then
        ),
        "fengjie-bb": Handed(date(2027, 1, 20), submitted_tables=digest_then),
        "fengjie-office": Handed(county_published_on=date(2027, 3, 20), county_tables=digest_then),
    }
    (body,) = handed_in(reports, dict.fromkeys(ORGS, "fengjie")).values()
    listed = list(lines("奉节县", 2026, body, ORGS, {**then, "units": {"fengjie-bb": now}}))
    assert listed == [
        "奉节县 2026年：本级政府年度报告2027-03-20公布（数字与现在的表一致）；3个单位，已提交2个，已公布1个",
        "  奉节县财政局  提交：2027-01-20  公布：2027-01-25（数字与现在的表一致）",
        "  永乐镇  提交：2027-01-20  公布：未报（数字与现在的表不同，请核对）",
        "  政府办公室  提交：未报  公布：未报",
    ]
