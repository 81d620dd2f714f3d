"""The demonstration's state folder: only one that a demonstration made is ever emptied."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from cli.exits import USAGE, Stop
from cli.files import lies_at


def prepare(folder: Path, *, seed: int, scale: float, keep: bool) -> None:
    """Empties the folder, or with ``keep`` leaves it; raises ``Stop`` where that would harm anybody's data."""
    from deploy import runtime

    there = lies_at(folder, "a folder of your own: --state FOLDER")
    if there == "file":
        raise Stop(f"{folder} is a file; the demonstration needs a folder: --state FOLDER", USAGE)
    if runtime.read(folder) is not None:
        raise Stop(f"a stack runs on {folder}: stop it first (Ctrl-C where it runs), or choose another --state folder")
    made_with = {"seed": seed, "scale": scale}
    mark = folder / runtime.DEMONSTRATION
    if there and not mark.exists() and any(folder.iterdir()):
        raise Stop(
            f"{folder} holds data that no demonstration made; nothing is touched. Choose another folder: --state demo-state",
            USAGE,
        )
    if keep and mark.exists():
        before = json.loads(mark.read_text(encoding="utf-8"))
        if before != made_with:
            raise Stop(
                f"the state in {folder} was made with --seed {before['seed']} --scale {before['scale']}; continue with these, "
                "or start anew without --keep",
                USAGE,
            )
        return
    try:
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(mode=0o700, parents=True)
        mark.touch(mode=0o600)
        mark.write_text(json.dumps(made_with) + "\n", encoding="utf-8")
    except OSError as error:
        raise Stop(
            f"cannot make {folder} anew: {error.strerror} ({error.filename}); choose another folder: --state demo-state",
            USAGE,
        ) from error
