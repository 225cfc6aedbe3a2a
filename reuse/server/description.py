"""The OpenAPI description: what each request takes, and every status that it can be answered with.

Bodies are read by `asked`, within bounds that a framework does not keep; so their description is
written here, from the models that check them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.responses import Response
from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from reuse.server.asked import FORM, JSON, KINDS
from reuse.server.schema.question import HtmlDraft, TextDraft
from reuse.server.schema.service import Health, Problem, Stats
from reuse.server.schema.verdict import VerdictMade

_SCHEMES = "securitySchemes"
_ASKED: tuple[type[BaseModel], ...] = (TextDraft, HtmlDraft)
_ANSWERED: tuple[type[BaseModel], ...] = (VerdictMade, Health, Stats, Problem)
_FORM_DRAFT = "FormDraft"
_REF = "#/components/schemas/{model}"
_SUMMARY = """Which words of a draft were published before, by whom first, and what to do about it.

A draft is kept nowhere, and the log holds nothing of it."""
_TEXT = {"type": "string"}
_SARIF = {
    "type": "object",
    "description": "SARIF 2.1.0.",
    "externalDocs": {"url": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/"},
    "required": ["version", "runs"],
    "properties": {"version": {"const": "2.1.0"}, "runs": {"type": "array"}},
}
_ID_HEADER = {"description": "Names this request in the log.", "schema": _TEXT}
_AFTER_HEADER = {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}
_CHALLENGE_HEADER = {"description": "How to say who asks.", "schema": _TEXT}
_WRONG = {
    401: "A token is needed, and none of those known here came.",
    403: "A page of another site asked.",
    406: "None of the forms that an answer has is accepted.",
    408: "The draft did not arrive in time.",
    413: "The draft is too large.",
    415: "The draft is of no kind, or in no charset, that can be read here.",
    421: "Another server was meant.",
    422: "The request is not as described, or there is no text in the draft.",
    500: "The check failed.",
    503: "Too many drafts are waiting, no worker is ready, the worker ended by itself,"
    " or the archive cannot be read.",
    504: "The check took too long, and was ended.",
}


class Described(TypedDict):
    """What FastAPI is told of a request, beside its path."""

    response_class: type[Response]
    responses: dict[int | str, dict[str, Any]]
    openapi_extra: dict[str, Any]


def _ref(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": _REF.format(model=model.__name__)}


def _answer(said: str, content: Mapping[str, Mapping[str, object]]) -> dict[str, Any]:
    held = {media_type: {"schema": schema} for media_type, schema in content.items()}
    return {"description": said, "content": held, "headers": {"X-Request-Id": _ID_HEADER}}


def _problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    said: dict[int | str, dict[str, Any]] = {}
    for status in statuses:
        content = {"application/problem+json": _ref(Problem), "text/html": _TEXT}
        said[status] = _answer(_WRONG[status], content)
        if status == 503:
            said[status]["headers"]["Retry-After"] = _AFTER_HEADER
        if status == 401:
            said[status]["headers"]["WWW-Authenticate"] = _CHALLENGE_HEADER
    return said


_ID_PARAMETER = {
    "name": "X-Request-Id",
    "in": "header",
    "required": False,
    "description": "An id for the log and the answer, up to 64 of A-Z a-z 0-9 . _ - and begun with"
    " a letter or digit; one is made where it is not of that form.",
    "schema": _TEXT,
}
_LANGUAGE_PARAMETER = {
    "name": "Content-Language",
    "in": "header",
    "required": False,
    "description": "The language of a draft in text or HTML, unless `language` says it.",
    "schema": _TEXT,
}
_BODY = {
    "required": True,
    "description": "The draft: as it is, with what is known of it in the query; or as JSON.",
    "content": {
        JSON: {"schema": {"anyOf": [_ref(TextDraft), _ref(HtmlDraft)]}},
        **{media_type: {"schema": {**_TEXT, "minLength": 1}} for media_type in KINDS},
        FORM: {"schema": {"$ref": _REF.format(model=_FORM_DRAFT)}},
    },
}

CHECK: Described = {
    "response_class": Response,
    "responses": {
        200: _answer(
            "The verdict, in the form that `Accept` prefers.",
            {JSON: _ref(VerdictMade), "application/sarif+json": _SARIF, "text/html": _TEXT},
        ),
        **_problems(401, 403, 406, 408, 413, 415, 421, 422, 500, 503, 504),
    },
    "openapi_extra": {
        "requestBody": _BODY,
        "parameters": [_ID_PARAMETER, _LANGUAGE_PARAMETER],
    },
}
GET_HEALTH: Described = {
    "response_class": Response,
    "responses": {
        200: _answer("Ready: a check can be made now.", {JSON: _ref(Health)}),
        **_problems(421, 500),
        503: _answer("Live, but not ready.", {JSON: _ref(Health)}),
    },
    "openapi_extra": {"parameters": [_ID_PARAMETER]},
}
GET_STATS: Described = {
    "response_class": Response,
    "responses": {
        200: _answer("The figures.", {JSON: _ref(Stats)}),
        **_problems(401, 403, 421, 500, 503),
    },
    "openapi_extra": {"parameters": [_ID_PARAMETER]},
}
GET_PAGE: Described = {
    "response_class": Response,
    "responses": {200: _answer("The page.", {"text/html": _TEXT}), **_problems(421, 500)},
    "openapi_extra": {"parameters": [_ID_PARAMETER]},
}


def description_of(app: FastAPI, *, needs_token: bool) -> dict[str, Any]:
    """The description of an app whose routes are all there."""
    said = get_openapi(
        title=app.title, version=app.version, summary=app.summary,
        description=_SUMMARY, routes=app.routes,
    )  # fmt: skip
    for parameter in said["paths"]["/check"]["post"]["parameters"]:
        parameter["schema"] = _without_null(parameter["schema"])
    components = said.setdefault("components", {})
    components["schemas"] = _schemas()
    if needs_token:
        components[_SCHEMES] = {"token": {"type": "http", "scheme": "bearer"}}
        for path, method in (("/check", "post"), ("/stats", "get")):
            said["paths"][path][method]["security"] = [{"token": []}]
    return said


def _schemas() -> dict[str, Any]:
    modes: list[tuple[type[BaseModel], JsonSchemaMode]]
    modes = [*((m, "validation") for m in _ASKED), *((m, "serialization") for m in _ANSWERED)]
    definitions: dict[str, Any] = models_json_schema(modes, ref_template=_REF)[1]["$defs"]
    members = definitions[TextDraft.__name__]["properties"]
    as_words = {name: _without_null(member) for name, member in members.items()}
    definitions[_FORM_DRAFT] = {**definitions[TextDraft.__name__], "properties": as_words}
    return definitions


def _without_null(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of a member where there are only words: in a form or an address."""
    others = {name: value for name, value in schema.items() if name not in ("anyOf", "default")}
    some = [choice for choice in schema.get("anyOf", ()) if choice != {"type": "null"}]
    return {**others, **(some[0] if some else {})}
