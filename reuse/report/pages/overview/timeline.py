"""When passages appeared: a row of marks for each, and bars for many of them.

Only what is dated is drawn, as precisely as it was stated: a date known to the month is a
span of that month.  The copies without a date are counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from reuse.model import ArticleId, Timestamp
from reuse.report.moments import Moment, moment_of
from reuse.report.pages.lineage.fitting import fitted
from reuse.report.pages.overview.axis import Axis, Tick, axis_of, end_of, start_of
from reuse.report.pages.overview.labels import label_of
from reuse.report.pages.overview.tablerows import FamilyRow
from reuse.report.pages.site import Site
from reuse.report.wording import count

MOST_LINES = 40
_WIDTH, _LABEL, _ROW, _HEAD, _BARS, _EDGE = 1100, 320, 24, 26, 130, 50
# Pixels; marks nearer than this are one, so that a line has a bounded number of them.
_FINE, _COARSE = 8.0, 20.0
_MOST_FINE = 600  # copies
_LEAST_SPAN = 8.0  # pixels; what is shorter is a point
_SIZE = 13  # of a sans serif that is as wide as the serif of 14 pixels


@dataclass(frozen=True, slots=True)
class Mark:
    """The copies at one place of a line, in pixels; `width` is 0 for a point."""

    x: float
    width: float
    radius: float
    is_origin: bool
    said: str


@dataclass(frozen=True, slots=True)
class Line:
    """One family: its marks, and in words when it appeared and was copied."""

    family: str
    label: str
    y: int
    from_x: float
    to_x: float
    marks: tuple[Mark, ...]
    first: Moment
    first_outlet: str
    last: Moment
    dated: int
    undated: int


@dataclass(frozen=True, slots=True)
class Bar:
    """What one day (week, month) saw: passages that appeared in it, and copies of all."""

    x: float
    width: float
    first_height: float
    copies_height: float
    said: str


@dataclass(frozen=True, slots=True)
class Level:
    """A height of the bars and the number of copies that it stands for."""

    y: float
    copies: int


@dataclass(frozen=True, slots=True)
class TimelineView:
    """The lines with the most copies, by first date; `bars` only where there are more."""

    width: int
    height: int
    bottom: int
    label_x: int
    ticks: tuple[Tick, ...]
    bars_ticks: tuple[Tick, ...]
    lines: tuple[Line, ...]
    lines_more: int
    bars: tuple[Bar, ...]
    bars_height: int
    levels: tuple[Level, ...]
    unbarred: str | None
    unit: str
    undated: str | None


def timeline_view(site: Site, rows: Sequence[FamilyRow]) -> TimelineView | None:
    """The time line of a report; None where no article that takes part is dated."""
    dated = [row for row in rows if row.first_at is not None]
    if not dated:
        return None
    stamps = [d for row in dated for a in row.articles if (d := site.articles[a].published)]
    axis = axis_of(stamps, left=_LABEL, right=_WIDTH - _EDGE)
    most = sorted(dated, key=lambda row: (-len(row.articles), row.number))[:MOST_LINES]
    most.sort(key=lambda row: (row.first_at.moment if row.first_at else axis.start, row.number))
    more = len(dated) - len(most)
    bars, levels = _bars(site, dated, axis=replace(axis, left=_EDGE)) if more else ((), ())
    wide = replace(axis, left=_EDGE)
    cell = _FINE if sum(len(row.articles) for row in most) <= _MOST_FINE else _COARSE
    return TimelineView(
        width=_WIDTH,
        height=_HEAD + _ROW * len(most) + 4,
        bottom=_HEAD + _ROW * len(most),
        label_x=_LABEL - 12,
        ticks=axis.ticks,
        bars_ticks=wide.ticks,
        lines=tuple(_line(site, row, axis=axis, y=n, cell=cell) for n, row in enumerate(most)),
        lines_more=more,
        bars=bars,
        bars_height=_HEAD + _BARS,
        levels=levels,
        unbarred=_unbarred(stamps, axis) if more else None,
        unit=axis.unit,
        undated=_undated(site, rows),
    )


def _undated(site: Site, rows: Iterable[FamilyRow]) -> str | None:
    articles = {article for row in rows for article in row.articles}
    number = sum(1 for article in articles if site.articles[article].published is None)
    if not number:
        return None
    verb, are = ("states", "is") if number == 1 else ("state", "are")
    return f"{count(number, 'article')} of {len(articles):,} {verb} no date and {are} not drawn."


def _unbarred(stamps: Iterable[Timestamp], axis: Axis) -> str | None:
    number = sum(1 for stamp in stamps if not axis.holds(stamp))
    if not number:
        return None
    said = count(number, "copy", many="copies")
    return f"In no bar: {said} with a date that is less precise than the {axis.unit}."


def _line(site: Site, row: FamilyRow, *, axis: Axis, y: int, cell: float) -> Line:
    stamps = [
        (published, article)
        for article in row.articles
        if (published := site.articles[article].published)
    ]
    stamps.sort(key=lambda found: (found[0].moment, found[1]))
    marks = tuple(_marks(site, row, stamps=stamps, axis=axis, cell=cell))
    first = row.first_article or stamps[0][1]
    last = max(stamps, key=lambda found: (end_of(found[0]), found[1] != first, found[1]))
    return Line(
        family=row.id,
        label=fitted(row.opening, _LABEL - 16, size=_SIZE),
        y=_HEAD + _ROW * y + _ROW // 2,
        from_x=min(mark.x for mark in marks),
        to_x=max(mark.x + mark.width for mark in marks),
        marks=marks,
        first=row.first or Moment("", ""),
        first_outlet=label_of(site, first),
        last=moment_of(last[0]) or Moment("", ""),
        dated=len(stamps),
        undated=len(row.articles) - len(stamps),
    )


def _marks(
    site: Site,
    row: FamilyRow,
    *,
    stamps: Iterable[tuple[Timestamp, ArticleId]],
    axis: Axis,
    cell: float,
) -> Iterator[Mark]:
    """The marks of a line, those that would cover one another put together; the origin's last."""
    stamps = list(stamps)
    known = min((start_of(s) for s, a in stamps if a == row.origin.article), default=None)
    cells: dict[tuple[bool, float, float], list[tuple[Timestamp, ArticleId]]] = {}
    for stamp, article in stamps:
        x = axis.x(start_of(stamp))
        width = axis.x(end_of(stamp)) - x
        width = width if width >= _LEAST_SPAN else 0.0
        is_origin = article == row.origin.article
        place = x if width or is_origin else round(x / cell) * cell
        # A point of a rough date begins its day; what need not be before the origin is after it.
        if known is not None and not (width or is_origin) and end_of(stamp) >= known:
            place = max(place, axis.x(known) + _FINE)
        cells.setdefault((is_origin, place, width), []).append((stamp, article))
    for (is_origin, x, width), found in sorted(cells.items(), key=lambda found: found[0]):
        names = list(dict.fromkeys(label_of(site, article) for _, article in found))
        when = moment_of(found[0][0])
        more = f" and {len(names) - 3:,} more" if len(names) > 3 else ""
        yield Mark(
            x=round(min(x, axis.right), 1),
            width=round(width, 1),
            radius=round(min(9.0, 3.4 + 0.9 * (len(found) - 1) ** 0.5), 1),
            is_origin=is_origin,
            said=f"{'The origin: ' if is_origin else ''}{', '.join(names[:3])}{more}, "
            f"{'from ' if len(found) > 1 else ''}{when.words if when else ''}",
        )


