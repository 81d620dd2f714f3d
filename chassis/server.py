"""The web server of a program, and how the program ends."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Generator
from contextlib import contextmanager

import uvicorn


def _nothing() -> None:
    return


class Server(uvicorn.Server):
    """Ends in order when SIGTERM or SIGINT asks for it: takes no more requests and finishes what is being answered.

    ``ending`` is called first, for what would last as long as its readers.
    """

    def __init__(self, config: uvicorn.Config, ending: Callable[[], None] = _nothing) -> None:
        super().__init__(config)
        self._ending = ending

    def stop(self) -> None:
        """As the signals do."""
        self.should_exit = True
        self._ending()

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Ours instead of uvicorn's, which would end the process by the signal, as if it had not stopped in order.

        It also makes the program fit to be the first process of a container, for which the kernel ignores a signal
        that has no handler.
        """
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stop)
        yield
