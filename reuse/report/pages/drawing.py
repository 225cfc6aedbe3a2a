"""A lineage laid out as a layered graph, left to right, sources before derivatives.

Boxes are placed by their distance from a root; everything here is numbers and
text, and the template draws them as SVG.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reuse.model import OUTLET_PREFIX, ArticleId, Confidence
from reuse.report.columns import display_width
from reuse.report.escapes import in_line
from reuse.report.moments import date_words
from reuse.report.naming import Name, name_of
from reuse.report.pages.site import Entry, Site, carriers
from reuse.report.wording import CONFIDENCE, node_outlet

MOST_NODES = 24
_BOX_WIDTH, _BOX_HEIGHT = 308, 76
_COLUMN_GAP, _ROW_GAP = 112, 14
_MARGIN = 2
_NAME_CELLS, _TITLE_CELLS, _NOTE_CELLS = 31, 44, 42


@dataclass(frozen=True, slots=True)
class Box:
    """One node; `x`, `y` is its upper left corner in pixels."""

    x: int
    y: int
    name: str
    id: str
    title: str
    note: str
    is_outside: bool
    is_origin: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """One derivation, from the right side of its source to the left of its derivative."""

    path: str
    label: str
    label_x: int
    label_y: int
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished layout in pixels; `omitted` nodes did not fit (`MOST_NODES`).

    `columns` says how wide it is to a style sheet that knows no pixels.
    """

    width: int
    height: int
    box_width: int
    box_height: int
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]
    columns: int
    omitted: int


def draw(site: Site, entry: Entry) -> Drawing:
    """The drawing of one family: its origin, its witnesses, an edge for every derivation."""
    derivations = entry.lineage.derivations
    arrows = [(d.source, d.derivative) for d in derivations]
    nodes = _nodes(entry)
    layers = _by_time(site, _layers(nodes[:MOST_NODES], arrows))
    at = _places(layers)
    return Drawing(
        width=_extent(layers.values(), _BOX_WIDTH, gap=_COLUMN_GAP),
        height=_extent((row for _, row in _grid(layers).values()), _BOX_HEIGHT, gap=_ROW_GAP),
        box_width=_BOX_WIDTH,
        box_height=_BOX_HEIGHT,
        boxes=tuple(_box(site, entry, node=node, at=at[node]) for node in layers),
        edges=tuple(
            _edge(at[d.source], at[d.derivative], confidence=d.confidence)
            for d in derivations
            if d.source in at and d.derivative in at and d.source != d.derivative
        ),
        columns=max(layers.values()) + 1,
        omitted=max(0, len(nodes) - MOST_NODES),
    )


def _nodes(entry: Entry) -> list[str]:
    """Sources first, then their derivatives, then those without a derivation; once each."""
    derivations = entry.lineage.derivations
    named = [d.source for d in derivations] + [d.derivative for d in derivations]
    origin = entry.lineage.origin
    outside = [f"{OUTLET_PREFIX}{origin.outlet}"] if _is_outside(entry) and not named else []
    return list(dict.fromkeys([*outside, *named, *carriers(entry)]))


def _is_outside(entry: Entry) -> bool:
    origin = entry.lineage.origin
    return bool(origin.outlet) and not origin.in_corpus and origin.confidence != "unknown"


