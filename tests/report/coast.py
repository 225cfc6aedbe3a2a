"""The papers of an invented coast: some fifty short articles with every kind of reuse in them.

`coast.jsonl` is the collection, `coast.txt` what a scan of it must find.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import reuse
from reuse.model import Article, Family, Lineage, Report, Witness

COAST = Path(__file__).with_name("coast.jsonl")
_OPENING = 60  # characters


@cache
def coast_report() -> Report:
    """What a scan of the coast's papers gives."""
    return reuse.scan([COAST])


def told(report: Report) -> str:
    """A report as the lines of `coast.txt`: a block a family, then what was left alone."""
    articles = {article.id: article for article in report.articles}
    held = {witness.article for family in report.families for witness in family.witnesses}
    both = zip(report.families, report.lineages, strict=True)
    blocks = sorted("\n".join(_block(family, lineage, articles)) for family, lineage in both)
    possible = sorted(
        f"{match.left_article} and {match.right_article}: {match.kind}"
        for match in report.matches
        if match.certainty == "possible"
    )
    alone = sorted(article for article in articles if article not in held)
    skipped = sorted(skipped.source.rpartition(":")[2] for skipped in report.skipped)
    rest = (
        "\n".join(["only possible", *possible]),
        "\n".join(["in no family", *alone]),
        "\n".join(["lines that are no articles", *skipped]),
    )
    return "\n\n".join((*blocks, *rest)) + "\n"


def _block(family: Family, lineage: Lineage, articles: dict[str, Article]) -> Iterator[str]:
    origin = lineage.origin
    where = origin.article or ("outside" if origin.outlet else "nowhere")
    yield f"{family.nature}, from {origin.outlet or 'nobody known'} ({where}): {origin.confidence}"
    shown = next((w for w in family.witnesses if w.article == origin.article), family.witnesses[0])
    yield f"  “{_opening(shown, articles)}”"
    for witness in family.witnesses:
        credit = witness.credit
        named = f", {credit.outlet}" if credit is not None and credit.outlet else ""
        yield f"  {witness.article}: {credit.status if credit else 'needs no credit'}{named}"
    for step in lineage.derivations:
        changes = "".join(f" {change.kind}" for change in step.changes)
        yield f"  {step.source} > {step.derivative} {step.confidence}{changes}"


def _opening(witness: Witness, articles: dict[str, Article]) -> str:
    text = articles[witness.article].text[witness.span.start : witness.span.end]
    return " ".join(text[:_OPENING].split())
