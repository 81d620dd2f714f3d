"""docker-compose.yml as the tests look at it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
FILE = ROOT / "docker-compose.yml"
SERVERS = ("kafka", "postgres")
JOBS = {
    "certificates": "deploy.certificates",
    "topics": "deploy.topics",
    "rights": "deploy.rights",
    "roles": "deploy.roles",
    "migrate": "deploy.migrate",
}
OFFICE = "office"


def compose_file() -> dict[str, Any]:
    """The whole file."""
    parsed: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return parsed


def ours(compose: dict[str, Any]) -> dict[str, Any]:
    """The containers of the one image."""
    return {name: service for name, service in compose["services"].items() if name not in SERVERS}


def handed(service: dict[str, Any]) -> dict[str, str]:
    """The secrets that a container is handed: name → file below /run/secrets."""
    listed = [entry if isinstance(entry, dict) else {"source": entry} for entry in service.get("secrets", [])]
    return {str(entry["source"]): str(entry.get("target", entry["source"])) for entry in listed}


def mounted(service: dict[str, Any]) -> dict[str, str]:
    """Volume, or what stands for it → where it is mounted, with its mode."""
    volumes = [volume for volume in service.get("volumes", []) if isinstance(volume, str)]
    # A variable with a default holds a colon of its own.
    parts = [volume.replace(":-", "\0").split(":", 1) for volume in volumes]
    return {source.replace("\0", ":-"): place for source, place in parts}
