"""What a terminal gets: text whose only escape codes are those that set a style.

Foreign words come as `rich.text.Text`, never as markup, after they passed `escapes`; links
are not made.  Styles are the sixteen colours that every terminal has, as its owner set them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import StringIO
from itertools import chain
from typing import Literal

from rich.console import Console, RenderableType
from rich.segment import Segment, Segments
from rich.style import Style
from rich.text import Text

from reuse.model import CreditStatus
from reuse.report.plain.columns import Line, Piece, Role

NARROWEST, WIDEST = 40, 160
Kind = Literal[
    "title", "name", "origin", "outside", "changed", "faint", "named", "half-named", "unnamed",
    "plain",
]  # fmt: skip

_STYLES: dict[Kind, str] = {
    "title": "bold",
    "name": "bold",
    "origin": "bold cyan",
    "outside": "bold magenta",
    "changed": "yellow",
    "faint": "dim",
    "named": "green",
    "half-named": "magenta",
    "unnamed": "yellow",
    "plain": "",
}
_CREDITS: dict[CreditStatus, Kind] = {
    "credited": "named",
    "quoted": "named",
    "linked": "named",
    "elsewhere": "half-named",
    "misattributed": "half-named",
    "none": "unnamed",
}
_ROLES: dict[Role, Style] = {
    "deleted": Style(color="red", bold=True),
    "inserted": Style(color="green", bold=True),
    "replaced": Style(color="yellow", bold=True),
    "credit": Style(color="cyan", bold=True),
    "rule": Style(dim=True),
}
_END = Piece("\n")
_CODE = re.compile(r"\x1b\[[0-9;]*m")
# What ends a line and is not seen: spaces, and the codes that stand among them.
# A run of spaces is read once, not from each of them.
_FILL = re.compile(rf"(?<! )(?:{_CODE.pattern}|[ ])+$", re.MULTILINE)


def painted(parts: Iterable[RenderableType], *, width: int, color: bool) -> str:
    """The parts below one another, in `width` columns, clamped to what can be read."""
    out = StringIO()
    console = Console(
        file=out,
        width=max(NARROWEST, min(width, WIDEST)),
        color_system="standard" if color else None,
        force_terminal=True,
        force_jupyter=False,
        legacy_windows=False,
        no_color=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )
    for part in parts:
        # Lines fit, and no word may be lost where the width of one is in doubt.
        console.print(part, crop=False, end="" if isinstance(part, Segments) else "\n")
    return _FILL.sub(lambda fill: "".join(_CODE.findall(fill[0])), out.getvalue())


def styled(said: str, kind: Kind = "plain") -> Text:
    """Words in a style."""
    return Text(said, style=_STYLES[kind])


def joined(parts: Iterable[Text], between: str = " · ") -> Text:
    """Some texts in a row."""
    return Text(between).join([part for part in parts if part])


def credit_kind(status: CreditStatus | None) -> Kind:
    """How a credit status looks; its words stand beside it in any case."""
    return _CREDITS[status] if status else "faint"


def drawn(lines: Iterable[Line], kind: Kind = "plain") -> Segments:
    """Lines of two columns as they are: nothing is wrapped or measured again."""
    pieces = chain.from_iterable((*line, _END) for line in lines)
    base = Style.parse(_STYLES[kind])
    return Segments(Segment(p.text, _ROLES[p.role] if p.role else base) for p in pieces)
