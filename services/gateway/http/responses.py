"""Answers as HTTP says them."""

from __future__ import annotations

from starlette.responses import JSONResponse, Response

from chassis.answering import LATER
from chassis.problem import problem
from services.gateway.asking import broken, sentence
from services.gateway.http.answers import AGAIN, REFUSED, Answer
from services.gateway.http.ground import DoorShutError
from services.gateway.rules import RuleError

SEND_AGAIN = "消息系统没有及时确认，稍后原样重发，重发不会重复 / the broker does not answer; send it again as it is, twice does no harm"


def single(answer: Answer) -> Response:
    """The answer to a request with one fact."""
    if answer.status == AGAIN:
        return _shut(SEND_AGAIN)
    members = answer.members()
    if answer.status == REFUSED:
        del members["status"]
        return problem(REFUSED, sentence(*(members[name] for name in ("field", "rule", "remedy"))), **members)
    return JSONResponse(members, answer.status)


def instead(error: RuleError | DoorShutError) -> Response:
    """Why a request was not taken at all: its JSON breaks the door's rules, or the door itself lacks something."""
    return broken(error) if isinstance(error, RuleError) else _shut(str(error))


def _shut(reason: str) -> Response:
    return problem(503, reason, headers=LATER)
