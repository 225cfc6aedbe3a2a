"""Ask `reuse serve` about a draft: as a module, `check_draft(text)`, or as a command.

    python reuse_check.py draft.txt --url http://127.0.0.1:8765 --outlet "The Lamp"

One file, nothing but Python 3.11's standard library: copy it to where it is needed.
The token is read from the environment's REUSE_TOKEN.  Exit status: 0 nothing is forbidden,
1 something is, 2 wrong usage, 3 the draft was not checked.  Only 0 lets a draft pass.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Mapping
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from typing import IO, Any, cast
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

URL = "http://127.0.0.1:8765"
TIMEOUT_SECONDS = 40.0  # the server ends a check after 30, if not told otherwise
METADATA = ("title", "outlet", "author", "published", "url", "language")

_SCHEMA = "reuse.verdict/1"
_DECISIONS = {"fail": "needs a credit", "warn": "needs a look", "tell": "passes"}
_SEVERAL = {"fail": "need a credit", "warn": "need a look", "tell": "pass"}
_OUTCOMES = {
    "fail": "Not ready",
    "warn": "Nothing needs a credit",
    "pass": "Nothing to do",
}
_PLAIN_WORDS = {
    401: "The service wants a token, or does not know this one.",
    408: "The draft took too long to arrive.",
    413: "The draft is too large for the service.",
    504: "The check took too long, and was ended.",
}


class NotChecked(Exception):
    """The draft was not checked, which is no verdict.

    `status` is the answer's, None where none came; `retry_after` the seconds after which to try
    again, where the service says so; `request_id` is what its log has the request under.
    """

    def __init__(
        self, why: str, *, status: int | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(why)
        known = headers or {}
        after = known.get("Retry-After") or ""
        self.status = status
        self.retry_after = int(after) if after.isdecimal() else None
        self.request_id = known.get("X-Request-Id")


class _NoRedirect(HTTPRedirectHandler):
    """A redirect would take draft and token to where nobody meant them to go."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        return None


def check_draft(
    text: str,
    url: str = URL,
    *,
    token: str | None = None,
    metadata: Mapping[str, str] | None = None,
    timeout_seconds: float = TIMEOUT_SECONDS,
) -> dict[str, Any]:
    """The verdict on a draft, as JSON has it (`reuse.verdict/1`).

    Args:
        text: the draft; offsets of the findings are code points of it.
        url: where the service is, without `/check`.
        token: one that the service knows, if it wants one.
        metadata: what is known of the draft, by the names in `METADATA`.
        timeout_seconds: how long to wait for bytes.

    Raises:
        NotChecked: there is no verdict, whatever the reason.
    """
    if urlsplit(url).scheme not in ("http", "https"):
        raise NotChecked(f"{url} is no http or https address.")
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    body = json.dumps({**(metadata or {}), "text": text}).encode()
    request = Request(f"{url.rstrip('/')}/check", body, headers, method="POST")
    try:
        with build_opener(_NoRedirect).open(request, timeout=timeout_seconds) as answer:
            return _verdict(answer.read())
    except HTTPError as error:
        with error:
            raise _refused(error) from error
    except TimeoutError as error:
        raise NotChecked(f"No answer within {timeout_seconds:g} seconds.") from error
    except URLError as error:
        raise NotChecked(f"The service cannot be reached: {error.reason}.") from error
    except (OSError, HTTPException, ValueError) as error:
        raise NotChecked(f"The service did not answer as expected: {error}.") from error


def lines_of(verdict: Mapping[str, Any]) -> Iterator[str]:
    """What a verdict says, a line each."""
    counts = verdict["counts"]
    told = [
        f"{counts[name]} {one if counts[name] == 1 else _SEVERAL[name]}"
        for name, one in _DECISIONS.items()
        if counts[name]
    ]
    yield f"{_OUTCOMES[verdict['decision']]}: {', '.join(told) or 'nothing was found'}."
    for finding in verdict["findings"]:
        place, origin = finding["lines"]["start"], finding["origin"]
        yield ""
        yield f"line {place['line']}, column {place['column']}: {_DECISIONS[finding['decision']]}"
        yield f"  “{_one_line(finding['text'])}”"
        yield f"  origin: {_one_line(origin['outlet'] or 'unknown')} ({origin['confidence']})"
        yield f"  {_one_line(finding['reason'])}"
        for step in finding["fix"]["steps"]:
            given = finding["fix"]["credit"] if step["kind"] == "credit" else None
            yield f"  - {_one_line(step['words'])}" + (f" {_one_line(given)}" if given else "")


def main() -> int:
    """Check the draft that the command line names, and print what was found."""
    parser = argparse.ArgumentParser(description="Check a draft at `reuse serve`.")
    parser.add_argument("draft", type=Path, help="a text file, or - for standard input")
    parser.add_argument("--url", default=URL, help="the service (default: %(default)s)")
    parser.add_argument("--timeout", type=float, default=TIMEOUT_SECONDS, help="seconds to wait")
    for name in METADATA:
        # Its own address is not the service's.
        parser.add_argument("--draft-url" if name == "url" else f"--{name}", dest=f"known_{name}")
    given = parser.parse_args()
    known = {name: getattr(given, f"known_{name}") for name in METADATA}
    try:
        verdict = check_draft(
            _read(given.draft),
            given.url,
            token=os.environ.get("REUSE_TOKEN"),
            metadata={name: value for name, value in known.items() if value},
            timeout_seconds=given.timeout,
        )
    except NotChecked as error:
        again = f" Try again in {error.retry_after} seconds." if error.retry_after else ""
        print(f"The draft was not checked. {error}{again}", file=sys.stderr)
        return 3
    print("\n".join(lines_of(verdict)))
    return 1 if verdict["decision"] == "fail" else 0


def _read(draft: Path) -> str:
    try:
        return sys.stdin.read() if str(draft) == "-" else draft.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NotChecked(f"{draft} cannot be read: {error}.") from error


def _verdict(body: bytes) -> dict[str, Any]:
    """A verdict, and nothing that only looks like one."""
    verdict = json.loads(body)
    is_one = isinstance(verdict, dict) and verdict.get("schema") == _SCHEMA
    if not is_one or verdict.get("decision") not in _OUTCOMES:
        raise NotChecked("What answered is not reuse, or another version of it.")
    return cast("dict[str, Any]", verdict)


def _refused(error: HTTPError) -> NotChecked:
    why = _PLAIN_WORDS.get(error.code) or _detail(error) or f"The service answered {error.code}."
    return NotChecked(why, status=error.code, headers=dict(error.headers.items()))


def _detail(error: HTTPError) -> str | None:
    """What the service says went wrong (RFC 9457)."""
    try:
        problem = json.loads(error.read(100_000))
    except (OSError, ValueError):
        return None
    said = problem.get("detail") if isinstance(problem, dict) else None
    return _one_line(said) if isinstance(said, str) else None


def _one_line(words: str) -> str:
    """Words of others on one line, and nothing in them that a terminal obeys."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())


if __name__ == "__main__":
    sys.exit(main())
