"""What is kept on disk: taken in, found again, replaced by what is newer, and forgotten when it is not this program's."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from contracts import topics
from dashboard.ledger import leaves, lists, schema
from dashboard.ledger.book import Ledger, LostError
from dashboard.ledger.cabinet import Cabinet, InUseError, Mark
from dashboard.ledger.lists import Line, Wanted
from dashboard.ledger.terms import asked
from tests.dashboard import ground
from tests.dashboard.boards import as_read
from tests.dashboard.sample import Record, gone

MARCH, APRIL = 202603, 202604
KEY = "publishing.document/a/2026-1"


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    made = Ledger()
    yield made
    made.close()


def put(ledger: Ledger, *records: Record) -> list[str]:
    """Takes records in; the reasons for which some could not be read."""
    taken = ledger.put([as_read(record, offset) for offset, record in enumerate(records)], {})
    return [reason for _, reason in taken.unreadable]


def found(ledger: Ledger, wanted: Wanted, first: int = 0, most: int = 50) -> lists.Found:
    return ledger.answer(lambda connection: lists.found(connection, wanted, first, most))


def names(ledger: Ledger, wanted: Wanted, first: int = 0, most: int = 50) -> list[str]:
    return [line.subject for line in found(ledger, wanted, first, most).lines]


def _walked(wanted: Wanted, connection: sqlite3.Connection) -> list[str]:
    return [line.subject for line in lists.lines(connection, lists.numbers(connection, wanted))]


def published(org: str, name: str, amount: int = 1, month: str = "2026-03", title: str | None = None) -> Record:
    return ground.subject(org, name, {month: {"items_published": amount}}, title=title)


def test_a_number_is_made_of_the_subjects_that_contribute_to_it_and_no_others(ledger: Ledger) -> None:
    put(
        ledger,
        published("a", "1", 2),
        published("a", "2", 5, "2026-04"),
        published("b", "3", 3),
        ground.subject("a", "4", {"2026-03": {"items_withdrawn": 9}}),
    )
    march = found(ledger, Wanted(["a", "b"], ["items_published"], (MARCH, MARCH)))
    assert (march.count, march.amount) == (2, 5)
    assert march.lines == [
        Line("publishing.document", "a", "1", None, 2),
        Line("publishing.document", "b", "3", None, 3),
    ]
    both = found(ledger, Wanted(["a"], ["items_published"], (MARCH, APRIL)))
    assert (both.count, both.amount) == (2, 7)
    assert found(ledger, Wanted(["a"], ["unheard_of"])).count == 0


def test_amounts_of_several_codes_and_months_add_up_and_what_comes_to_nothing_is_not_listed(ledger: Ledger) -> None:
    put(
        ledger,
        ground.subject("a", "1", {"2026-03": {"x@p": 1, "x@q": 1}, "2026-04": {"x@p": 1}}),
        ground.subject("a", "2", {"2026-03": {"x@p": 1}, "2026-04": {"x@p": -1}}),
    )
    all_of_it = found(ledger, Wanted(["a"], ["x@p", "x@q"]))
    assert [(line.subject, line.amount) for line in all_of_it.lines] == [("1", 3)]
    assert (all_of_it.count, all_of_it.amount) == (1, 3)


def test_a_new_state_takes_the_place_of_the_old_in_every_table(ledger: Ledger) -> None:
    put(ledger, published("a", "1", 2, title="防汛预案"), published("a", "1", 1, "2026-04", title="抗旱预案"))
    assert found(ledger, Wanted(["a"], ["items_published"], (MARCH, MARCH))).count == 0
    assert found(ledger, Wanted(["a"], ["items_published"])).amount == 1
    assert names(ledger, Wanted(["a"], words=asked("防汛"))) == []
    assert names(ledger, Wanted(["a"], words=asked("抗旱"))) == ["1"]
    put(ledger, gone(published("a", "1")))
    assert found(ledger, Wanted(["a"])).count == 0
    assert found(ledger, Wanted(["a"], ["items_published"])).count == 0
    assert names(ledger, Wanted(["a"], words=asked("抗旱"))) == []


def test_what_was_sent_late_does_not_replace_what_is_newer_and_brings_nothing_back(ledger: Ledger) -> None:
    newer = published("a", "1", 2)._replace(sequence=5)
    older = published("a", "1", 9)._replace(sequence=4)
    taken = ledger.put([as_read(newer), as_read(older), as_read(gone(newer)._replace(sequence=6)), as_read(newer)], {})
    assert taken.outdated == [topics.SUBJECTS, topics.SUBJECTS]
    assert found(ledger, Wanted(["a"])).count == 0


def test_lists_go_unit_by_unit_in_the_order_of_the_units_page_by_page(ledger: Ledger) -> None:
    put(ledger, *(published(org, f"{org}{number}") for number in range(3) for org in ("a", "b", "c")))
    for codes in (None, ["items_published"]):
        wanted = Wanted(["c", "a", "b"], codes)
        whole = names(ledger, wanted)
        assert whole == ["c0", "c1", "c2", "a0", "a1", "a2", "b0", "b1", "b2"]
        assert [names(ledger, wanted, first, 2) for first in range(0, 9, 2)] == [
            whole[first : first + 2] for first in range(0, 9, 2)
        ]
        assert ledger.answer(partial(_walked, wanted)) == whole
        back = Wanted(["c", "a", "b"], codes, backwards=True)
        assert names(ledger, back) == list(reversed(whole))


@pytest.mark.parametrize(
    ("order", "expected"),
    [("subject", ["1", "2", "3"]), ("title", ["3", "1", "2"]), ("amount", ["2", "3", "1"])],
)
def test_lists_are_sorted_by_each_column(ledger: Ledger, order: lists.Order, expected: list[str]) -> None:
    put(ledger, published("b", "2", 1, title="c"), published("a", "1", 3, title="b"), published("a", "3", 2, title="a"))
    wanted = Wanted(["a", "b"], ["items_published"], order=order)
    assert names(ledger, wanted) == expected
    assert names(ledger, wanted, 1, 1) == expected[1:2]
    assert names(ledger, Wanted(["a", "b"], ["items_published"], order=order, backwards=True)) == expected[::-1]


def test_titles_of_any_length_and_script_are_kept_whole(ledger: Ledger) -> None:
    titles = ["长" * 5_000, "<b>&\u202e重\u200f", "😀🏳️‍🌈", "a\ud7ffb", " "]
    put(ledger, *(published("a", str(number), title=title) for number, title in enumerate(titles)))
    lines = found(ledger, Wanted(["a"])).lines
    assert [line.title for line in lines] == titles


def test_a_subject_has_its_facts_in_order_and_the_deductions_that_name_it(ledger: Ledger) -> None:
    put(
        ledger,
        ground.fact("a", "2026-1", "late", date(2026, 3, 9), 1),
        published("a", "2026-1"),
        ground.fact("a", "2026-1", "early", date(2026, 3, 2), 2),
        ground.fact("a", "other", "stranger", date(2026, 3, 1)),
        ground.deduction("a", "2026-03", "1.1", "2", KEY),
        ground.deduction("a", "2026-03", "1.3", "1", "", keys=[KEY]),
        ground.deduction("a", "2026-03", "1.4", "1", "publishing.document/a/other"),
    )
    leaf = ledger.answer(lambda connection: leaves.leaf(connection, KEY))
    assert leaf is not None
    assert [fact.id for fact in leaf.facts] == ["early", "late"]
    assert [(item.path, item.points) for item in leaf.deductions] == [("1.1", "2"), ("1.3", "1")]
    put(
        ledger,
        gone(ground.deduction("a", "2026-03", "1.1", "2", KEY)),
        gone(ground.fact("a", "2026-1", "late", date.max.replace(day=1))),
    )
    leaf = ledger.answer(lambda connection: leaves.leaf(connection, KEY))
    assert leaf is not None
    assert [fact.id for fact in leaf.facts] == ["early"]
    assert [item.path for item in leaf.deductions] == ["1.3"]
    assert ledger.answer(lambda connection: leaves.leaf(connection, "publishing.document/a/other")) is None


def test_sheets_and_reports_are_kept_whole_by_their_keys(ledger: Ledger) -> None:
    put(
        ledger,
        Record(topics.SCORES, "2026-03|a", b'{"total": "90"}'),
        Record(topics.SCORES, "2026-03|b", b'{"total": "80"}'),
        Record(topics.SCORES, "2026-04|a", b'{"total": "70"}'),
        Record(topics.REPORTS, "2026-03|a", b'{"id": "x"}'),
    )
    put(ledger, Record(topics.SCORES, "2026-03|b", None))
    assert ledger.answer(lambda c: dict(leaves.documents(c, topics.SCORES, "2026-03|"))) == {
        "2026-03|a": b'{"total": "90"}'
    }
    assert ledger.answer(lambda c: leaves.document(c, topics.REPORTS, "2026-03|a")) == b'{"id": "x"}'
    assert ledger.answer(lambda c: leaves.document(c, topics.SCORES, "2026-03|b")) is None


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (Record(topics.SUBJECTS, "a/b", b"{}"), "key.form"),
        (Record(topics.SUBJECTS, KEY, b"{"), "value.json"),
        (Record(topics.SUBJECTS, KEY, b"{}"), "value.schema"),
        (published("a", "1")._replace(key=KEY), "key.other"),
        (ground.subject("a", "1", {"march": {"x": 1}}), "value.schema"),
        (ground.subject("a", "1", {"2026-03": {"x": 10**30}}), "value.schema"),
        (Record(topics.FACTS, KEY, b"{}"), "key.form"),
        (ground.fact("a", "1", "f", date(2026, 3, 1))._replace(key=f"{KEY}|f"), "key.other"),
        (Record(topics.FINDINGS, "x", b"[]"), "value.schema"),
    ],
)
def test_a_record_that_says_nothing_is_passed_over_with_its_reason(ledger: Ledger, record: Record, reason: str) -> None:
    assert put(ledger, record, published("a", "good")) == [reason]
    assert names(ledger, Wanted(["a"])) == ["good"]


async def test_positions_are_kept_with_the_rows_and_are_of_one_cluster(tmp_path: Path) -> None:
    mark = Mark(8, 7, 1_000)
    first = Ledger(tmp_path)
    assert await first.marks("one") == {}
    await first.take([as_read(published("a", "1"))], {(topics.SUBJECTS, 0): mark})
    first.close()
    again = Ledger(tmp_path)
    assert await again.marks("one") == {(topics.SUBJECTS, 0): mark}
    assert names(again, Wanted(["a"])) == ["1"]
    assert await again.marks("another") == {}
    assert names(again, Wanted(["a"])) == []
    again.close()


def test_a_file_of_other_code_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Ledger(tmp_path)
    put(first, published("a", "1"))
    first.close()
    monkeypatch.setattr(schema, "program", lambda: "another")
    again = Ledger(tmp_path)
    assert names(again, Wanted(["a"])) == []
    put(again, published("a", "2"))
    assert names(again, Wanted(["a"])) == ["2"]
    again.close()


@pytest.mark.parametrize("content", [b"no database at all", b"SQLite format 3\0" + b"\xff" * 5_000, b""])
def test_a_file_that_is_no_ledger_is_made_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "ledger.sqlite").write_bytes(content)
    ledger = Ledger(tmp_path)
    put(ledger, published("a", "1"))
    assert names(ledger, Wanted(["a"])) == ["1"]
    ledger.close()


async def test_a_file_that_fails_while_it_is_used_is_given_up_and_begun_anew(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    await ledger.marks("one")

    def fails(_: sqlite3.Connection) -> None:
        raise sqlite3.DatabaseError("database disk image is malformed")

    with pytest.raises(LostError):
        await ledger.ask(fails)
    with pytest.raises(LostError):
        await ledger.take([as_read(published("a", "1"))], {})
    await ledger.forget()
    await ledger.take([as_read(published("a", "1"))], {})
    assert names(ledger, Wanted(["a"])) == ["1"]
    ledger.close()


def test_two_dashboards_do_not_share_a_folder(tmp_path: Path) -> None:
    first = Cabinet(tmp_path)
    with pytest.raises(InUseError):
        Cabinet(tmp_path)
    first.close()
    Cabinet(tmp_path).close()


def test_a_folder_of_its_own_ends_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    ledger = Ledger()
    put(ledger, published("a", "1"))
    assert len(list(tmp_path.iterdir())) == 1
    ledger.close()
    assert list(tmp_path.iterdir()) == []
