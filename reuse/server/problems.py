"""What went wrong, as `application/problem+json`, or in words for who looks at it in a browser."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from reuse.server.accept import preferred
from reuse.server.line import LineFull
from reuse.server.pages import problem_page
from reuse.server.schema.service import Problem

PROBLEM_JSON = "application/problem+json"
FAILED = "The check failed; the log says more under this request id."
_MOST_TOLD = 5


def handle_problems(app: FastAPI) -> None:
    """Have an app answer what goes wrong in one way."""
    app.add_exception_handler(HTTPException, _told)
    app.add_exception_handler(RequestValidationError, _not_as_described)
    app.add_exception_handler(LineFull, _full)


def _told(request: Request, error: Any) -> Response:
    return problem(request, error.status_code, str(error.detail), headers=error.headers)


def _not_as_described(request: Request, error: Any) -> Response:
    wrongs = error.errors()[:_MOST_TOLD]
    said = "; ".join(f"{_place(wrong['loc'])}: {wrong['msg']}" for wrong in wrongs)
    return problem(request, 422, f"{said}.")


def _full(request: Request, error: Any) -> Response:
    after = {"Retry-After": str(error.seconds)}
    return problem(request, 503, "Too many drafts are waiting; try again soon.", headers=after)


def problem(
    request: Request, status: int, detail: str, *, headers: Mapping[str, str] | None = None
) -> Response:
    """The answer to a request that goes wrong, in the form that it prefers."""
    said = Problem(
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        request_id=request.state.request_id,
    )
    wanted = preferred(
        request.headers.get("accept"), (PROBLEM_JSON, "application/json", "text/html")
    )
    if wanted == "text/html":
        page = problem_page(said)
        answer = Response(page.body, status, media_type="text/html")
        answer.headers["Content-Security-Policy"] = page.policy
    else:
        answer = Response(said.model_dump_json(), status, media_type=PROBLEM_JSON)
    answer.headers.update(headers or {})
    return answer


def _place(location: tuple[object, ...]) -> str:
    """Where in a request something is wrong; what is not a name of ours is not repeated."""
    where, *names = location
    known = [str(name) for name in names if isinstance(name, str) and name.isidentifier()]
    return " ".join([str(where), ".".join(known)[:60]]).strip()
