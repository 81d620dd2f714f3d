"""The browser and the fonts that the tests of the pages need."""

from __future__ import annotations

import shutil
import subprocess

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
