"""The report as CSV: one row per witness of a family, for a spreadsheet or a data frame.

A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula;
such a cell of foreign text gets an apostrophe in front.  Reference: OWASP,
"CSV Injection".
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from reuse.model import Article, Family, Lineage, Report, Witness
from reuse.report.certainty import standings
from reuse.report.escapes import visible
from reuse.report.wording import CERTAINTY

COLUMNS = (
    "family", "nature", "family_words",
    "origin_outlet", "origin_article", "origin_in_corpus", "origin_confidence",
    "article", "source", "outlet", "title", "author", "published", "url", "language",
    "start", "end", "credit_status", "credit_outlet", "credit_phrase", "passage",
    "family_certainty", "witness_certainty",
)  # fmt: skip

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def render(report: Report) -> str:
    """A header line and one line per witness, in the order of the report."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(value) for value in row] for row in _rows(report))
    return out.getvalue()


def _rows(report: Report) -> Iterator[tuple[object, ...]]:
    articles = {article.id: article for article in report.articles}
    standing = standings(report)
    for family, lineage in zip(report.families, report.lineages, strict=True):
        known = standing[family.id]
        whole = CERTAINTY["possible" if known.is_possible else "certain"]
        for witness in family.witnesses:
            row = _row(family, lineage, witness=witness, article=articles[witness.article])
            own = CERTAINTY["possible" if witness in known.possible else "certain"]
            yield (*row, whole, own)


def _row(
    family: Family, lineage: Lineage, *, witness: Witness, article: Article
) -> tuple[object, ...]:
    origin, credit = lineage.origin, witness.credit
    published = article.published.isoformat() if article.published else None
    phrase = credit.phrase.of(article.text) if credit and credit.phrase else None
    return (
        family.id, family.nature, family.words,
        origin.outlet, origin.article, str(origin.in_corpus).lower(), origin.confidence,
        article.id, article.source, article.outlet, article.title, article.author, published,
        article.url, article.language,
        witness.span.start, witness.span.end,
        credit.status if credit else None, credit.outlet if credit else None, phrase,
        witness.span.of(article.text),
    )  # fmt: skip


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, int):
        return str(value)
    text = visible(str(value))
    return f"'{text}" if text.lstrip(" \n").startswith(_FORMULA) else text
