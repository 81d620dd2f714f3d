"""What tests need of Debian's packages, installed where it is missing: ``python -m deploy.packages``.

Chromium and a Chinese font for the pages, curl and kcat for the snippets of the documents; the fonts of the papers, which are
taken out of their packages and not installed (deploy.fonts).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from deploy import fonts
from deploy.browser import chromium, has_chinese_font


def _missing() -> list[str]:
    wanted = {
        "chromium": chromium() is not None,
        "fonts-wqy-microhei": has_chinese_font(),
        **{program: shutil.which(program) is not None for program in ("curl", "kcat")},
    }
    return [package for package, there in wanted.items() if not there]


def _install(packages: list[str]) -> None:
    privileged = [] if os.geteuid() == 0 else ["sudo", "-n"]
    environment = ["env", "DEBIAN_FRONTEND=noninteractive"]
    for command in (
        ["apt-get", "-q", "update"],
        ["apt-get", "-qy", "install", "--no-install-recommends", *packages],
    ):
        subprocess.run([*privileged, *environment, *command], check=True, stdout=sys.stderr)


def main() -> int:
    """Installs what is missing; exit status 1, with what to do, where that cannot be done."""
    missing = _missing()
    if not missing:
        return _fonts()
    try:
        _install(missing)
    except (OSError, subprocess.CalledProcessError) as error:
        sys.stderr.write(
            f"The tests need {', '.join(missing)} (Debian's package names), and installing them failed: {error}.\n"
            f"Install them yourself: sudo apt-get install {' '.join(missing)}; elsewhere, a Chromium, curl and kcat on the "
            "PATH and any font for Chinese will do. Then start again.\n"
        )
        return 1
    return 1 if _missing() else _fonts()


def _fonts() -> int:
    try:
        fonts.ready()
    except fonts.FontError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
