"""The OpenAPI description says what is so, and all of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from asking import Client
from desks import COPY, WIRE
from jsonschema import Draft202012Validator

import reuse
from reuse.model import Article, ArticleId

PATHS = {"/check": {"post"}, "/health": {"get"}, "/stats": {"get"}, "/": {"get"}}


@pytest.fixture(scope="module")
def said(client: Client) -> dict[str, Any]:
    described: dict[str, Any] = client.get("/openapi.json").json()
    return described


def schema_of(said: dict[str, Any], name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}", "components": said["components"]}


def test_every_request_is_described_with_every_way_it_can_end(said: dict[str, Any]) -> None:
    assert {path: set(held) for path, held in said["paths"].items()} == PATHS
    ends = said["paths"]["/check"]["post"]["responses"]
    assert set(ends) == {
        "200", "401", "403", "406", "408", "413", "415", "421", "422", "500", "503", "504",
    }  # fmt: skip
    for status, end in ends.items():
        assert "X-Request-Id" in end["headers"]
        assert end["content"]["text/html" if status == "200" else "application/problem+json"]


def test_a_verdict_is_as_described(said: dict[str, Any], client: Client) -> None:
    verdict = client.post("/check", json={"text": COPY}).json()
    Draft202012Validator(schema_of(said, "VerdictMade")).validate(verdict)


def test_each_answer_is_as_described(said: dict[str, Any], client: Client) -> None:
    for path, name in (("/health", "Health"), ("/stats", "Stats"), ("/nowhere", "Problem")):
        Draft202012Validator(schema_of(said, name)).validate(client.get(path).json())


def undescribed(value: Any, schema: dict[str, Any], said: dict[str, Any]) -> Iterator[str]:
    """The members of a value that its schema does not name."""
    if "$ref" in schema:
        schema = said["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    for choice in schema.get("anyOf", ()):
        if choice.get("type") != "null" and value is not None:
            schema = choice
            yield from undescribed(value, choice, said)
            return
    if isinstance(value, list):
        for item in value:
            yield from undescribed(item, schema["items"], said)
    elif isinstance(value, dict):
        known = schema.get("properties", {})
        others = schema.get("additionalProperties", None)
        for name, member in value.items():
            if name in known:
                yield from undescribed(member, known[name], said)
            elif others is None:
                yield name
            elif isinstance(others, dict):
                yield from undescribed(member, others, said)


def test_no_member_of_a_verdict_is_left_undescribed(said: dict[str, Any], client: Client) -> None:
    wire = Article(ArticleId("x"), f"{WIRE.text}\n\nBy John Smith", "x")
    drift = COPY.replace("eleven", "twelve").replace("Nobody", "According to Coast Wire, nobody")
    assert reuse.check(drift, [wire]).findings
    for text in (COPY, drift):
        verdict = client.post("/check", json={"text": text, "title": "Rain"}).json()
        assert list(undescribed(verdict, schema_of(said, "VerdictMade"), said)) == []


def test_a_missing_member_would_be_seen(said: dict[str, Any], client: Client) -> None:
    verdict = client.post("/check", json={"text": COPY}).json()
    verdict["findings"][0]["fix"]["price"] = 1
    assert list(undescribed(verdict, schema_of(said, "VerdictMade"), said)) == ["price"]


def test_the_scheme_of_tokens_is_described_where_there_are_tokens(
    said: dict[str, Any], guarded: Client
) -> None:
    assert "securitySchemes" not in said["components"]
    described = guarded.get("/openapi.json").json()
    assert described["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    assert described["paths"]["/check"]["post"]["security"] == [{"token": []}]
