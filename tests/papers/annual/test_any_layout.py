"""A right report in any layout is silent, and one wrong cell in it is named with what follows from it, and nothing else."""

from __future__ import annotations

from random import Random

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from law.report_check.check import check
from law.report_check.published import Key, PublishedReport, Table, form_keys
from papers.annual.reading.reading import read_reports
from tests.papers.annual import varied

CELLS = [key for table in Table for key in form_keys(PublishedReport(), table)]
SEEDS = st.integers(0, 10**9)
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
"""A smaller seed is no smaller report."""


def read(random: Random, texts: dict[Key, str]) -> PublishedReport:
    """The one report of a file in one of the layouts."""
    name, data = varied.made(random, texts)
    (report,) = read_reports(data, name).reports
    return report


@settings(max_examples=20, phases=UNSHRUNK)
@given(SEEDS)
def test_a_right_report_is_read_whole_and_silent_in_any_layout(seed: int) -> None:
    random = Random(seed)
    cells = varied.numbers(random)
    report = read(random, varied.texts_of(random, cells))
    assert {key: cell.number for key, cell in report.cells.items()} == cells
    assert (report.agency, report.year) == (varied.AGENCY, varied.YEAR)
    assert check(report) == []


@settings(max_examples=20, phases=UNSHRUNK)
@given(SEEDS, st.sampled_from([key for key in CELLS if key.table is not Table.TWO]), st.integers(1, 99))
def test_one_wrong_number_is_in_every_finding_and_its_right_one_is_told_where_two_sums_meet(
    seed: int, key: Key, more: int
) -> None:
    random = Random(seed)
    cells = varied.numbers(random)
    report = read(random, varied.texts_of(random, cells | {key: cells[key] + more}))
    findings = check(report)
    assert findings
    assert all(finding.code == "sum.broken" and key in finding.keys for finding in findings)
    assert all(report.cells[key].place in finding.places for finding in findings)
    if len(findings) > 1:
        assert any(f"应为{cells[key]}" in finding.remedy for finding in findings)


@settings(max_examples=20, phases=UNSHRUNK)
@given(
    SEEDS,
    st.sampled_from(CELLS),
    st.sampled_from([("", "cell.blank"), ("/", "cell.mark"), ("若干", "cell.unreadable")]),
)
def test_one_cell_without_a_number_is_named(seed: int, key: Key, written: tuple[str, str]) -> None:
    random = Random(seed)
    cells = varied.numbers(random)
    text, code = written
    findings = check(read(random, varied.texts_of(random, cells) | {key: text}))
    assert [finding.code for finding in findings if finding.keys == (key,)] == [code]
    # A sign counts as nothing, so that the sums in which its number stood are broken too.
    others = [finding for finding in findings if finding.keys != (key,)]
    assert all(finding.code == "sum.broken" and key in finding.keys and code == "cell.mark" for finding in others)
