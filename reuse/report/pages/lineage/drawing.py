"""A lineage as a drawing: layers from left to right, everything in pixels.

Where each box stands in its layer is the layout's (layers.py); here it gets a size
that lets five layers fit into the width of a page, and its words.  Boxes lead to
their entries on the page, edges to their evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from reuse.model import Article, ArticleId, Confidence
from reuse.report.moments import date_words
from reuse.report.naming import name_of
from reuse.report.pages.card import Node, node_of
from reuse.report.pages.lineage.drawn import Drawn, drawn, origin_node
from reuse.report.pages.lineage.fitting import fitted, text_width
from reuse.report.pages.lineage.layers import Place, placed
from reuse.report.pages.site import Entry, Site
from reuse.report.wording import CONFIDENCE, credit_words, node_outlet

PAGE_WIDTH, _PART_WIDTH = 928, 840
_FITTING_LAYERS = 5
_GAPS = {1: 16, 2: 112, 3: 104, 4: 64}
_LEAST_GAP = 40
_WIDEST_BOX = 360
_MOST_ACROSS = 3
_ROOMY_ROWS = 12
_ROW_GAP = 14
_MARGIN, _PADDING = 3, 12
_LINE_HEIGHT, _LABEL_HEIGHT = 19, 44
_WIDE_ENOUGH_FOR_DATES, _WIDE_ENOUGH_FOR_LABELS = 235, 96
# Of family.css, but for bold text, which is wider, and text with serifs, which is narrower.
_NAME_SIZE, _TITLE_SIZE, _NOTE_SIZE = 16, 12, 13

Reach = Literal["part", "page", "beyond"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a box; `kind` is "name", "title" or "note", `y` its baseline from the top."""

    kind: str
    text: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Box:
    """One node; `x`, `y` is its upper left corner, `number` that of its entry, "" for none."""

    x: int
    y: int
    node: Node
    number: str
    lines: tuple[Line, ...]
    is_outside: bool
    is_origin: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """One derivation: a curve to `leg_x`, then a straight leg to the derivative's box.

    `step` is the number of the derivative's entry, `label` empty where there is no room.
    """

    curve: str
    leg_x: int
    end_x: int
    y: int
    source: Node
    derivative: Node
    confidence: Confidence
    words: str
    label: str
    step: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished layout in pixels; `omitted` nodes did not fit.

    `reach` says how wide it is to a style sheet that knows no pixels.  `loose_y` is where
    the nodes without an edge begin, below the others; None when there are no others.
    """

    width: int
    height: int
    box_width: int
    box_height: int
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]
    reach: Reach
    loose_y: int | None
    omitted: int


@dataclass(frozen=True, slots=True)
class _Frame:
    """The sizes of one drawing, and the numbers of its entries."""

    box_width: int
    gap: int
    is_dense: bool
    numbers: Mapping[ArticleId, int]
    has_long_dates: bool = False

    @property
    def box_height(self) -> int:
        """Room for the name, the title, the date in one or two lines, the credit."""
        dates = 2 if self.is_narrow or (self.has_long_dates and not self.is_terse) else 1
        lines = 2 + dates + (not self.is_dense) - self.is_terse
        return lines * _LINE_HEIGHT + 14

    @property
    def is_narrow(self) -> bool:
        return self.box_width < _WIDE_ENOUGH_FOR_DATES

    @property
    def is_terse(self) -> bool:
        """Whether date and credit share a line."""
        return self.is_dense and self.box_width == _WIDEST_BOX

    @property
    def step_y(self) -> int:
        return self.box_height + _ROW_GAP

    def corner(self, place: Place) -> tuple[int, int]:
        x = place.layer * (self.box_width + self.gap)
        return _MARGIN + x, _MARGIN + round(place.row * self.step_y)

    def number(self, node: str) -> str:
        number = self.numbers.get(ArticleId(node))
        return "" if number is None else str(number)


def draw(site: Site, entry: Entry, *, numbers: Mapping[ArticleId, int]) -> Drawing:
    """The drawing of one family: its origin, its witnesses, an edge for every derivation."""
    found = drawn(entry, numbers)
    tied = placed(found.nodes, {node: step.source for node, step in found.steps.items()})
    loose = [node for node in found.nodes if node not in tied]
    frame = _frame(tied, numbers)
    frame = replace(frame, has_long_dates=_has_long_dates(site, found.nodes, frame))
    corners = {node: frame.corner(place) for node, place in tied.items()}
    below = max((y + frame.step_y for _, y in corners.values()), default=0)
    has_label = bool(tied and loose)
    corners |= _grid(loose, frame, top=below + (_LABEL_HEIGHT if has_label else _MARGIN))
    right = max(x for x, _ in corners.values()) + frame.box_width + _MARGIN
    return Drawing(
        width=right,
        height=max(y for _, y in corners.values()) + frame.box_height + _MARGIN,
        box_width=frame.box_width,
        box_height=frame.box_height,
        boxes=tuple(_box(site, entry, node=n, at=corners[n], frame=frame) for n in found.nodes),
        edges=tuple(_edges(site, found, corners=corners, frame=frame)),
        reach=_reach(right),
        loose_y=below + _LABEL_HEIGHT // 2 if has_label else None,
        omitted=found.omitted,
    )


def _has_long_dates(site: Site, nodes: Iterable[str], frame: _Frame) -> bool:
    """Whether a date takes two lines of its box."""
    articles = (site.articles.get(ArticleId(node)) for node in nodes)
    width = frame.box_width - 2 * _PADDING
    return any(text_width(_date(a), size=_NOTE_SIZE) > width for a in articles if a is not None)


def _date(article: Article) -> str:
    return date_words(article.published) if article.published else "date not stated"


def _frame(tied: Mapping[str, Place], numbers: Mapping[ArticleId, int]) -> _Frame:
    """Sizes with which the page's width holds all layers, but for very many."""
    layers = 1 + max((place.layer for place in tied.values()), default=0)
    fitting = min(layers, _FITTING_LAYERS) if tied else _MOST_ACROSS
    gap = _GAPS.get(layers, _LEAST_GAP)
    width = min(_WIDEST_BOX, (PAGE_WIDTH - 2 * _MARGIN - (fitting - 1) * gap) // fitting)
    is_dense = max((place.row for place in tied.values()), default=0.0) >= _ROOMY_ROWS
    return _Frame(width, gap, is_dense, numbers)


def _reach(width: int) -> Reach:
    if width > PAGE_WIDTH:
        return "beyond"
    return "page" if width > _PART_WIDTH else "part"


def _grid(nodes: list[str], frame: _Frame, *, top: int) -> dict[str, tuple[int, int]]:
    """The nodes without an edge, row by row."""
    step = frame.box_width + _GAPS[1]
    across = max(1, (PAGE_WIDTH - 2 * _MARGIN + _GAPS[1]) // step)
    return {
        node: (_MARGIN + n % across * step, top + n // across * frame.step_y)
        for n, node in enumerate(nodes)
    }


def _edges(
    site: Site, found: Drawn, *, corners: Mapping[str, tuple[int, int]], frame: _Frame
) -> Iterator[Edge]:
    for node, step in found.steps.items():
        start_x, start_y = corners[step.source][0] + frame.box_width, corners[step.source][1]
        start_y += frame.box_height // 2
        end_x, y = corners[node][0], corners[node][1] + frame.box_height // 2
        leg_x = start_x + frame.gap * 2 // 5
        bend = (leg_x - start_x) * 4 // 5
        words = CONFIDENCE[step.confidence]
        yield Edge(
            curve=f"M{start_x} {start_y}C{start_x + bend} {start_y} {leg_x - bend} {y} {leg_x} {y}",
            leg_x=leg_x,
            end_x=end_x,
            y=y,
            source=node_of(site, step.source),
            derivative=node_of(site, node),
            confidence=step.confidence,
            words=words,
            label=words if frame.gap >= _WIDE_ENOUGH_FOR_LABELS else "",
            step=frame.number(node),
        )


def _box(site: Site, entry: Entry, *, node: str, at: tuple[int, int], frame: _Frame) -> Box:
    article, number = site.articles.get(ArticleId(node)), frame.number(node)
    lines = _outside_lines(node, frame) if article is None else _lines(article, entry, frame=frame)
    # What there is stands in the middle of the box.
    first = (frame.box_height - len(lines) * _LINE_HEIGHT) // 2 + 14
    return Box(
        x=at[0],
        y=at[1],
        node=node_of(site, node),
        number=number,
        lines=tuple(
            Line(kind, text, _PADDING if n else _indent(number), first + n * _LINE_HEIGHT)
            for n, (kind, text) in enumerate(lines)
        ),
        is_outside=article is None,
        is_origin=node == origin_node(entry),
    )


def _indent(number: str) -> int:
    """Where the name of a box begins: after its number."""
    return _PADDING + (9 * len(number) + 7 if number else 0)


def _outside_lines(node: str, frame: _Frame) -> list[tuple[str, str]]:
    width = frame.box_width - 2 * _PADDING
    notes = ["not among", "these articles"] if frame.is_narrow else ["not among these articles"]
    name = fitted(node_outlet(node), width, size=_NAME_SIZE)
    return [("name", name), *(("note", note) for note in notes)]


def _lines(article: Article, entry: Entry, *, frame: _Frame) -> list[tuple[str, str]]:
    """Name, title, date, credit; without the title where rows are many."""
    width = frame.box_width - 2 * _PADDING
    name = name_of(article)
    badge = _indent(frame.number(article.id)) - _PADDING
    said = [("name", fitted(name.main, width - badge, size=_NAME_SIZE))]
    if not frame.is_dense:
        subtitle = (article.title if article.outlet else None) or name.id
        said += [("title", fitted(subtitle, width, size=_TITLE_SIZE))] if subtitle else []
    date = _date(article)
    notes = [date, _credit(article, entry)]
    if frame.is_terse:
        notes = [" · ".join(note for note in notes if note)]
    elif text_width(date, size=_NOTE_SIZE) > width:
        notes[:1] = date.split(", ", 1)
    return said + [("note", fitted(note, width, size=_NOTE_SIZE)) for note in notes if note]


def _credit(article: Article, entry: Entry) -> str:
    family, origin = entry.family, entry.lineage.origin
    witness = entry.credits.get(article.id)
    return credit_words(witness, origin, nature=family.nature) if witness else ""
