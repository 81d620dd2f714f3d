"""Secrets of the environment: a value as it is, or the file that holds it, as containers are handed theirs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


class SecretError(RuntimeError):
    """The file of a secret cannot be read; the text names the variable, the file and the reason, never what is in it."""


def secret(environment: Mapping[str, str], name: str) -> str:
    """``GONGKAI_<NAME>``, else what is in the file that ``GONGKAI_<NAME>_FILE`` names; empty where neither is set.

    Raises ``SecretError``.
    """
    variable = f"GONGKAI_{name.upper()}"
    value, file = environment.get(variable, ""), environment.get(f"{variable}_FILE", "")
    return kept_in(Path(file), f"{variable}_FILE") if file and not value else value


def kept_in(file: Path, variable: str) -> str:
    """What is in the file that ``variable`` names. Raises ``SecretError``."""
    try:
        return file.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SecretError(f"{variable} cannot be read: {error.strerror}: {file}") from error
    except UnicodeDecodeError:
        # Its own words, and the error itself, hold what is in the file.
        raise SecretError(f"{variable} cannot be read: {file} is no text in UTF-8") from None
