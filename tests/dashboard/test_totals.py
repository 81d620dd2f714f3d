"""The sums of a county: few numbers under each heading, and everything overdue under one of them at most."""

from __future__ import annotations

from collections import Counter

import pytest

from contracts.families import FAMILIES
from dashboard import columns
from dashboard.figures import total_counts
from dashboard.texts import Language, load
from dashboard.views import Figures, ObligationCounts
from tests.dashboard.boards import board
from tests.dashboard.sample import words

MOST = 7
"""Numbers under one heading that a reader takes in."""

LANGUAGES: tuple[Language, ...] = ("zh", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_heading_has_more_numbers_than_a_reader_takes_in(language: Language) -> None:
    registry, texts = board([*words()]).registry, load()[language]
    named = {group.heading: [column.heading for column in group.columns] for group in columns.totals(registry, texts)}
    assert {heading: names for heading, names in named.items() if len(names) > MOST} == {}
    every = {column.heading for group in columns.numbers(registry, texts) for column in group.columns}
    assert {name for names in named.values() for name in names} < every


def test_public_participation_names_lists_consultations_opinions_hearings_and_attendances() -> None:
    groups = columns.totals(board([*words()]).registry, load()["zh"])
    (participation,) = [group for group in groups if group.heading == "公众参与"]
    names = [column.heading for column in participation.columns]
    assert names == ["征求意见", "期限不足", "采纳意见", "答复意见", "听证会", "列入目录", "列席会议"]
    assert participation.kinds == {
        f"publishing.{name}" for name in ("consultation", "hearing", "decision", "attendance")
    }


def test_what_is_overdue_stands_under_one_heading_of_its_kind_and_steps_of_order_under_none() -> None:
    registry = board([*words()]).registry
    groups = columns.totals(registry, load()["zh"])
    kinds = Counter(kind for group in groups for kind in group.kinds)
    assert set(kinds.values()) == {1}
    row = Figures(obligations=dict.fromkeys(FAMILIES.duties, ObligationCounts(due=1, overdue=1)))
    shown = total_counts(registry.graded(row, group.kinds) for group in groups)
    without = sum(duty.grave for family in FAMILIES.all if family.kind not in kinds for duty in family.duties)
    assert shown.overdue == registry.graded(row).overdue - without
