"""What an operator sends to the gateway, read as the door reads facts; and what is wrong with it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from chassis.problem import problem
from services.gateway.faults import Model, read
from services.gateway.rules import RuleError
from services.gateway.strict_json import parse


async def body(request: Request, model: type[Model]) -> Model:
    """The body of a request as ``model``. Raises RuleError, as the door does for a fact."""
    raw = await request.body()
    return read(model, raw, parse(raw))


def broken(fault: RuleError) -> Response:
    """422: the rule that the body breaks, as a notice of the door tells it."""
    return problem(
        422,
        f"{fault.field}: {fault.rule}; {fault.remedy}",
        code=fault.code,
        field=fault.field,
        value=fault.value,
        rule=fault.rule,
        remedy=fault.remedy,
    )
