"""``gongkai orgs key``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cli.exits import Stop
from cli.options import State

if TYPE_CHECKING:
    from chassis.address import Address
    from cli.target import Target


def key(
    org: Annotated[str, typer.Argument(metavar="ORG", help="The organisation's slug; gongkai orgs lists them.")],
    test: Annotated[bool, typer.Option("--test", help="A key for its test inbox alone.")] = False,
    state: State = None,
) -> None:
    """Makes the key with which an organisation writes its inbox and reads its notices on Kafka, and shows it once.

    The four lines are what docs/integrating.md takes from the environment: hand them over, with the file of GONGKAI_CA,
    in a way that only the organisation reads. A key that it had before ends, one for tests beside it stays. Nobody can
    look up a password; in doubt make a new key.

    With --test it is a key of another user, for dept.ORG.events-test and dept.ORG.notices-test alone: what is sent with
    it is judged and counted nowhere.

    Say umask 077 before you send it to a file: every account of the machine could read it otherwise.

    Example: gongkai orgs key fengjie-caizhengju > caizhengju.env

    Exit codes: 0 made, 1 no broker with identities, a closed organisation, or no stack, 2 wrong usage or no such
    organisation, 4 not admitted in time
    """
    import asyncio

    from cli.target import find

    own = asyncio.run(_key(find(state), org, test=test))
    lines = {
        "GONGKAI_KAFKA": own.servers,
        "GONGKAI_USER": own.user,
        "GONGKAI_PASSWORD": own.password,
        "GONGKAI_CA": own.authority or "",
    }
    for name, value in lines.items():
        typer.echo(f"{name}={value}")
    whose = "for tests of this organisation" if test else "of this organisation"
    typer.echo(f"The key is shown this once, and an earlier one {whose} has ended.", err=True)


async def _key(target: Target, org: str, *, test: bool) -> Address:
    import secrets

    from chassis.address import Address, address
    from cli.organisations import must_know
    from cli.registering import admitted, page_of
    from cli.web import Web
    from deploy.rights import let_in, tester_of
    from deploy.users import UsersError

    if not target.departments or not address(target.kafka).user:
        raise Stop(
            "the stack's broker has no listener for departments that is known here: it is one without identities, or "
            "GONGKAI_DEPARTMENTS=HOST:PORT is not set"
        )
    async with Web(target) as web:
        known = (await web.must("gateway", "/organisations"))["organisations"]
        must_know(org, {entry["org"]: entry["name"] for entry in known}, "organisation")
        # Entered in the audit before it is made: there is no key that nobody has entered.
        await web.must("gateway", f"{page_of(org)}/keys", {"test": test})
        await admitted(web, [org], 60)
    user = tester_of(org) if test else org
    own = Address(target.departments, user, secrets.token_urlsafe(24), tls=True, authority=target.authority)
    try:
        await let_in(target.kafka, own.text)
    except UsersError as error:
        raise Stop(str(error)) from error
    return own
