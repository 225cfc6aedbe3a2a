"""The pages for people: where a draft is checked, and what is said when that fails.

They stand alone: style and script are inside, and the policy names their hashes.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache

from reuse.server.door import Limits
from reuse.server.schema.service import Problem

# The parts of the report's script that a verdict needs.
_SCRIPTS = ("check.js", "serve.js")
_SAID = {
    401: "A token is needed",
    403: "This may not be asked from there",
    408: "The draft did not arrive in time",
    413: "The draft is too large",
    415: "This kind of draft cannot be read",
    422: "The draft cannot be checked as it is",
    500: "The check failed",
    503: "The check cannot be made now",
    504: "The check took too long",
}


@dataclass(frozen=True, slots=True)
class Page:
    """A page, and the content security policy that it is to be sent with."""

    body: bytes
    policy: str


def check_page(limits: Limits, *, needs_token: bool, outlet: str | None = None) -> Page:
    """The page where a draft is checked, which is of `outlet` unless an editor says otherwise."""
    return _page("serve.html", needs_token=needs_token, limits=limits, outlet=outlet or "")


def problem_page(problem: Problem) -> Page:
    """What a browser shows when its request went wrong."""
    title = _SAID.get(problem.status, problem.title)
    return _page("serve_problem.html", problem=problem, title=title)


def verdict_policy() -> str:
    """The policy of a verdict's page."""
    from reuse.report.templates import environment

    policies = environment().globals["policies"]
    return f"{policies[False]}; frame-ancestors 'none'"  # type: ignore[index]


def _page(name: str, **known: object) -> Page:
    from markupsafe import Markup

    from reuse.report.templates import environment

    style, script = _assets()
    # Markup is right here: both are files of this program.
    text = (
        environment()
        .get_template(name)
        .render(page_style=Markup(style), page_script=Markup(script), **known)
    )
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    return Page(text.encode(), policy)


@cache
def _assets() -> tuple[str, str]:
    """The style and the script of the pages."""
    from reuse.report.templates import assets, folder

    def read(name: str) -> str:
        return folder().joinpath(name).read_text("utf-8")

    return assets()["report.css"] + read("serve.css"), "".join(map(read, _SCRIPTS))


def _digest(content: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"
