"""What every request passes: its id, whom it may come from, headers, and its line in the log."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Mapping
from dataclasses import asdict

from fastapi import HTTPException, Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reuse.server.door import Door
from reuse.server.logs import complain, tell
from reuse.server.problems import FAILED, problem
from reuse.server.worker import fault_of

_REQUEST_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.A)
_ANSWER_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    # NOTE: not `no-referrer`, under which a form's own page would be an unknown origin.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_METHODS = ("GET", "HEAD", "POST", "OPTIONS")
_LOGGED = "logged"


class Guard:
    """Gives each request an id and each answer its headers, and writes one line on both.

    HEAD is answered as GET is; the server that the application runs on leaves its body out.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and what it is answered with back."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        method = scope["method"]
        scope = _readable(scope)
        given = Headers(scope=scope).get("x-request-id", "")
        request_id = given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
        state = scope.setdefault("state", {})
        state.update(request_id=request_id, **{_LOGGED: {}})
        begun, status = time.monotonic(), 0

        async def answered(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(raw=message.setdefault("headers", []))
                headers["X-Request-Id"] = request_id
                if headers.get("allow") == "GET":
                    headers["Allow"] = "GET, HEAD"
                for name, value in _ANSWER_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self._app(scope, receive, answered)
        except Exception as error:
            complain("request failed", request_id=request_id, **asdict(fault_of(error)))
            if not status:
                failed = problem(Request(scope), 500, FAILED)
                await failed(scope, receive, answered)
        finally:
            route = getattr(scope.get("route"), "path", "elsewhere")
            tell(
                "request",
                request_id=request_id,
                method=method if method in _METHODS else "other",
                route=route,
                status=status,
                seconds=round(time.monotonic() - begun, 3),
                **state[_LOGGED],
            )


def _readable(scope: Scope) -> Scope:
    """A request whose HEAD is a GET, without its cookies.

    NOTE: nobody here wants cookies, but the framework parses them: on Python up to 3.11.9 and
    3.12.4 by the square of their length (CVE-2024-7592).
    """
    method = "GET" if scope["method"] == "HEAD" else scope["method"]
    headers = [(name, value) for name, value in scope["headers"] if name != b"cookie"]
    return {**scope, "method": method, "headers": headers}


def note(request: Request, **known: object) -> None:
    """Have the log say more of a request; nothing of a draft."""
    getattr(request.state, _LOGGED).update(known)


def check_host(request: Request, door: Door) -> None:
    """Refuse a request that was meant for another server (DNS rebinding)."""
    if not door.is_meant(request.headers.get("host", "")):
        raise HTTPException(421, "This server answers to localhost only.")


def check_origin(request: Request, door: Door) -> None:
    """Refuse what a page of somebody else sends: it could not read the answer, but spend time."""
    headers: Mapping[str, str] = request.headers
    origin = headers.get("origin")
    if origin in door.origins:
        return
    site = headers.get("sec-fetch-site")
    if site is not None:
        is_own = site in ("same-origin", "none")
    else:
        host = headers.get("host", "").lower()
        is_own = origin is None or origin.lower() in (f"http://{host}", f"https://{host}")
    if not is_own:
        raise HTTPException(403, "Pages of other sites may not ask; see --allow-origin.")


def check_token(request: Request, door: Door) -> None:
    """Refuse a request without a token, where there are tokens."""
    given = request.headers.get("authorization")
    if door.tokens.admit(given):
        return
    challenge = 'Bearer realm="reuse"'
    if given is not None:
        challenge += ', error="invalid_token"'
    if request.headers.get("sec-fetch-mode") == "navigate":
        # A browser whose user has no scripts asks for a password then; a script is not disturbed.
        challenge += ', Basic realm="reuse", charset="UTF-8"'
    raise HTTPException(
        401, "Send a token: Authorization: Bearer TOKEN.", {"WWW-Authenticate": challenge}
    )
