"""Where fetched files are kept between runs."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder() -> Path:
    """``GONGKAI_DOWNLOADS``, or ``gongkai`` in the user's cache folder (XDG); made when missing."""
    named = os.environ.get("GONGKAI_DOWNLOADS")
    user_cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = Path(named).expanduser() if named else user_cache / "gongkai"
    folder.mkdir(parents=True, exist_ok=True)
    return folder.resolve()
