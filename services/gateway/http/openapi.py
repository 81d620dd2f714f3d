"""GET /v1/openapi.json: the pages for organisations described in OpenAPI 3.1, made of the models and of what the pages answer."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from contracts.envelope import STRUCTURED
from contracts.generator.messages import BUS
from contracts.generator.schemas import ENVELOPE, open_up, schema, schemas
from contracts.notices import RecordRef, Refusal
from contracts.shapes import Json
from services.gateway.http import notices, reading
from services.gateway.http.answers import MEMBERS_OF_A_REFUSAL
from services.gateway.webhooks import described as described_webhooks

VERSION: Final = "1.0.0"
_PROBLEM: Final = "application/problem+json"

_STATUSES: Final = {
    400: "内容或参数读不出 / the body or a parameter cannot be read",
    401: "没有令牌，或令牌无效 / no token, or one that is not valid",
    403: "令牌无权这样做 / this token may not",
    404: "没有 / there is none",
    408: "请求太慢 / the request took too long",
    413: "内容太大 / the body is too large",
    415: "内容类型或编码不对 / another content type or encoding",
    421: "主机名不是收件处的 / asked by a name that is not the gateway's",
    422: "退回：代码、字段、值、规则、办法 / refused: code, field, value, rule and remedy",
    429: "请求太多 / too many requests",
    503: "暂时不能受理，稍后原样重发 / not now: send it again as it is",
}
_LATER: Final = (429, 503)
_BROKEN_OFF: Final = ("400", "408", "413")
"""Statuses of lines too: what came before the break is answered, and the break is the last line."""


def routes() -> list[Route]:
    """GET /v1/openapi.json."""

    async def document(_: Request) -> Response:
        """The description; it is public."""
        return Response(_written(), media_type="application/json")

    return [Route("/v1/openapi.json", document)]


@cache
def _written() -> bytes:
    return msgspec.json.encode(described())


def described() -> Json:
    """The whole document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "gongkai 部门接口",
            "version": VERSION,
            "summary": "Facts in, notices out, for organisations without Kafka",
            "description": "每条事实都与 Kafka 收件主题受同一道门检查，代码、字段、规则、办法相同。 "
            "Facts are judged by the same door as those that come over Kafka, with the same codes and words.",
        },
        "servers": [{"url": "/"}],
        "security": [{"token": []}],
        "paths": {
            "/v1/events": {"post": _facts("报送事实 / Send facts", "events", is_written=True)},
            "/v1/check": {
                "post": _facts("只检查，不报送 / What the door would say; nothing is sent", "check", is_written=False)
            },
            "/v1/notices": {"get": _notices()},
            **described_webhooks.paths(_refused),
        },
        "webhooks": described_webhooks.webhooks(),
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "bearerFormat": "gk_…"}},
            "schemas": _components(),
        },
    }


def _facts(summary: str, name: str, *, is_written: bool) -> Json:
    answer, many, lines = _ref("Answer"), _ref("Answers"), _ref("LineAnswer")
    of_several = {"application/json": {"schema": many}, reading.NDJSON[0]: {"schema": lines}}
    answers = {
        "200": {
            "description": "一条：早已收到，并答第一次的位置；多条：全部接受 / one: lies there already; several: all are accepted",
            "content": {
                "application/json": {"schema": {"oneOf": [answer, many]}},
                reading.NDJSON[0]: {"schema": lines},
            },
        },
        "207": {"description": "多条中有接受、有退回 / of several some are refused", "content": of_several},
        **_refused(400, 401, 403, 408, 413, 415, 421, 422, 429, 503),
    }
    if is_written:
        answers["201"] = {
            "description": "已收到，消息系统已确认 / lies in the inbox, acknowledged",
            "content": {"application/json": {"schema": answer}},
        }
    for status in ("422", "503"):
        answers[status]["content"] |= of_several
    for status in _BROKEN_OFF:
        answers[status]["content"][reading.NDJSON[0]] = {"schema": lines}
    return {
        "operationId": name,
        "summary": summary,
        "parameters": [_attribute(name, body) for name, body in _attributes().items()],
        "requestBody": {
            "required": True,
            "description": "可用 content-encoding: gzip / gzip may be used",
            "content": {
                STRUCTURED.decode(): {"schema": _ref("Fact")},
                reading.BATCH: {
                    "schema": {"type": "array", "items": _ref("Fact"), "maxItems": reading.MOST_FACTS_OF_A_BATCH}
                },
                **{kind: {"schema": _ref("Fact")} for kind in reading.NDJSON},
                reading.BINARY: {
                    "schema": {"type": "object", "description": "只有 data，属性在 ce-… / the data alone"}
                },
            },
        },
        "responses": dict(sorted(answers.items())),
    }


