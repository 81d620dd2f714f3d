"""The fonts of the papers, taken out of Debian's packages without installing them: ``python -m deploy.fonts [FOLDER]``.

``fonts.txt`` beside this file lists package and file. Nothing else of a package is kept, and no account but one's own is needed
where the machine's lists of packages are there. ``GONGKAI_FONTS`` names a folder that has the files already.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

from deploy.local.cache import cache_folder

LIST = Path(__file__).with_name("fonts.txt")
_TIMEOUT_S = 600


class FontError(RuntimeError):
    """Fonts are not there and could not be fetched; the text says which, and what to do."""


def listed() -> dict[str, str]:
    """File → the package of Debian's that has it."""
    lines = (line.split() for line in LIST.read_text().splitlines() if line and not line.startswith("#"))
    return {file: package for package, file in lines}


def folder() -> Path:
    """``GONGKAI_FONTS``, or a folder of this list's own among what was fetched: a font more would change how papers look."""
    named = os.environ.get("GONGKAI_FONTS")
    own = f"fonts-{sha256(LIST.read_bytes()).hexdigest()[:12]}"
    return Path(named).expanduser().resolve() if named else cache_folder() / own


def missing(place: Path) -> dict[str, str]:
    """Of the listed files those that the folder lacks."""
    return {file: package for file, package in listed().items() if not (place / file).is_file()}


def ready(place: Path | None = None) -> Path:
    """The folder with all fonts, fetched as far as missing. Raises ``FontError``."""
    place = place or folder()
    if not missing(place):
        return place
    try:
        place.mkdir(parents=True, exist_ok=True)
        with (place / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            _fetch(place, missing(place))
    except (OSError, subprocess.SubprocessError) as error:
        raise FontError(_remedy(place, str(error))) from error
    if lacking := missing(place):
        raise FontError(_remedy(place, f"the packages do not hold {', '.join(lacking)}"))
    return place


def _fetch(place: Path, wanted: dict[str, str]) -> None:
    packages = sorted(set(wanted.values()))
    if not packages:
        return
    with tempfile.TemporaryDirectory(prefix="gongkai-fonts-") as scratch:
        if _run(["apt-get", "-q", "download", *packages], scratch, check=False):
            privileged = [] if os.geteuid() == 0 else ["sudo", "-n"]
            _run([*privileged, "apt-get", "-q", "update"], scratch)
            _run(["apt-get", "-q", "download", *packages], scratch)
        for archive in sorted(Path(scratch).glob("*.deb")):
            _run(["dpkg-deb", "-x", str(archive), "content"], scratch)
        for file in sorted(Path(scratch, "content").rglob("*")):
            if file.name in wanted and file.is_file() and not file.is_symlink():
                part = place / f".{file.name}.part"
                shutil.copyfile(file, part)
                part.rename(place / file.name)


def _run(command: list[str], where: str, *, check: bool = True) -> int:
    return subprocess.run(command, cwd=where, check=check, stdout=sys.stderr, timeout=_TIMEOUT_S).returncode


def _remedy(place: Path, why: str) -> str:
    lacking = missing(place)
    return (
        f"the fonts of the papers are not there, and fetching them failed: {why}. Put {', '.join(lacking)} "
        f"(of Debian's packages {', '.join(sorted(set(lacking.values())))}) into {place}, or into a folder that GONGKAI_FONTS names"
    )


def main(arguments: list[str]) -> int:
    """Fetches what is missing; exit status 1, with what to do, where that cannot be done."""
    try:
        place = ready(Path(arguments[0]).resolve() if arguments else None)
    except FontError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{place}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
