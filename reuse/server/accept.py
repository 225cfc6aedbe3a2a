"""Which of the forms that an answer has is the one a request prefers (RFC 9110, 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LONGEST = 2_000
_QUALITY = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)", re.A)


def preferred(accept: str | None, offered: Sequence[str]) -> str | None:
    """The offered media type that `accept` values most, the first of equals; None for none.

    No header accepts anything.  A range that cannot be read accepts nothing.

    >>> preferred("text/html;q=0.5, application/*", ("text/html", "application/json"))
    'application/json'
    >>> preferred("image/png", ("text/html",)) is None
    True
    """
    if accept is None or not accept.strip():
        return offered[0]
    ranges = [_range(part) for part in accept[:_LONGEST].split(",")]
    ranked = [(_quality(media_type, ranges), -n) for n, media_type in enumerate(offered)]
    quality, place = max(ranked)
    return offered[-place] if quality > 0 else None


def _range(part: str) -> tuple[str, float]:
    media_range, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            quality = float(value) if _QUALITY.fullmatch(value.strip()) else 0.0
    return media_range, quality


def _quality(media_type: str, ranges: Sequence[tuple[str, float]]) -> float:
    """What the most specific range that holds a media type says of it."""
    kind = media_type.partition("/")[0]
    for held in (media_type, f"{kind}/*", "*/*"):
        values = [quality for media_range, quality in ranges if media_range == held]
        if values:
            return max(values)
    return 0.0
