"""What the pages work with: the board, how it is read, who listens, and the words."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path

from starlette.requests import Request

from dashboard import texts
from dashboard.access import Access
from dashboard.board import Board
from dashboard.drawn import Drawn
from dashboard.feed import MAX_LISTENERS, Feed
from dashboard.ledger.book import Ledger
from dashboard.meters import Meters
from dashboard.reader import Reader
from dashboard.texts import Language, Texts


@dataclass
class Desk:
    """One dashboard; ``run`` tells two runs apart, whose versions both start at nothing."""

    board: Board
    ledger: Ledger
    reader: Reader
    feed: Feed
    meters: Meters
    simulated: bool = False
    """Everything shown is a demonstration's, and every page says so."""
    fonts: Path | None = None
    """Folder with the fonts of the papers; None: there are no PDFs."""
    drawn: Drawn = field(default_factory=Drawn)
    texts: dict[Language, Texts] = field(default_factory=texts.load)
    kafka: str = ""
    access: Access | None = None
    """Who is let in; None: whoever reaches it."""
    run: str = field(default_factory=lambda: secrets.token_hex(4))

    @classmethod
    def reading(
        cls,
        kafka: str,
        *,
        simulated: bool = False,
        cache: Path | None = None,
        fonts: Path | None = None,
        most_streams: int = MAX_LISTENERS,
        access: Access | None = None,
    ) -> Desk:
        """A desk whose board and ledger are read from these Kafka servers, once its reader runs.

        ``cache``: folder of the ledger, which then outlives the process. OSError where it cannot be used. ``fonts``: folder
        with those of the papers.
        """
        ledger, meters, feed = Ledger(cache), Meters(), Feed(most_streams)
        board = Board(lambda: ledger.debtors)
        meters.listeners.set_function(lambda: feed.listeners)
        reader = Reader(kafka, board, ledger, meters, feed.announce)
        return cls(board, ledger, reader, feed, meters, simulated, fonts, kafka=kafka, access=access)

    @classmethod
    def of(cls, request: Request) -> Desk:
        """The desk of the application that answers ``request``."""
        desk = request.app.state.desk
        assert isinstance(desk, Desk)
        return desk

    @property
    def stamp(self) -> str:
        """Names the state of the board, and of the connection, that a page shows."""
        link = "" if self.reader.progress.connected else f".{self.reader.progress.heard_at:%H%M%S}"
        return f"{self.run}.{self.board.version}.{self.ledger.version}{link}"

    def snapshot(self) -> dict[str, object]:
        """What event streams say."""
        day, progress = self.board.day, self.reader.progress
        return {
            "board": self.stamp,
            "version": self.board.version,
            "complete_up_to": day.isoformat() if day else None,
            "ready": progress.caught_up,
            "connected": progress.connected,
        }
