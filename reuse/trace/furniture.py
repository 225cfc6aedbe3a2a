"""What of an article is no journalism: captions, comment forms, calls to subscribe, legal lines.

Data: boilerplate.toml.  Each line is looked at once, however many passages touch it.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from reuse.model import Span
from reuse.text.layout import Layout
from reuse.trace.literals import Screen, fold

_DATA = Path(__file__).with_name("boilerplate.toml")
_LINE_LIMIT = 900
_CREDIT_LIMIT = 120
_CREDIT = re.compile(r"\(?(?:(?:AP|AFP|REUTERS|Reuters|Getty|EPA) (?:Photo|Image)|Photo|Image)\b")
_TAKEN = re.compile(
    r"\b(?:[Ii]n|[Oo]n) (?:this )?[A-Z][a-z]+day, [A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}"
    r"|\b[A-Z][a-z]+day,? [A-Z][a-z]{2,8}\.? \d{1,2}, (?:19|20)\d\d\b"
)
_EDGE = 600

Expressions = Screen[re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class Furniture:
    """The lines of one article that stand under every article.

    `lines`, `release`: the patterns of either kind that may match in the article.
    """

    lines: Expressions
    release: Expressions
    seen: dict[int, bool] = field(default_factory=dict, repr=False)

    def share(self, span: Span, layout: Layout) -> float:
        """Share of a passage that stands in lines of a known form."""
        if not self.lines.rows:
            return 0.0
        known = total = 0
        for number in range(layout.number(span.start), layout.number(span.end - 1) + 1):
            start, end = layout.starts[number], layout.ends[number]
            size = max(0, min(end, span.end) - max(start, span.start))
            total += size
            known += size if self._is_furniture(number, layout) else 0
        return known / total if total else 0.0

    def is_release(self, layout: Layout) -> bool:
        """Whether the article's first and last words call it a press release."""
        if not self.release.rows:
            return False
        text = layout.text
        edges = text[:_EDGE] + "\n" + text[-_EDGE:]
        return any(p.search(edges) for p in self.release.passing(fold(edges)))

    def _is_furniture(self, number: int, layout: Layout) -> bool:
        """Whether a paragraph is of a known form, or a dated caption above a picture's credit."""
        if self._is_known(number, layout):
            return True
        below = number + 1
        if below == len(layout.starts) or len(layout.words(number)) > _LINE_LIMIT:
            return False
        credit = layout.words(below)
        is_credit = len(credit) <= _CREDIT_LIMIT and _CREDIT.match(credit) is not None
        # News stands above pictures, too; a caption says when its picture was taken.
        return is_credit and _TAKEN.search(layout.words(number)) is not None

    def _is_known(self, number: int, layout: Layout) -> bool:
        known = self.seen.get(number)
        if known is None:
            line = layout.words(number)
            known = self.seen[number] = len(line) <= _LINE_LIMIT and any(
                p.search(line) for p in self.lines.passing(fold(line))
            )
        return known


@cache
def expressions(kind: str) -> Expressions:
    """The patterns of one table of the data: "lines" or "release"."""
    sources = tomllib.loads(_DATA.read_text("utf-8"))[kind]
    return Screen.of([re.compile(source) for source in sources], pattern=lambda e: e.pattern)
