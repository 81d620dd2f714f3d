"""Which code folds: a number that rises with the sources behind the folds, whatever they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from chassis.ledger import code
from contracts.families import FAMILIES
from tests.chassis.conftest import Keep
from tests.chassis.toys import TOYS


async def test_the_newest_code_has_the_highest_number_and_old_code_that_comes_back_a_higher_one(
    keep: Keep,
) -> None:
    garden = await keep("garden")
    async with garden.pool.acquire() as connection:
        assert await code.number(connection, "first") is None
        for entered, number in (("first", 1), ("first", 1), ("second", 2), ("second", 2), ("first", 3)):
            await code.enter(connection, entered)
            assert await code.number(connection, entered) == number
        assert await code.number(connection, "second") == 2


@pytest.mark.parametrize("service", FAMILIES.services)
def test_the_digest_is_the_same_each_time_and_covers_the_folds_and_the_law(service: str) -> None:
    assert code.digest(service) == code.digest(service)
    sources = {path.as_posix() for name in (*code.ROOMS, *code.FILES) for path in code._sources(name)}
    for part in (
        "law/limit.py",
        "law/data/notices.csv",
        "contracts/kit.py",
        "chassis/case.py",
        "chassis/amend.py",
    ):
        assert any(path.endswith(part) for path in sources), part


def test_a_changed_source_or_another_family_makes_another_digest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = code.digest("garden", TOYS)
    assert code.digest("market", TOYS) != before
    package = tmp_path / "soil"
    package.mkdir()
    for text in ("FIRST = 1", "FIRST = 2"):
        (package / "__init__.py").write_text(text, encoding="utf-8")
        monkeypatch.syspath_prepend(tmp_path)
        monkeypatch.setattr(code, "FILES", (*code.FILES, "soil"))
        changed = code.digest("garden", TOYS)
        assert changed != before
        before = changed