def _attribute(name: str, body: Json) -> Json:
    """An attribute as a header, of binary mode alone."""
    return {"name": f"ce-{name}", "in": "header", "required": False, "schema": body}


def _attributes() -> Json:
    return {name: body for name, body in _envelope()["properties"].items() if name not in ("data", "datacontenttype")}


def _notices() -> Json:
    whole = {"type": "integer", "minimum": notices.BEFORE_ALL}
    return {
        "operationId": "notices",
        "summary": "通知 / What the organisation hears",
        "parameters": [
            {
                "name": "after",
                "in": "query",
                "description": "从此位移之后开始 / the offset behind which to begin; left out, all that there is",
                "schema": {"oneOf": [whole, {"const": notices.NEWEST}]},
            },
            {
                "name": "limit",
                "in": "query",
                "schema": {"type": "integer", "minimum": 1, "maximum": notices.MOST, "default": notices.USUAL},
            },
            {
                "name": "Last-Event-ID",
                "in": "header",
                "description": "断线后续读 / where a stream goes on; counts instead of `after`",
                "schema": whole,
            },
        ],
        "responses": {
            "200": {
                "description": "通知，旧的在前 / notices, oldest first",
                "content": {
                    "application/json": {"schema": _ref("Notices")},
                    notices.STREAM: {
                        "schema": {"type": "string", "description": "id: offset, event: type, data: CloudEvent"}
                    },
                },
            },
            **_refused(400, 401, 403, 421, 429, 503),
        },
    }


def _refused(*statuses: int) -> Json:
    return {
        str(status): {
            "description": _STATUSES[status],
            "content": {_PROBLEM: {"schema": _ref("Problem")}},
            **({"headers": {"Retry-After": {"schema": {"type": "integer"}}}} if status in _LATER else {}),
        }
        for status in statuses
    }


def _components() -> Json:
    types = list(BUS.families.messages)
    place, refusal = _properties(RecordRef), _properties(Refusal)
    rule = {name: refusal[name] for name in MEMBERS_OF_A_REFUSAL}
    answer = {
        "status": {"type": "integer", "enum": [200, 201, 422, 503]},
        "id": {"type": ["string", "null"], "description": "事实编号 / id of the fact, where it can be read"},
        **place,
        **rule,
    }
    problem = {name: {"type": "string"} for name in ("type", "title", "detail", "error")}
    return {
        "Envelope": _envelope(),
        "Fact": {"oneOf": [_ref(name) for name in types], "discriminator": {"propertyName": "type"}},
        **{name: _fact(name) for name in types},
        **{f"{name}.data": _data(name) for name in types},
        "Answer": {"type": "object", "required": ["status", "id"], "properties": answer},
        "LineAnswer": {
            "type": "object",
            "description": "每行一个答复；最后一行可能是 Problem / an answer a line; the last may be a Problem",
            "required": ["status"],
            "properties": {"line": {"type": "integer", "minimum": 1}, **answer},
        },
        "Answers": {
            "type": "object",
            "required": ["results"],
            "properties": {"results": {"type": "array", "items": _ref("Answer")}},
        },
        "Problem": {
            "type": "object",
            "required": [*problem, "status"],
            "properties": {**problem, "status": {"type": "integer"}, "id": answer["id"], **rule},
        },
        "Notices": {
            "type": "object",
            "required": ["topic", "notices", "after"],
            "properties": {
                "topic": {"type": "string", "description": "通知所在的主题 / the topic on which they lie"},
                "after": {"type": "integer", "description": "下次从此开始 / give it as `after` the next time"},
                "notices": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["offset", "notice"],
                        "properties": {"offset": {"type": "integer"}, "notice": {"type": "object"}},
                    },
                },
            },
        },
    }


def _fact(name: str) -> Json:
    typed = {"type": {"const": name}, "data": _ref(f"{name}.data")}
    return {"allOf": [_ref("Envelope"), {"type": "object", "properties": typed}]}


def _data(name: str) -> Json:
    moved: Json = _moved(_bare(schema(BUS.contract_of[name])), f"#/components/schemas/{name}.data")
    return moved


def _envelope() -> Json:
    return _bare(schemas()[ENVELOPE].body)


def _properties(model: type[Any]) -> Json:
    return dict(open_up(model.model_json_schema())["properties"])


def _bare(body: Json) -> Json:
    return {name: value for name, value in body.items() if name not in ("$schema", "$id")}


def _moved(node: Any, to: str) -> Any:
    """The schema with its inner references as they must be from ``to``."""
    if isinstance(node, list):
        return [_moved(item, to) for item in node]
    if not isinstance(node, dict):
        return node
    return {name: to + value.removeprefix("#") if name == "$ref" else _moved(value, to) for name, value in node.items()}


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}
