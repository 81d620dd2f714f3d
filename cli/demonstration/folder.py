"""The demonstration's state folder: only one that a demonstration made is ever emptied."""

from __future__ import annotations

import json
from pathlib import Path

from cli.exits import USAGE, Stop
from cli.files import lies_at


def prepare(folder: Path, *, seed: int, scale: float, keep: bool) -> None:
    """Empties the folder, or with ``keep`` leaves it; raises ``Stop`` where that would harm anybody's data."""
    from deploy import folder as states
    from deploy import runtime

    there = lies_at(folder, "a folder of your own: --state FOLDER")
    if there == "file":
        raise Stop(f"{folder} is a file; the demonstration needs a folder: --state FOLDER", USAGE)
    if runtime.read(folder) is not None:
        raise Stop(f"a stack runs on {folder}: stop it first (Ctrl-C where it runs), or choose another --state folder")
    made_with = {"seed": seed, "scale": scale}
    mark = folder / runtime.DEMONSTRATION
    _refuse_others_data(folder, mark)
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
        # A stack that only begins has no runtime.json yet, but the lock.
        with states.take(folder):
            # Again: another stack may have been at work since.
            _refuse_others_data(folder, mark)
            states.empty(folder, but=mark.name)
            mark.touch(mode=0o600)
            mark.write_text(json.dumps(made_with) + "\n", encoding="utf-8")
    except states.FolderError as error:
        raise Stop(str(error)) from error
    except OSError as error:
        raise Stop(
            f"cannot make {folder} anew: {error.strerror} ({error.filename}); choose another folder: --state demo-state",
            USAGE,
        ) from error


def _refuse_others_data(folder: Path, mark: Path) -> None:
    try:
        names = [] if mark.exists() or not folder.exists() else [entry.name for entry in folder.iterdir()]
    except OSError as error:
        raise Stop(
            f"cannot use {folder}: {error.strerror}; give a folder of your own: --state FOLDER", USAGE
        ) from error
    # A stack that only begins has these two; whether it still does, the lock tells.
    if any(name not in ("lock", "logs") for name in names):
        raise Stop(
            f"{folder} holds data that no demonstration made; nothing is touched. Choose another folder: --state demo-state",
            USAGE,
        )
