"""Starts a supervisor of toys as a process of its own, with local servers."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]

_UP = """
    import sys
    from pathlib import Path
    from deploy.interrupts import as_interrupts
    from deploy.supervisor import Stack
    from deploy.watch import Backoff
    from tests.deploy.test_supervisor import toys
    stack = Stack(
        Path(sys.argv[1]), "manual", orgs=["toytown"], programs=toys(), backoff=Backoff(patience=float(sys.argv[2]))
    )
    with as_interrupts():
        stack.start()
        try:
            print("up", flush=True)
            code = stack.wait()
        except KeyboardInterrupt:
            code = 0
        finally:
            stack.stop()
    sys.exit(code)
"""


@contextmanager
def supervised(folder: Path, *, prefix: Sequence[str] = (), patience: float = 1800) -> Iterator[subprocess.Popen[str]]:
    """A supervisor that is up on ``folder``, run by ``prefix`` where there is one; it is killed at the end."""
    own = {name: value for name, value in os.environ.items() if name not in ("GONGKAI_KAFKA", "GONGKAI_DATABASE")}
    with subprocess.Popen(
        [*prefix, sys.executable, "-c", textwrap.dedent(_UP), str(folder), str(patience)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**own, "PYTHONPATH": str(ROOT)},
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "up\n", process.communicate()[1]
            yield process
        finally:
            process.kill()
