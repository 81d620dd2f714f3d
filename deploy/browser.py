"""Chromium and a Chinese font for the tests of the pages, from Debian's packages: ``python -m deploy.browser``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """Path of the browser; None when there is none."""
    return next((path for path in map(shutil.which, _BROWSERS) if path), None)


def has_chinese_font() -> bool:
    """Whether fontconfig knows a font for Chinese."""
    if shutil.which("fc-list") is None:
        return False
    fonts = subprocess.run(["fc-list", ":lang=zh", "family"], capture_output=True, text=True, check=True)
    return bool(fonts.stdout.strip())


def _missing() -> list[str]:
    wanted = {"chromium": chromium() is not None, "fonts-wqy-microhei": has_chinese_font()}
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
        return 0
    try:
        _install(missing)
    except (OSError, subprocess.CalledProcessError) as error:
        sys.stderr.write(
            f"The page tests need {' and '.join(missing)} (Debian's package names), and installing them failed: {error}.\n"
            f"Install them yourself: sudo apt-get install {' '.join(missing)}; elsewhere, a Chromium on the PATH and any "
            "font for Chinese will do. Then start again.\n"
        )
        return 1
    return 1 if _missing() else 0


if __name__ == "__main__":
    sys.exit(main())
