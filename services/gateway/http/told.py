"""Answers as HTTP says them."""

from __future__ import annotations

from typing import Any

from starlette.responses import JSONResponse, Response

from chassis.problem import problem
from services.gateway.http.answers import AGAIN, REFUSED, TOLD_OF_A_REFUSAL, Answer
from services.gateway.http.bodies import BodyError
from services.gateway.http.intake import DoorShutError
from services.gateway.rules import RuleError

RETRY_AFTER = {"retry-after": "5"}
"""Seconds after which a fact may be sent again."""

SEND_AGAIN = "消息系统没有及时确认，稍后原样重发，重发不会重复 / the broker does not answer; send it again as it is, twice does no harm"


def of_one(answer: Answer) -> Response:
    """The answer to a request with one fact."""
    if answer.status == AGAIN:
        return _shut(SEND_AGAIN)
    members = answer.members()
    if answer.status == REFUSED:
        del members["status"]
        return problem(REFUSED, _sentence(members["field"], members["rule"], members["remedy"]), **members)
    return JSONResponse(members, answer.status)


def instead(error: BodyError | RuleError | DoorShutError) -> Response:
    """Why a request was not taken at all: its body, its JSON by the door's rules, or what the door itself lacks."""
    match error:
        case BodyError():
            return problem(error.status, error.detail)
        case DoorShutError():
            return _shut(str(error))
    rule: dict[str, Any] = {name: getattr(error, name) for name in TOLD_OF_A_REFUSAL}
    return problem(REFUSED, _sentence(error.field, error.rule, error.remedy), **rule)


def _shut(reason: str) -> Response:
    return problem(503, reason, headers=RETRY_AFTER)


def _sentence(field: str, rule: str, remedy: str) -> str:
    return f"{field}: {rule}; {remedy}" if field else f"{rule}; {remedy}"
