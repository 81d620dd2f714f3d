"""Where generated files lie, how they are written, and how the samples are read."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, NamedTuple

from contracts.generator.messages import Contract

ROOT = Path(__file__).parent.parent
SCHEMAS = ROOT / "schemas"
RELEASED = ROOT / "released"
PAGES = ROOT / "events"
SAMPLES = ROOT / "samples"
SUMS = SAMPLES / "SHA256SUMS"
ASYNCAPI = ROOT / "asyncapi.yaml"
HISTORY = ROOT / "history.yaml"


class Sample(NamedTuple):
    """A frozen sample. ``code`` is what an invalid one is refused with, empty for a valid one."""

    path: Path
    type: str
    code: str

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.stem if not self.code else self.path.name.rsplit(".", 1)[0]

    def body(self) -> Any:
        """The sample's JSON."""
        return json.loads(self.path.read_bytes())

    def data(self) -> Any:
        """What the model describes: ``data`` of a CloudEvent, else the whole record."""
        body = self.body()
        return body["data"] if "specversion" in body else body


def valid(message: str) -> list[Sample]:
    """The valid samples of a type of message, the fullest first: ``full.json`` when there is one."""
    found = sorted(
        (SAMPLES / "valid" / message).glob("*.json"), key=lambda path: (path.stem != "full", path.stem)
    )
    return [Sample(path, message, "") for path in found]


def invalid(message: str) -> list[Sample]:
    """The invalid samples of a type of message, by code; ``<code>-<what>.json``."""
    return [
        Sample(path, message, path.name.split("-", 1)[0])
        for path in sorted((SAMPLES / "invalid" / message).iterdir())
    ]


def samples_of(contract: Contract) -> list[Sample]:
    """The valid samples of all messages that carry ``contract``."""
    return [sample for message in contract.types for sample in valid(message)]


def sums() -> dict[str, str]:
    """The frozen samples by path below samples/, with their SHA-256."""
    lines = SUMS.read_text().splitlines() if SUMS.exists() else []
    return {path: digest for digest, path in (line.split("  ", 1) for line in lines)}


def sums_now() -> dict[str, str]:
    """The same of the files as they lie there."""
    files = sorted(path for path in SAMPLES.rglob("*") if path.is_file() and path != SUMS)
    return {
        path.relative_to(SAMPLES).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }
