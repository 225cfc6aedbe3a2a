"""The Jinja environment of the pages, and the style and script that they share.

Autoescape is on and an undefined name is an error.  Templates get values and
segments; the only markup that is not theirs is the style and script below,
which come from the same folder: files beside the pages of a folder, inside one
that stands alone.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from reuse.model import REPORT_GENERATOR
from reuse.report.escapes import brief, in_script, is_plain, pieces, visible
from reuse.report.pages.excerpt import Omitted

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

# In the order in which they hold: what adapts to a window or to paper comes last.
_STYLES = ("report", "overview", "family", "pair", "article", "proof", "check", "adapt")
_SCRIPTS = ("tables", "overview", "family", "pair", "check")
_CODE = '<span class="code" title="a control character of the text, shown by its name">{}</span>'


def folder() -> Traversable:
    """Where the templates are: inside the package when installed, beside it in a checkout."""
    package = resources.files("reuse")
    inside = package.joinpath("templates")
    if inside.is_dir():
        return inside
    return Path(str(package)).parent / "templates"


@cache
def environment() -> Environment:
    """The environment that renders every page; made once a process."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined
    from markupsafe import Markup

    made = Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style, script = assets().values()
    # Filters, not functions: a call in a template goes through the context, at ten times the cost.
    made.filters.update(brief=brief, visible=visible, show=show, isolated=isolated, data=data)
    made.tests["omitted"] = lambda part: isinstance(part, Omitted)
    # Markup is right here: both are files of this program, and the policy names their hashes.
    made.globals.update(
        generator=REPORT_GENERATOR,
        style=Markup(style),
        script=Markup(script),
        policies=_policies(style, script),
    )
    return made


@cache
def assets() -> dict[str, str]:
    """The files that the pages of a folder share, by name."""
    return {
        "report.css": "".join(_source(f"{name}.css") for name in _STYLES),
        "report.js": "".join(_source(f"{name}.js") for name in _SCRIPTS),
    }


def show(text: str) -> Markup:
    """Foreign text as a page has it: escaped, every hostile character by its name.

    With `isolated`, and `data` for data blocks, the only way from foreign text to a
    page; a macro that does the same takes most of the time of a report.
    """
    from markupsafe import Markup, escape

    if is_plain(text):
        return escape(text)
    return Markup("").join(
        Markup(_CODE).format(piece.text) if piece.is_code else escape(piece.text)
        for piece in pieces(text)
    )


def isolated(text: str) -> Markup:
    """`show` of a name, short, its direction kept to itself."""
    return _isolated(brief(text))


def data(json: str) -> Markup:
    """JSON as the content of a data block, a script element that no browser runs."""
    from markupsafe import Markup

    # Markup is right here: `in_script` leaves nothing that could end the element.
    return Markup(in_script(json))


@lru_cache(maxsize=4096)
def _isolated(text: str) -> Markup:
    from markupsafe import Markup

    return Markup("<bdi>{}</bdi>").format(show(text))


def _source(name: str) -> str:
    return folder().joinpath(name).read_text("utf-8")


def _policies(style: str, script: str) -> dict[bool, str]:
    """The content security policies under which only our own style and script run.

    In a folder (True) they are files, on disk or served; a file is no origin to
    all browsers, hence its scheme.  One file (False) names their hashes.
    """
    closed = "base-uri 'none'; form-action 'none'"
    inside = f"style-src '{_digest(style)}'; script-src '{_digest(script)}'"
    beside = "style-src 'self' file:; script-src 'self' file:"
    return {
        True: f"default-src 'none'; {beside}; {closed}",
        False: f"default-src 'none'; {inside}; {closed}",
    }


def _digest(content: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"
