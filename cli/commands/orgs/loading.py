"""``gongkai orgs load``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cli.exits import USAGE, Stop
from cli.files import read
from cli.options import Deadline, State

if TYPE_CHECKING:
    from contracts.organisations import Organisation

COLUMNS = "org,county,county_name,name,kind[,full_name][,supervisor][,codes][,valid_from][,valid_to][,successor]"
"""As contracts.organisations.REGISTRY_HEADING has them, which takes long to import."""


def load(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help=f"CSV: {COLUMNS}.")],
    deadline: Deadline = 60,
    state: State = None,
) -> None:
    """Adds organisations and changes them, while the stack runs; their topics and rights are there when the command ends.

    full_name is the legal name with which the organ signs letters (奉节县白帝镇人民政府, where name is 白帝镇);
    supervisor is the 主管部门, which may tell facts about the unit; codes are scheme:code, several with ; between.
    Other columns are ignored, and nothing is closed for not being in the file. Facts that wait in the inbox of an
    organisation go on when it has been added.

    Example: gongkai orgs load organisations.csv

    Exit codes: 0 loaded, 1 the gateway refused one (it says why) or no stack, 2 wrong usage or an unreadable file,
    4 not admitted in time
    """
    from cli.registering import load_all
    from cli.target import find

    listed = _listed(file)
    typer.echo(load_all(find(state), listed, deadline))


def _listed(file: str) -> list[Organisation]:
    from contracts.organisations import organisations

    needed = f"a UTF-8 CSV with {COLUMNS}"
    try:
        listed = organisations(read(file, needed).decode("utf-8-sig"))
    except ValueError as error:
        raise Stop(f"cannot read {file}: {error}; give {needed}", USAGE) from error
    if not listed:
        raise Stop(f"{file} has no organisation in it; give {needed}", USAGE)
    return listed
