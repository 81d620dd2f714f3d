"""The kit as a folder."""

from __future__ import annotations

import csv
from importlib.resources import files
from pathlib import Path
from string import Template

from cli.checking import Ground
from cli.exits import USAGE, Stop
from cli.kit.trials import ACCEPTED, trials
from contracts.topics import inbox, notices

PROGRAM, EXPECTED, ABOUT = "try_out.py", "expected.csv", "README.md"


def write(folder: Path, org: str, ground: Ground) -> int:
    """Write the kit of ``org`` into a new or empty folder; how many records it has. Raises ``Stop`` where it cannot."""
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise Stop(f"{folder} is there already; give a new folder, or an empty one", USAGE)
        made = trials(org, ground)
        for trial in made:
            file = folder / trial.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(trial.value)
        with (folder / EXPECTED).open("w", encoding="utf-8", newline="") as out:
            lines = csv.writer(out)
            lines.writerow(("file", "code"))
            lines.writerows((str(trial.path), trial.code) for trial in made)
        own = files("cli.kit")
        (folder / PROGRAM).write_text(own.joinpath(PROGRAM).read_text(encoding="utf-8"), encoding="utf-8")
        words = Template(own.joinpath("about.md").read_text(encoding="utf-8"))
        accepted = sum(trial.code == ACCEPTED for trial in made)
        (folder / ABOUT).write_text(
            words.substitute(
                org=org,
                inbox=inbox(org, test=True),
                notices=notices(org, test=True),
                day=ground.today,
                accepted=accepted,
                refused=len(made) - accepted,
            ),
            encoding="utf-8",
        )
    except OSError as error:
        raise Stop(f"cannot write {folder}: {error.strerror}; give another folder", USAGE) from error
    return len(made)
