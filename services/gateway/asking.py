"""What an operator sends to the gateway, read as the door reads facts; and what is wrong with it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from chassis.personal import find
from chassis.problem import problem
from services.gateway.faults import Model, read
from services.gateway.rules import WITHHELD, RuleError
from services.gateway.strict_json import parse, strings


async def body(request: Request, model: type[Model]) -> Model:
    """The body of a request as ``model``. Raises RuleError, as the door does for a fact: nobody's number is kept, listed or audited."""
    raw = await request.body()
    document = parse(raw)
    asked = read(model, raw, document)
    for field, text in strings(document):
        if number := find(text):
            raise RuleError(number, field, WITHHELD)
    return asked


def sentence(field: str, rule: str, remedy: str) -> str:
    """What is wrong, and what to do; ``field`` is empty where the whole is at fault."""
    return f"{field}: {rule}; {remedy}" if field else f"{rule}; {remedy}"


def broken(fault: RuleError) -> Response:
    """422: the rule that the body breaks, as a notice of the door tells it."""
    return problem(
        422,
        sentence(fault.field, fault.rule, fault.remedy),
        code=fault.code,
        field=fault.field,
        value=fault.value,
        rule=fault.rule,
        remedy=fault.remedy,
    )
