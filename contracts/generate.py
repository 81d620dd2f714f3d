"""Writes what is generated from the models: ``python -m contracts.generate [--check | --release | --invalid FOLDER]``.

Without an option: schemas/, asyncapi.yaml, events/, and the checksums of new samples and of those that are
generated. ``--check`` writes nothing and exits with 1 when a file differs. ``--release`` also copies the
schemas to released/, against which later changes are judged (contracts/README.md says when).
``--invalid FOLDER`` writes the generated samples into a folder, for who wants to try them.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import yaml

from contracts.compatibility import released_breaks
from contracts.generator import asyncapi, pages
from contracts.generator.messages import BUS, Bus
from contracts.generator.pages import Release
from contracts.generator.paths import ASYNCAPI, BROKEN_SUMS, HISTORY, PAGES, RELEASED, SCHEMAS, SUMS
from contracts.generator.samples import broken_sums, invalid, sums, sums_now
from contracts.generator.schemas import schemas
from contracts.shapes import Json


def written(document: Json) -> str:
    """JSON as it is committed."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def history() -> list[Release]:
    """The releases of the contracts, newest first."""
    return [
        Release(r["version"], str(r["date"]), r.get("first", ()), r.get("changes", {}))
        for r in yaml.safe_load(HISTORY.read_text(encoding="utf-8"))
    ]


def generated(bus: Bus = BUS) -> dict[Path, str]:
    """Every generated file and what it should hold."""
    releases = history()
    files = {SCHEMAS / f"{name}.json": written(published.body) for name, published in schemas(bus).items()}
    files |= {PAGES / f"{name}.md": pages.page(contract, releases, bus) for name, contract in bus.contracts.items()}
    files[PAGES / "README.md"] = pages.index(bus)
    files[ASYNCAPI] = asyncapi.written(releases[0].version, bus)
    files[SUMS] = "".join(f"{digest}  {path}\n" for path, digest in sorted({**sums_now(), **sums()}.items()))
    files[BROKEN_SUMS] = broken_sums(bus)
    return files


def stale(files: dict[Path, str]) -> list[Path]:
    """Files that are missing, or hold something else, or are nobody's any more."""
    lying = {path for folder in (SCHEMAS, PAGES) for path in folder.iterdir()} if SCHEMAS.exists() else set()
    differing = [path for path, text in files.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    return sorted({*differing, *(lying - files.keys())})


def changed_samples() -> list[str]:
    """Frozen samples that were edited or removed; readers rely on them."""
    now = sums_now()
    return sorted(path for path, digest in sums().items() if now.get(path) != digest)


def write(files: dict[Path, str]) -> None:
    """Writes the files; removes what is nobody's."""
    for path in stale(files):
        if path in files:
            path.parent.mkdir(exist_ok=True)
            path.write_text(files[path], encoding="utf-8")
            print(f"wrote {path.name}")
        else:
            path.unlink()
            print(f"removed {path.name}")


def release() -> int:
    """Copies the schemas to released/; refuses while a model breaks the last release."""
    breaks = released_breaks()
    if breaks:
        names = "\n".join(f"  {name}: {broken.kind} at {broken.path or 'the whole'}" for name, broken in breaks)
        print(
            f"Not released: the models break the last release.\n{names}\nAdd a new version of the type instead (….v2)."
        )
        return 1
    RELEASED.mkdir(exist_ok=True)
    made = schemas()
    for name, published in made.items():
        (RELEASED / f"{name}.json").write_text(written(published.body), encoding="utf-8")
    print(f"released {len(made)} schemas as {history()[0].version}")
    return 0


def write_invalid(folder: Path) -> int:
    """Writes every generated invalid sample below ``folder``, by type."""
    for name in BUS.contracts:
        (folder / name).mkdir(parents=True, exist_ok=True)
        for sample in invalid(name):
            (folder / name / sample.path.name).write_bytes(sample.raw)
    return 0


def main(arguments: list[str]) -> int:
    """The command; its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m contracts.generate", description="Writes what is generated from the models."
    )
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--check", action="store_true", help="write nothing; exit 1 when a file is not up to date")
    group.add_argument("--release", action="store_true", help="also copy the schemas to released/")
    group.add_argument("--invalid", type=Path, metavar="FOLDER", help="write the generated samples there")
    chosen = parser.parse_args(arguments)
    if chosen.invalid:
        return write_invalid(chosen.invalid)
    edited = changed_samples()
    if edited:
        print("Frozen samples were changed; put them back and add new ones instead: " + ", ".join(edited))
        return 1
    files = generated()
    if chosen.check:
        late = stale(files)
        if late:
            print("Not up to date, run make contracts: " + ", ".join(path.name for path in late))
        return 1 if late else 0
    write(files)
    return release() if chosen.release else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