def _bars(
    site: Site, rows: Iterable[FamilyRow], *, axis: Axis
) -> tuple[tuple[Bar, ...], tuple[Level, ...]]:
    """One bar for every unit of the axis with something in it, and the scale of their heights."""
    first: Counter[datetime] = Counter()
    every: Counter[datetime] = Counter()
    for row in rows:
        if row.first_at is not None and axis.holds(row.first_at):
            first[axis.floor(row.first_at.moment)] += 1
        for article in row.articles:
            if (published := site.articles[article].published) and axis.holds(published):
                every[axis.floor(published.moment)] += 1
    most = max(every.values(), default=1)
    scale = (_BARS - 10) / most
    levels = (Level(round(_HEAD + _BARS - n * scale, 1), n) for n in _whole(most))
    return tuple(_drawn(first, every, axis=axis, scale=scale)), tuple(levels)


def _whole(most: int) -> range:
    """A few round numbers up to the largest, without 0.

    >>> list(_whole(3)), list(_whole(17)), list(_whole(1400))
    ([1, 2, 3], [5, 10, 15], [500, 1000])
    """
    size = 10 ** (len(str(most)) - 1)
    step = next(s for s in (size // 5, size // 2, size, 2 * size, 5 * size) if s and most // s <= 3)
    return range(step, most + 1, step)


def _drawn(
    first: Counter[datetime], every: Counter[datetime], *, axis: Axis, scale: float
) -> Iterator[Bar]:
    for begin in sorted(every):
        x, end = axis.x(begin), axis.x(axis.after(begin))
        copies = every[begin] - first[begin]
        yield Bar(
            x=round(x, 1),
            width=round(max(1.0, min(end, axis.right) - x - 1), 1),
            first_height=round(first[begin] * scale, 1),
            copies_height=round(copies * scale, 1),
            said=f"{axis.name_of(begin)}: {count(first[begin], 'passage')} appeared, "
            f"{count(copies, 'further copy', many='further copies')}",
        )
