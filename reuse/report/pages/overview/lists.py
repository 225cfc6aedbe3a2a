"""The pages that go on where a table of the overview ends, readable without any script."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal, TypeVar, cast

from reuse.report.pages.overview.tablerows import MOST_BOILERPLATE, MOST_ROWS, Rows
from reuse.report.pages.overview.view import article_row, articles_of
from reuse.report.pages.site import Site

_ROWS_A_PAGE = 500

_Item = TypeVar("_Item")
Kind = Literal["families", "boilerplate", "articles", "beside", "skipped"]
_TITLES: dict[Kind, str] = {
    "families": "Shared passages",
    "boilerplate": "Boilerplate",
    "articles": "Articles that take part",
    "beside": "Articles that carry boilerplate only, or are only named",
    "skipped": "Skipped inputs",
}
# In folders of the report that there are anyway.
_FILES: dict[Kind, str] = {
    "families": "families/list-{}.html",
    "boilerplate": "families/boilerplate-{}.html",
    "articles": "articles/list-{}.html",
    "beside": "articles/beside-{}.html",
    "skipped": "articles/skipped-{}.html",
}


@dataclass(frozen=True, slots=True)
class ListView:
    """One further page of a table: its rows `first`..`last` of `total`.

    `previous` and `following` are files of the report; page 1 is the overview.
    """

    kind: Kind
    title: str
    rows: Sequence[object]
    first: int
    last: int
    total: int
    number: int
    of: int
    previous: str
    following: str | None


@dataclass(frozen=True, slots=True)
class ListPage:
    """Where a further page goes, and what is on it, made when it is written."""

    file: str
    view: Callable[[], ListView]


def list_file(kind: Kind, number: int) -> str:
    """Path of a further page of a table in the report folder; its first page is the overview."""
    return _FILES[kind].format(number) if number > 1 else "index.html"


def list_pages(site: Site, rows: Rows) -> Iterator[ListPage]:
    """The further pages of a report; none where the overview has every row."""
    carrying, beside = articles_of(site, rows)
    row_of = partial(article_row, site)
    yield from _pages("families", rows.news, make=lambda row: row)
    yield from _pages("boilerplate", rows.boilerplate, make=lambda row: row, above=MOST_BOILERPLATE)
    yield from _pages("articles", carrying, make=row_of)
    yield from _pages("beside", beside, make=row_of)
    yield from _pages("skipped", site.report.skipped, make=lambda row: row)


def _pages(
    kind: Kind,
    items: Sequence[_Item],
    *,
    make: Callable[[_Item], object],
    above: int = MOST_ROWS,
) -> Iterator[ListPage]:
    """The pages of one table, the first `above` rows of which stand on the overview."""
    starts = range(above, len(items), _ROWS_A_PAGE)
    for number, start in enumerate(starts, 2):
        rows = items[start : start + _ROWS_A_PAGE]
        last = number == len(starts) + 1
        view = ListView(
            kind=kind,
            title=_TITLES[kind],
            rows=rows,
            first=start + 1,
            last=start + len(rows),
            total=len(items),
            number=number,
            of=len(starts) + 1,
            previous=list_file(kind, number - 1),
            following=None if last else list_file(kind, number + 1),
        )
        yield ListPage(list_file(kind, number), partial(_filled, view, make=make))


def _filled(view: ListView, *, make: Callable[[_Item], object]) -> ListView:
    return replace(view, rows=tuple(make(cast("_Item", row)) for row in view.rows))
