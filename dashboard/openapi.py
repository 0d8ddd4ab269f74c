"""The feeds as an OpenAPI document, made from the same table that reads their addresses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from model.parameters import PARAMETERS, Parameter

ON_PAGES_ALONE = ("sort", "view", "page", "far")
TYPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "number": {"type": "number", "minimum": 0},
    "count": {"type": "integer", "minimum": 1},
    "date": {"type": "string", "format": "date"},
    "language": {"type": "string"},
}


def document(feeds: Mapping[str, str], limit: int) -> dict[str, Any]:
    """OpenAPI 3.1.

    Args:
        feeds: each path with its media type.
        limit: how many dates a feed has at most.
    """
    parameters = [_parameter(one) for one in PARAMETERS.values() if one.name not in ON_PAGES_ALONE]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Twogether",
            "version": "1",
            "description": "Dates for two people, out of the calendars of one town or many. Every "
            "path takes the questions of the page Find, so that its address, with another path, "
            f"is a feed. A feed has at most {limit} dates, the soonest first.",
        },
        "paths": {path: {"get": _get(kind, parameters)} for path, kind in feeds.items()},
    }


def _get(media_type: str, parameters: list[dict[str, Any]]) -> dict[str, Any]:
    body = {"type": "object"} if "json" in media_type else {"type": "string"}
    problems = {"type": "object", "properties": {"problems": {"type": "array"}}}
    return {
        "summary": f"Dates that fit, as {media_type}",
        "parameters": parameters,
        "responses": {
            "200": {"description": "The dates", "content": {media_type: {"schema": body}}},
            "304": {"description": "Nothing is new since the ETag in If-None-Match"},
            "400": {
                "description": "The address cannot be meant",
                "content": {"application/json": {"schema": problems}},
            },
            "503": {"description": "Nothing has been crawled yet"},
        },
    }


def _parameter(one: Parameter) -> dict[str, Any]:
    each = dict(TYPES[one.form])
    if one.choices:
        each["enum"] = list(one.choices)
    schema: dict[str, Any] = {"type": "array", "items": each} if one.is_many else each
    if one.default:
        schema["default"] = float(str(one.default)) if one.form == "number" else one.default
    return {"name": one.name, "in": "query", "description": one.meaning, "schema": schema}
