"""The samples of each message: valid ones lie frozen in files, invalid ones are made of them and the models.

Two sorts of invalid records lie in files too, since no model speaks of them: those with a wrong
``envelope``, and those that are no JSON document (``record``).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from contracts.amendments import CORRECTED
from contracts.generator.amended import amendment_faults
from contracts.generator.broken import Fault, applied, faults
from contracts.generator.messages import BUS, Bus, Contract
from contracts.generator.paths import SAMPLES, SUMS
from contracts.generator.schemas import schema
from contracts.shapes import Json

HAND_MADE = ("envelope", "record")
"""Folders of invalid samples that are written by hand."""


class Sample(NamedTuple):
    """A sample. ``code`` is what an invalid one is refused with, empty for a valid one.

    ``path`` is where a valid one lies, and where an invalid one would.
    """

    path: Path
    type: str
    code: str
    raw: bytes

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.name.removesuffix(".json")

    def body(self) -> Any:
        """The sample's JSON."""
        return json.loads(self.raw)

    def data(self) -> Any:
        """What the model describes: ``data`` of a CloudEvent, else the whole record."""
        return data_of(self.body())


def data_of(body: Json) -> Any:
    """What the model describes: ``data`` of a CloudEvent, else the whole record."""
    return body["data"] if "specversion" in body else body


def valid(message: str, bus: Bus = BUS) -> list[Sample]:
    """The valid samples of a type of message, the fullest first: ``full.json`` when there is one."""
    files_there = [path for folder in bus.samples for path in (folder / "valid" / message).glob("*.json")]
    files_there.sort(key=lambda path: (path.stem != "full", path.stem))
    return [Sample(path, message, "", path.read_bytes()) for path in files_there]


def samples_of(contract: Contract, bus: Bus = BUS) -> list[Sample]:
    """The valid samples of all messages that carry ``contract``."""
    return [sample for message in contract.types for sample in valid(message, bus)]


@cache
def invalid(name: str, bus: Bus = BUS) -> tuple[Sample, ...]:
    """The invalid samples of a contract, or of a folder made by hand; ``<code>-<what>.json``.

    Each is a valid sample with one thing wrong. LookupError for a contract without a valid sample.
    """
    folder = SAMPLES / "invalid" / name
    if name in HAND_MADE:
        paths = sorted(folder.iterdir())
        return tuple(Sample(path, name, path.name.split("-", 1)[0], path.read_bytes()) for path in paths)
    contract = bus.contracts[name]
    valid_ones = samples_of(contract, bus)
    if not valid_ones:
        raise LookupError(f"{name} has no sample: write samples/valid/{contract.types[0]}/full.json")
    body = schema(contract)
    made: dict[str, Sample] = {}
    for sample in valid_ones:
        for fault in _faults(contract, body, sample.data(), bus):
            label = f"{fault.code}-{fault.what}"
            if label not in made:
                raw = _written(_with_fault(sample.body(), fault))
                made[label] = Sample(folder / f"{label}.json", name, fault.code, raw)
    return tuple(made[label] for label in sorted(made))


def _faults(contract: Contract, body: Json, data: Any, bus: Bus) -> Iterator[Fault]:
    yield from faults(body, data, at_the_door=contract.direction == "incoming")
    if contract.kind == "amendment":
        yield from amendment_faults(contract.name, data, bus.families)
    if contract.name == CORRECTED:
        concerned = schema(bus.contracts[data["fact_type"]])
        yield from faults(concerned, data["data"], at_the_door=True, path=("data",))


def _with_fault(body: Json, fault: Fault) -> Json:
    if "specversion" not in body:
        changed: Json = applied(body, fault)
        return changed
    return {**body, "data": applied(body["data"], fault)}


def _written(body: Json) -> bytes:
    return (json.dumps(body, ensure_ascii=False, indent=2) + "\n").encode()


def broken_sums(bus: Bus = BUS) -> str:
    """A line per contract: checksum and number of its generated samples, so that a change of the set is seen."""
    lines = []
    for name in bus.contracts:
        digest = hashlib.sha256()
        made = invalid(name, bus)
        for sample in made:
            digest.update(f"{sample.name} {len(sample.raw)}\n".encode() + sample.raw)
        lines.append(f"{digest.hexdigest()}  {len(made):3}  {name}\n")
    return "".join(lines)


def sums() -> Mapping[str, str]:
    """The frozen samples by path below samples/, with their SHA-256."""
    lines = SUMS.read_text().splitlines() if SUMS.exists() else []
    return {path: digest for digest, path in (line.split("  ", 1) for line in lines)}


def sums_now() -> Mapping[str, str]:
    """The same of the files as they lie there."""
    files = sorted(path for path in SAMPLES.rglob("*") if path.is_file() and path != SUMS)
    return {path.relative_to(SAMPLES).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
