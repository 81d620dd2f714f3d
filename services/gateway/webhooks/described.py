"""Webhooks in the OpenAPI document: what a unit may ask about its own, and what is posted to it."""

from __future__ import annotations

from collections.abc import Callable

from contracts.envelope import STRUCTURED
from contracts.shapes import Json
from services.gateway.webhooks.wishes import MOST, USUAL, ReplayWish

_ORG = {
    "name": "org",
    "in": "path",
    "required": True,
    "description": "单位代号，只能是本单位 / slug of your own organisation",
    "schema": {"type": "string"},
}
_ATTEMPT: Json = {
    "type": "object",
    "properties": {
        "id": {"type": "integer"},
        "message": {"type": "string", "description": "webhook-id"},
        "type": {"type": "string"},
        "attempt": {"type": "integer", "minimum": 1},
        "status": {"type": ["integer", "null"], "description": "答复的状态码，没有答复为空 / none without an answer"},
        "reason": {"type": "string", "description": "为何没有送达 / why it was not accepted; empty where it was"},
        "accepted": {"type": "boolean"},
        "day": {"type": ["string", "null"], "format": "date"},
        "at": {"type": "string", "format": "date-time"},
    },
}
_HEADERS = {
    "webhook-id": "通知编号，每次推送相同 / the same at each delivery",
    "webhook-timestamp": "本次推送的时刻，1970年起的秒数 / of this attempt, seconds since 1970",
    "webhook-signature": "v1, 和 id.timestamp.body 的 HMAC-SHA-256（base64） / over these three",
}


def paths(refused: Callable[..., Json]) -> Json:
    """The pages; ``refused`` gives the answers of these statuses that are no success."""
    return {
        "/v1/webhooks/{org}/log": {
            "get": {
                "operationId": "webhook_log",
                "summary": "推送记录，新的在前 / Attempts to deliver notices, newest first",
                "parameters": [
                    _ORG,
                    _whole("limit", {"minimum": 1, "maximum": MOST, "default": USUAL}),
                    _whole("before", {"minimum": 1}),
                ],
                "responses": {
                    "200": _answer("推送记录 / the attempts", "attempts", {"type": "array", "items": _ATTEMPT}),
                    **refused(400, 401, 403, 404, 421, 429, 503),
                },
            }
        },
        "/v1/webhooks/{org}/replay": {
            "post": {
                "operationId": "webhook_replay",
                "summary": "重新推送一条，或者自某条、某日起的全部 / Deliver one notice again, or all from one or from a day on",
                "parameters": [_ORG],
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": ReplayWish.model_json_schema()}},
                },
                "responses": {
                    "200": _answer("位移 / where the first of them lies", "offset", {"type": "integer"}),
                    **refused(400, 401, 403, 404, 408, 413, 415, 421, 422, 429, 503),
                },
            }
        },
    }


def webhooks() -> Json:
    """What comes to a receiver."""
    headers = [
        {"name": name, "in": "header", "required": True, "description": text, "schema": {"type": "string"}}
        for name, text in _HEADERS.items()
    ]
    return {
        "notice": {
            "post": {
                "operationId": "webhook_notice",
                "summary": "推送给本单位的通知 / A notice, posted to the address that the office has set",
                "parameters": headers,
                "requestBody": {"required": True, "content": {STRUCTURED.decode(): {"schema": {"type": "object"}}}},
                "responses": {"2XX": {"description": "已收妥；其他答复一律重试 / taken; anything else is tried again"}},
            }
        }
    }


def _whole(name: str, limits: Json) -> Json:
    return {"name": name, "in": "query", "schema": {"type": "integer", **limits}}


def _answer(description: str, name: str, body: Json) -> Json:
    shown = {"type": "object", "properties": {"org": {"type": "string"}, name: body}}
    return {"description": description, "content": {"application/json": {"schema": shown}}}
