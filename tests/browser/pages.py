"""Reports written to disk, and which of their pages is which."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reuse.model import ArticleId, Family, Report
from reuse.report.folder import write_html
from reuse.report.pack import write_html_file
from reuse.report.pages.links import article_file, family_file, pair_file
from reuse.report.picking import picked


@dataclass(frozen=True)
class Pages:
    """A report as a folder of pages, as one file beside it, and a part of it as another."""

    report: Report
    folder: Path

    @property
    def overview(self) -> Path:
        return self.folder / "index.html"

    @property
    def single(self) -> Path:
        return self.folder.with_suffix(".html")

    @property
    def part(self) -> Path:
        return self.folder.with_name("part.html")

    def family(self, article: str, words: str = "") -> Path:
        """The page of the first family whose passage in an article has some words."""
        return self.folder / family_file(self.passage(article, words).id)

    def pair(self, left: str, right: str) -> Path:
        return self.folder / pair_file(left, right)

    def article(self, article: str) -> Path:
        return self.folder / article_file(article)

    def passage(self, article: str, words: str = "") -> Family:
        """The first family whose passage in an article has some words."""
        return next(
            family
            for family in self.report.families
            for witness in family.witnesses
            if witness.article == article
            and words in self.text(article)[witness.span.start : witness.span.end]
        )

    def text(self, article: str) -> str:
        """The text of an article."""
        return next(a.text for a in self.report.articles if a.id == ArticleId(article))


# One page of each type, and those that are special in some way, of the papers of the coast.
KINDS: dict[str, Callable[[Pages], Path]] = {
    "overview": lambda coast: coast.overview,
    "family": lambda coast: coast.family("wire-1", "Floodwater"),
    "family of speech": lambda coast: coast.family("ledger-2"),
    "family in Hebrew": lambda coast: coast.family("hebrew-1"),
    "family with changes": lambda coast: coast.family("voice-1"),
    "family without an origin": lambda coast: coast.family("scrap-1"),
    "family from outside": lambda coast: coast.family("herald-3"),
    "boilerplate": lambda coast: coast.family("gazette-1"),
    "pair": lambda coast: coast.pair("courier-1", "wire-1"),
    "pair with passages moved": lambda coast: coast.pair("courier-3", "tribune-3"),
    "pair in Arabic": lambda coast: coast.pair("arabic-1", "arabic-2"),
    "possible pair": lambda coast: coast.pair("courier-4", "marsh-2"),
    "article": lambda coast: coast.article("harbour-1"),
    "article made of others": lambda coast: coast.article("lantern-4"),
    "article in Hebrew": lambda coast: coast.article("hebrew-2"),
    "one file": lambda coast: coast.part,
}


def written(report: Report, folder: Path, *, part: str | None = None) -> Pages:
    """A report, as a folder and as one file, and as another the passages of one article."""
    pages = Pages(report, folder)
    write_html(report, folder)
    write_html_file(report, pages.single)
    if part is not None:
        write_html_file(picked(report, [part]), pages.part)
    return pages
