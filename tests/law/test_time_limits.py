"""公开时限: real cells, and wordings of the guidelines of the domains, as a person reads them: tests/law/time_limits."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.time_limits import How, Note, read, read_column

READINGS = Path(__file__).with_name("time_limits")


def readings(name: str) -> list[tuple[str, str, str]]:
    with (READINGS / name).open(encoding="utf-8", newline="") as file:
        return [(row["wording"], row["reading"], row["notes"]) for row in csv.DictReader(file)]


WORDINGS = [row for file in sorted(READINGS.glob("*.csv")) for row in readings(file.name)]


@pytest.mark.parametrize(("wording", "reading", "notes"), WORDINGS)
def test_a_cell_says_what_a_person_reads_in_it(wording: str, reading: str, notes: str) -> None:
    result = read(wording)
    assert (result.words, " ".join(result.notes)) == (reading, notes)
    assert result.text == wording


def test_the_same_as_above_takes_what_stands_above_and_keeps_its_own_words() -> None:
    first, second, third, fourth, fifth = read_column(["同上", "20个工作日", "同上", "同上", "实时公开"])
    assert (first.words, first.notes) == ("", (Note.NOTHING_ABOVE,))
    assert second.clauses == third.clauses == fourth.clauses
    assert (third.text, fifth.words) == ("同上", "实时")


def test_the_same_as_above_below_a_cell_that_cannot_be_read_cannot_be_read_either() -> None:
    unclear, same = read_column(["按规定", "同上"])
    assert (unclear.notes, same.notes) == ((Note.UNCLEAR,), (Note.UNCLEAR,))


@pytest.mark.parametrize("text", ["。，；", "公" * 10_000, "1" * 900, "…", "一二三四五六七八九十", "20", "个工作日内"])
def test_what_cannot_be_read_has_no_clause_and_says_why(text: str) -> None:
    result = read(text)
    assert (result.parsed, bool(result.notes), result.text) == (False, True, text)


@given(
    st.text(
        alphabet="自信息形成变更之日起后前内20个工作日天月年公示期不少于，；。：:（）()1.、同上每季度首末底及时长期其中应",
        max_size=60,
    )
)
def test_any_cell_is_read_or_says_why_not_and_keeps_its_text(text: str) -> None:
    result = read(text)
    assert result.text == text
    assert result.parsed or result.notes
    assert all(clause.words for clause in result.clauses)
    for clause in result.clauses:
        counted = clause.limit is not None or clause.hours > 0
        assert counted or clause.how is not How.WITHIN
        assert clause.cycle is None or clause.how in {How.PERIODIC, How.WITHIN}


@given(st.integers(1, 250), st.sampled_from(["", " ", "\n", "\u3000"]))
def test_spaces_and_width_of_digits_change_nothing(days: int, gap: str) -> None:
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in str(days))
    narrow = read(f"信息形成或者变更之日起{days}个工作日内").clauses
    assert read(gap.join(f"信息形成或者变更之日起{wide}个工作日内")).clauses == narrow
