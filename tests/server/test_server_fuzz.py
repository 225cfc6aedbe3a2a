"""Requests made from the description, right and wrong: no error of ours, and all as described."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from served import served

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served() as server:
        server.said("worker ready")
        yield server.address


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("is_right", [True, False])
def test_requests_of_all_kinds_are_answered_as_described(address: str, is_right: bool) -> None:
    import schemathesis
    from schemathesis import GenerationMode
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        response_headers_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

    held = [
        not_a_server_error,
        status_code_conformance,
        content_type_conformance,
        response_headers_conformance,
        response_schema_conformance,
    ]
    mode = GenerationMode.POSITIVE if is_right else GenerationMode.NEGATIVE
    schema = schemathesis.openapi.from_url(f"{address}openapi.json")
    # What takes nothing cannot be asked wrongly.
    operations = schema if is_right else schema.include(path="/check")
    for found in operations.get_all_operations():
        cases = found.ok().as_strategy(generation_mode=mode)

        @seed(7)
        @settings(
            max_examples=40,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            database=None,
        )
        @given(case=cases)
        def answered(case: schemathesis.Case) -> None:
            case.call_and_validate(checks=held)

        answered()
