"""The rows of the overview as data for its script: in the page, or in files beside it.

A browser reads no file of a folder on disk but scripts, so a file assigns JSON to a
member of `reuseData`.  Every text in it has been made visible (`escapes`), and nothing
in it can end a script element.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from reuse.report.escapes import in_script, visible
from reuse.report.pages.links import FolderLinks, Links
from reuse.report.pages.overview.labels import label_of
from reuse.report.pages.overview.tablerows import STATUS, FamilyRow, Group, Rows
from reuse.report.pages.site import Site
from reuse.report.wording import CONFIDENCE, NATURE

# About 600 KB each.
_ROWS_A_FILE = 2_000
NAMES_FILE = "overview-names.js"


@dataclass(frozen=True)
class RowData:
    """The rows as compact arrays.

    `names` has what rows point into: `outlets`; `articles` as (id, outlet); the words for
    natures, credit and certainty.  A row is (number, address, opening, words, nature,
    possible, confidence, origin (outlet, address, outside), first (minutes since 1970, ISO
    8601, words), articles, groups (status, number, outlets, more, possible), flows (source,
    taker)).
    """

    rows: Rows
    owners: Mapping[str, str]
    links: Links | None

    @cached_property
    def _outlets(self) -> dict[str, int]:
        names = {name for row in self.rows.all for name in row.outlets}
        names.update(name for row in self.rows.all for flow in row.flows for name in flow)
        names.update(row.origin_name for row in self.rows.all)
        return {name: number for number, name in enumerate(sorted(names))}

    @cached_property
    def _articles(self) -> dict[str, int]:
        ids = {article for row in self.rows.all for article in row.articles}
        return {article: number for number, article in enumerate(sorted(ids))}

    def names(self) -> dict[str, object]:
        """What the rows point into."""
        return {
            "outlets": list(self._outlets),
            "articles": [[visible(a[:400]), self._outlets[self.owners[a]]] for a in self._articles],
            "natures": NATURE,
            "credits": STATUS,
            "confidences": CONFIDENCE,
        }

    def row(self, row: FamilyRow) -> list[object]:
        """One row; see the class."""
        outlet, origin = self._outlets, row.origin
        article = origin.article if origin.is_known else None
        source = self.links.article(article) if self.links and article is not None else ""
        first = row.first_at
        minutes = int(first.moment.timestamp() // 60) if first else None
        return [
            row.number,
            self.links.family(row.id) if self.links else "",
            visible(row.opening),
            row.words,
            row.nature,
            int(row.is_possible),
            row.confidence,
            [outlet[row.origin_name], source, int(origin.is_outside)],
            [minutes, row.first.iso, row.first.words] if row.first else None,
            [self._articles[article] for article in row.articles],
            [_group(group, outlet) for group in row.groups],
            [[outlet[a], outlet[b]] for a, b in row.flows],
        ]

    def in_page(self) -> str:
        """All of it as JSON that can stand in a script element."""
        return as_json({"names": self.names(), "rows": [self.row(row) for row in self.rows.all]})

    def files(self) -> Iterator[tuple[str, str]]:
        """Name and text of each file, the names first."""
        yield NAMES_FILE, _assigned("names", self.names())
        for number, chunk in enumerate(_chunks(self.rows.all), 1):
            file = _file(number)
            yield file, _assigned(file, [self.row(row) for row in chunk])


def data_names(rows: Rows) -> tuple[str, ...]:
    """The names of the files; none where the page holds the rows."""
    if not rows.is_large:
        return ()
    chunks = sum(1 for _ in _chunks(rows.all))
    return (NAMES_FILE, *(_file(number) for number in range(1, chunks + 1)))


def data_files(site: Site, rows: Rows) -> Iterator[tuple[str, str]]:
    """Name and text of the files beside the pages; none where the overview holds the rows."""
    if rows.is_large:
        yield from RowData(rows, owners_of(site, rows), FolderLinks("")).files()


def owners_of(site: Site, rows: Rows) -> dict[str, str]:
    """The outlet of every article of the rows, as tables name it."""
    return {article: label_of(site, article) for row in rows.all for article in row.articles}


def as_json(value: object) -> str:
    r"""JSON that neither ends a script element nor breaks a line of a script.

    >>> as_json("</script>")
    '"\\u003c/script\\u003e"'
    """
    return in_script(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _group(group: Group, outlet: Mapping[str, int]) -> list[object]:
    names = [outlet[name] for name in group.names]
    return [group.status, group.number, names, group.more, group.possible]


def _file(number: int) -> str:
    return f"overview-{number}.js"


def _assigned(member: str, value: object) -> str:
    return f"(globalThis.reuseData ??= {{}})[{as_json(member)}] = {as_json(value)};\n"


def _chunks(rows: Sequence[FamilyRow]) -> Iterator[Sequence[FamilyRow]]:
    for start in range(0, len(rows), _ROWS_A_FILE):
        yield rows[start : start + _ROWS_A_FILE]
