"""Refusals as a table or as JSON lines, wherever they come from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import typer

from cli.console import open_console
from cli.tables import add, plain_table

_HEADINGS = ("line", "code", "field", "value", "rule", "remedy")


def show(refusals: Iterable[Mapping[str, Any]], *, as_json: bool) -> None:
    """Prints them; nothing where there is none."""
    refusals = list(refusals)
    if as_json:
        for refusal in refusals:
            typer.echo(json.dumps(refusal, ensure_ascii=False))
    elif refusals:
        table = plain_table("", *_HEADINGS)
        for refusal in refusals:
            add(table, *(refusal[heading] for heading in _HEADINGS))
        open_console().print(table)
