"""The process that reads a workbook, in which memory runs out at one of its steps, which ``RUNS_OUT_AT`` names."""

from __future__ import annotations

import os
from typing import NoReturn

from services.gateway.sheets import worker


def _runs_out(*_: object) -> NoReturn:
    raise MemoryError


if __name__ == "__main__":
    setattr(worker, os.environ["RUNS_OUT_AT"], _runs_out)
    worker.main()
