"""Where the contracts' files lie."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parent.parent
SCHEMAS = ROOT / "schemas"
RELEASED = ROOT / "released"
PAGES = ROOT / "events"
SAMPLES = ROOT / "samples"
SUMS = SAMPLES / "SHA256SUMS"
"""Checksums of the frozen samples."""
BROKEN_SUMS = ROOT / "invalid.sha256"
"""Checksums of the invalid samples that are generated."""
ASYNCAPI = ROOT / "asyncapi.yaml"
HISTORY = ROOT / "history.yaml"
