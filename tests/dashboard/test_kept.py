"""Pages by heart: the same bytes until something changes, each made once for however many ask."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from dashboard import kept, ranking
from dashboard.app import application
from dashboard.kept import Kept
from tests.dashboard import ground, grounded
from tests.dashboard.boards import as_read, reading
from tests.dashboard.inside import client_of, read_in
from tests.dashboard.sample import complete


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """How often a county is ranked, which its front page does once."""
    calls: list[object] = []
    plain = ranking.ranking

    def ranked(*args: object) -> object:
        calls.append(args[2])
        return plain(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(ranking, "ranking", ranked)
    yield calls


async def test_a_page_is_made_once_until_something_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = read_in(grounded.county())
    with counted(monkeypatch) as made:
        async with client_of(desk) as reader:
            first = [await reader.get("/") for _ in range(3)]
            assert len({answer.content for answer in first}) == 1
            assert {answer.headers["content-encoding"] for answer in first} == {"gzip"}
            assert len(made) == 1
            desk.board.apply(reading(complete(grounded.DAY.replace(day=21))))
            assert "2026-04-21" in (await reader.get("/")).text
            assert len(made) == 2
            desk.ledger.put([as_read(ground.subject("alpha", "new", title="新事项"), 900)], {})
            await reader.get("/")
            assert len(made) == 3
            desk.reader.progress.connected = False
            assert "连接已中断" in (await reader.get("/")).text


async def test_many_who_ask_at_the_same_time_wait_for_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    with counted(monkeypatch) as made:
        async with client_of(read_in(grounded.county())) as reader:
            answers = await asyncio.gather(*(reader.get("/?period=2026-03") for _ in range(20)))
    assert len(made) == 1
    assert {answer.status_code for answer in answers} == {200}


async def test_each_language_and_each_question_has_a_page_of_its_own() -> None:
    async with client_of(read_in(grounded.county())) as reader:
        chinese = await reader.get("/due")
        english = await reader.get("/due", headers={"cookie": "gongkai_lang=en"})
        named = await reader.get("/due?lang=en")
        again = await reader.get("/due?group=later", headers={"cookie": "gongkai_lang=zh"})
    assert "到期提醒" in chinese.text
    assert "Due dates" in english.text
    assert "gongkai_lang=en" in named.headers["set-cookie"]
    assert again.text != chinese.text


async def test_errors_and_whole_lists_are_not_kept_and_the_kept_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_BYTES", 20_000)
    pages = Kept(application(read_in(grounded.county())), lambda: "", lambda _: "zh", lambda _: "*")
    async with httpx.AsyncClient(transport=httpx.ASGITransport(pages), base_url="http://dashboard") as reader:
        for address in ("/nowhere", "/due?page=x", "/due?whole=1", "/due?format=csv", "/status", "/metrics"):
            await reader.get(address)
        assert pages.size == 0
        for number in range(1, 13):
            await reader.get(f"/heat?year={2000 + number}")
        assert 10_000 < pages.size <= 20_000
