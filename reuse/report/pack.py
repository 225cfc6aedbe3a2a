"""The report as one file that needs nothing beside it: evidence to pass on.

It survives e-mail and opens from disk without a network.  Its last section
lets another person verify it: text hashes, offsets, settings, and the same
report as data.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reuse.errors import UsageError
from reuse.model import ArticleId, FamilyId, Report
from reuse.report.pages.lineage.family import family_view
from reuse.report.pages.links import FileLinks
from reuse.report.pages.overview.tablerows import rows_of
from reuse.report.pages.overview.view import overview_view
from reuse.report.pages.proof import proof_view
from reuse.report.pages.sides.article import article_view
from reuse.report.pages.sides.pair import pair_view
from reuse.report.pages.site import Bounds, Pair, Site, site_of
from reuse.report.places import told, write_whole
from reuse.report.templates import environment

# Both texts of a pair stand on its page: more of them would not survive an e-mail.
_BOUNDS = Bounds(all_pairs_up_to=3, most_pairs=100)
SUFFIXES = (".html", ".htm")


@dataclass(frozen=True, slots=True)
class Contents:
    """The first section of each kind in the file; None where there is none."""

    family: FamilyId | None
    pair: Pair | None
    article: ArticleId | None


def render(report: Report) -> str:
    """The whole report as one HTML document without any outside part."""
    site = site_of(report, bounds=_BOUNDS)
    pairs = tuple(site.pairs)
    # Two articles are a comparison: what was asked for comes first.
    first, others = (pairs, ()) if len(report.articles) == 2 else ((), pairs)
    text = (
        environment()
        .get_template("single.html")
        .render(
            links=FileLinks(),
            top=1,
            contents=_contents(site, others),
            overview=overview_view(site, rows_of(site), most=None),
            comparison=pair_view(site, first[0]) if first else None,
            families=(family_view(site, entry) for entry in site.entries),
            pairs=(pair_view(site, pair) for pair in others),
            articles=(article_view(site, site.articles[article]) for article in site.shares),
            proof=proof_view(site),
        )
    )
    return text.rstrip("\n") + "\n"


def _contents(site: Site, pairs: Sequence[Pair]) -> Contents:
    return Contents(
        family=site.entries[0].family.id if site.entries else None,
        pair=pairs[0] if pairs else None,
        article=next(iter(site.shares), None),
    )


def check_file(file: Path) -> None:
    """Refuse a file that `write_html_file` could not write to, before the work is done.

    Raises:
        UsageError: it is a folder, or lies where nothing can be written.
    """
    target = file.resolve()
    with told(file):
        if target.is_dir():
            raise UsageError(
                f"cannot write the report to {file}: it is a folder, name a file in it"
            )
        parent = next(p for p in target.parents if p.exists())
        if not parent.is_dir():
            raise UsageError(f"cannot write the report to {file}: {parent} is a file")
        if not os.access(parent, os.W_OK | os.X_OK):
            raise UsageError(f"cannot write the report to {file}: no permission in {parent}")


def write_html_file(report: Report, file: Path) -> Path:
    """Write `render(report)` to `file`, which appears only when it is whole; gives its path.

    Raises:
        UsageError: the file cannot be written there.
    """
    check_file(file)
    write_whole(file, render(report))
    return file
