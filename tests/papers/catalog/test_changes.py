"""What a file changes: nothing when it is the same, one row when a limit changes, and numbers that stay."""

from __future__ import annotations

from contracts.item import Origin
from papers.catalog.changes import Changes, changes
from papers.catalog.listing import Listed
from tests.papers.catalog.building import read_and_oblige, row, standard
from tests.papers.catalog.test_writing import taken

DOMAIN = ["社会救助"]


def compared(data: bytes, standing: list[Listed]) -> Changes:
    """The changes of a file to a catalog."""
    return changes(read_and_oblige(data).entries, standing, Origin.NATIONAL, DOMAIN)


def summary(made: Changes) -> tuple[int, int, int, int, int]:
    """New, changed, changed locally, as they were, vanished."""
    return len(made.new), len(made.changed), len(made.adapted), made.unchanged, len(made.vanished)


def test_the_same_rows_in_another_order_change_nothing() -> None:
    rows = [row(), row(level2="监督"), row(content="别的内容"), row(level1="最低生活保障")]
    assert summary(compared(standard(*reversed(rows)), taken(standard(*rows)))) == (0, 0, 0, 4, 0)


def test_one_changed_limit_is_one_change_with_the_same_number() -> None:
    rows = [row(), row(level2="监督")]
    before = taken(standard(*rows))
    made = compared(standard(row(limit="3个工作日内"), rows[1]), before)
    assert summary(made) == (0, 1, 0, 1, 0)
    assert made.changed[0].number == before[0].number


def test_rows_of_one_name_keep_their_numbers_by_their_contents() -> None:
    before = taken(standard(row(content="甲"), row(content="乙"), row(content="丙")))
    assert len({item.number for item in before}) == 3
    made = compared(standard(row(content="新"), row(content="丙"), row(content="乙")), before)
    assert summary(made) == (0, 1, 0, 2, 0)
    assert made.changed[0].number == before[0].number, "the one whose content is not there any more"


def test_an_item_without_a_row_has_vanished_unless_its_row_is_refused_or_its_domain_is_not_in_the_file() -> None:
    before = taken(standard(row(), row(level2="监督"), row(level2="办事")))
    elsewhere = Listed("n", Origin.NATIONAL, {"domain": "养老服务", "level1": "a", "level2": "b"})
    made = compared(standard(row(), row(level2="监督", request="√")), [*before, elsewhere])
    assert [item.elements["level2"] for item in made.vanished] == ["办事"]


def test_a_local_row_in_the_place_of_a_national_one_changes_what_differs_beside_it() -> None:
    before = taken(standard(row()))
    entries = read_and_oblige(standard(row(limit="3个工作日内"))).entries
    entries[0].origin = Origin.LOCAL
    made = changes(entries, before, Origin.NATIONAL, DOMAIN)
    assert summary(made) == (0, 0, 1, 0, 0)
    assert made.adapted[0].elements == {"time_limit": "3个工作日内"}
    adapted = [Listed(before[0].number, Origin.NATIONAL, before[0].elements, {"time_limit": "3个工作日内"})]
    assert summary(changes(entries, adapted, Origin.NATIONAL, DOMAIN)) == (0, 0, 0, 1, 0)


def test_a_row_with_a_number_is_that_item_whatever_it_is_called() -> None:
    (before,) = taken(standard(row()))
    entries = read_and_oblige(standard(row(level2="改了名"))).entries
    entries[0].number = before.number
    made = changes(entries, [before], Origin.NATIONAL, DOMAIN)
    assert summary(made) == (0, 1, 0, 0, 0)


def test_a_made_number_has_no_digits_that_the_door_could_take_for_a_persons() -> None:
    rows = [row(level2=f"事项{at}") for at in range(300)]
    assert not [item.number for item in taken(standard(*rows)) if any(letter.isdigit() for letter in item.number)]
