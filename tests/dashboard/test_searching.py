"""Subjects found by words of their titles and by their numbers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dashboard.ledger import lists
from dashboard.ledger.book import Ledger
from dashboard.ledger.lists import Wanted
from dashboard.ledger.terms import asked
from tests.dashboard import ground
from tests.dashboard.boards import as_read
from tests.dashboard.sample import Record


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    made = Ledger()
    yield made
    made.close()


def put(ledger: Ledger, *records: Record) -> None:
    assert ledger.put([as_read(record) for record in records], {}).unreadable == []


def names(ledger: Ledger, wanted: Wanted) -> list[str]:
    part = ledger.answer(lambda connection: lists.found(connection, wanted, 0, 50))
    return [line.subject for line in part.lines]


TITLE = "奉节县人民政府办公室关于印发《2026年防汛抗旱应急预案》的通知（奉节府办发〔2026〕12号）"


@pytest.mark.parametrize(
    "words",
    [
        "〔2026〕12号",
        "[2026]12号",
        "〔2026〕 12 号",
        "防汛",
        "汛",
        "防汛抗旱 通知",
        "府办发〔2026〕12号",
        "ｆＪ",
        "fj-2026-0012",
        "应急预案》的通知",
    ],
)
def test_a_document_is_found_by_words_of_its_title_and_by_its_number(ledger: Ledger, words: str) -> None:
    put(
        ledger,
        ground.subject("a", "FJ-2026-0012", title=TITLE),
        ground.subject("a", "x-2025-120", title="关于下达补助资金的公告（渝发〔2026〕120号）"),
    )
    assert names(ledger, Wanted(["a", "b"], words=asked(words))) == ["FJ-2026-0012"]
    assert names(ledger, Wanted(["b"], words=asked(words))) == []


def test_what_is_no_word_asks_for_nothing_and_no_mark_of_the_index_gets_through(ledger: Ledger) -> None:
    put(ledger, ground.subject("a", "1", title="甲"))
    for words in ("", '"', "* AND OR NOT (", "《》", "NEAR(", "😀", "-"):
        question = asked(words)
        assert names(ledger, Wanted(["a"], words=question)) in ([], ["1"])


def test_a_document_is_found_by_its_document_number(ledger: Ledger) -> None:
    put(ledger, ground.subject("a", "x1", title="关于防汛的通知", number="奉节府办发〔2026〕12号"))
    assert names(ledger, Wanted(["a"], words=asked("〔2026〕12号"))) == ["x1"]
