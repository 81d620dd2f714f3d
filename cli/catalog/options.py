"""Options that the catalog's commands share."""

from __future__ import annotations

from typing import Annotated

import typer

Issuer = Annotated[
    str | None,
    typer.Option(
        "--org", metavar="ISSUER", help="Who keeps the catalog, by its slug.", show_default="the county's office"
    ),
]
UnitsFile = Annotated[
    str | None,
    typer.Option("--units", metavar="FILE", help="CSV: 公开主体,单位 (words, and slugs apart by spaces)."),
]
