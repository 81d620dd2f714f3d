"""The command line as a user runs it: a process, its output and its exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
ORG = "fengjie-caizhengju"


def environment(**more: str) -> dict[str, str]:
    """Ours, without what would point to another stack, and with a county's own family beside ours."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    return ours | {"PYTHONPATH": str(ROOT), "GONGKAI_FAMILIES": "tests.deploy.toys.further"} | more


def gongkai(
    *arguments: str, cwd: Path, stdin: bytes = b"", env: dict[str, str] | None = None, seconds: float = 300
) -> subprocess.CompletedProcess[str]:
    """Runs ``gongkai`` in ``cwd``; ``stdin`` is its standard input."""
    done = subprocess.run(
        [sys.executable, "-m", "cli", *arguments],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        check=False,
        timeout=seconds,
        env=environment(**(env or {})),
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def today(home: Path) -> date:
    """The day that the stack of this folder has."""
    status = gongkai("status", "--json", cwd=home)
    return date.fromisoformat(json.loads(status.stdout.splitlines()[0])["day"])


def event(fact_id: str, kind: str, subject: str, day: str, /, org: str = ORG, **data: Any) -> bytes:
    """A CloudEvents line."""
    return json.dumps(
        {
            "specversion": "1.0",
            "id": fact_id,
            "source": f"urn:gongkai:{org}",
            "type": f"{kind}.v1",
            "subject": subject,
            "time": f"{day}T09:00:00+08:00",
            "data": data,
        },
        ensure_ascii=False,
    ).encode()


def ndjson(lines: Iterable[bytes]) -> bytes:
    """Lines of a file."""
    return b"".join(line + b"\n" for line in lines)


def rows(home: Path, *arguments: str) -> list[dict[str, Any]]:
    """What ``gongkai view`` shows to programs."""
    done = gongkai("view", *arguments, "--json", cwd=home)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]