def _layers(nodes: Sequence[str], arrows: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Distance of each node from the nearest root; a cycle, which is a bug, ends at its start."""
    known = set(nodes)
    children: defaultdict[str, list[str]] = defaultdict(list)
    for source, derivative in arrows:
        if source in known and derivative in known:
            children[source].append(derivative)
    derived = {child for found in children.values() for child in found}
    layers: dict[str, int] = {}
    for root in [*(n for n in nodes if n not in derived), *nodes]:
        queue = deque([] if root in layers else [(root, 0)])
        while queue:
            node, depth = queue.popleft()
            if node not in layers:
                layers[node] = depth
                queue.extend((child, depth + 1) for child in children[node])
    return layers


def _by_time(site: Site, layers: dict[str, int]) -> dict[str, int]:
    """The layers with each one's nodes by time, those without a date after them, by id."""

    def precedence(node: str) -> tuple[int, bool, float, str]:
        article = site.articles.get(ArticleId(node))
        published = article.published if article else None
        moment = published.moment.timestamp() if published else 0.0
        return layers[node], published is None, moment, node

    return {node: layers[node] for node in sorted(layers, key=precedence)}


def _grid(layers: dict[str, int]) -> dict[str, tuple[int, int]]:
    used: defaultdict[int, int] = defaultdict(int)
    grid: dict[str, tuple[int, int]] = {}
    for node, layer in layers.items():
        grid[node] = (layer, used[layer])
        used[layer] += 1
    return grid


def _places(layers: dict[str, int]) -> dict[str, tuple[int, int]]:
    """Upper left corners; a short layer is centred against the tallest one, or near its head.

    Far down, the first box would be out of sight where a page is narrow.
    """
    grid = _grid(layers)
    sizes: defaultdict[int, int] = defaultdict(int)
    for layer, _ in grid.values():
        sizes[layer] += 1
    tallest = max(sizes.values())
    step_x, step_y = _BOX_WIDTH + _COLUMN_GAP, _BOX_HEIGHT + _ROW_GAP
    return {
        node: (
            _MARGIN + layer * step_x,
            _MARGIN + row * step_y + min((tallest - sizes[layer]) * step_y // 2, step_y),
        )
        for node, (layer, row) in grid.items()
    }


def _extent(numbers: Iterable[int], size: int, *, gap: int) -> int:
    return (max(numbers) + 1) * (size + gap) - gap + 2 * _MARGIN


def _box(site: Site, entry: Entry, *, node: str, at: tuple[int, int]) -> Box:
    article = site.articles.get(ArticleId(node))
    origin = entry.lineage.origin
    name, title, note = Name(node_outlet(node), ""), "", "not in the corpus"
    if article:
        name, title = name_of(article), (article.title or "") if article.outlet else ""
        note = date_words(article.published) if article.published else "date not stated"
    main = _cut(name.main, _NAME_CELLS)
    # The id stands beside the name where it fits whole, else as much of it as the date leaves.
    is_beside = display_width(main) + display_width(name.id[:_NAME_CELLS]) < _NAME_CELLS
    if name.id and not is_beside:
        note = f"{note} · {_cut(name.id, max(8, _NOTE_CELLS - len(note) - 3))}"
    return Box(
        x=at[0],
        y=at[1],
        name=main,
        id=_cut(name.id, _NAME_CELLS) if is_beside else "",
        title=_cut(title, _TITLE_CELLS),
        note=note,
        is_outside=article is None,
        is_origin=node in (origin.article, f"{OUTLET_PREFIX}{origin.outlet}"),
    )


def _edge(source: tuple[int, int], derivative: tuple[int, int], *, confidence: Confidence) -> Edge:
    start_x, start_y = source[0] + _BOX_WIDTH, source[1] + _BOX_HEIGHT // 2
    end_x, end_y = derivative[0], derivative[1] + _BOX_HEIGHT // 2
    bend = start_x + 40
    path = f"M{start_x} {start_y}C{bend} {start_y} {start_x + 8} {end_y} {start_x + 52} {end_y}"
    return Edge(
        path=f"{path}H{end_x - 9}",
        label=CONFIDENCE[confidence],
        label_x=end_x - 14,
        label_y=end_y - 8,
        confidence=confidence,
    )


def _cut(text: str, cells: int) -> str:
    """`text` on one line in at most `cells` columns of width."""
    line = in_line(text[: 8 * cells])
    if display_width(line) <= cells and len(text) <= 8 * cells:
        return line
    while line and display_width(line) > cells - 1:
        line = line[:-1]
    return f"{line.rstrip()}…"
