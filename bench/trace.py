"""Who wrote it first: `reuse.scan` on simulated cascades of copying over real articles.

    python bench/trace.py CORPUS.jsonl [--families N] [--seed S] [--wrong N]
    python bench/trace.py CORPUS.jsonl --credits .5 --dates 0 --keep CASCADES.jsonl

Passages go through 2 to 12 outlets (bench/cascades.py), then part of the credits, dates and
originals is taken away.  Shown: how many families are found and answered, how many origins
are right, by confidence too, the edges, the credit statuses, and two rules of thumb.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import click
from cascade_material import Press, gather
from cascades import Member, Shares, Simulation, simulate
from trace_measures import (
    STATUSES,
    Found,
    Tally,
    baselines,
    edges,
    form_recall,
    macro_f1,
    meet,
    splits,
    status_quality,
    statuses,
    true_status,
)

import reuse
from reuse.model import Article

CONDITIONS = ((0.5, 0.5), (1.0, 1.0))
_SHARE = click.FloatRange(0, 1)


@click.command()
@click.argument("corpus", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--articles", type=int, help="Only the first N of the corpus.")
@click.option("--families", default=1000, show_default=True, help="How many cascades.")
@click.option("--seed", default=1, show_default=True, help="Of the cascades.")
@click.option("--credits", "kept", type=_SHARE, help="Share of the credits that stays.")
@click.option("--dates", type=_SHARE, help="Share of the dates that stays.")
@click.option("--inside", type=_SHARE, default=0.6, show_default=True,
              help="Share of the originals that are in the corpus.")  # fmt: skip
@click.option("--wrong-credits", type=_SHARE, default=0.06, show_default=True,
              help="Share of the copies that name some other outlet.")  # fmt: skip
@click.option("--wrong", default=0, help="Print the first N wrong answers.")
@click.option("--keep", type=click.Path(dir_okay=False, path_type=Path),
              help="Write the articles of the first condition with their truth.")  # fmt: skip
def main(corpus: Path, **options: Any) -> None:
    """Measure tracing on cascades over CORPUS: JSON lines with `text` and perhaps `title`.

    Without --credits and --dates: half of both, and all of both.
    """
    with corpus.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in islice(lines, options["articles"])]
    material = gather(records, options["families"], seed=options["seed"])
    if len(material.passages) < options["families"]:
        print(f"only {len(material.passages)} articles have a fit passage", file=sys.stderr)
    keep = options["keep"]
    for shares in _conditions(options):
        simulation = simulate(material, Press(), seed=options["seed"], shares=shares)
        if keep:
            _write(simulation, keep)
            keep = None
        _measure(simulation, shares, wrong=options["wrong"])


def _conditions(options: dict[str, Any]) -> list[Shares]:
    pairs: Sequence[tuple[float, float]] = CONDITIONS
    chosen = (options["kept"], options["dates"])
    if chosen != (None, None):
        kept, dates = (1.0 if share is None else share for share in chosen)
        pairs = [(kept, dates)]
    return [Shares(*pair, options["inside"], options["wrong_credits"]) for pair in pairs]


def _write(simulation: Simulation, path: Path) -> None:
    """The corpus as JSON lines, each with what is true of it in `truth`."""
    truth = {
        member.article: {
            "family": cascade.number,
            "start": member.span.start,
            "end": member.span.end,
            "parent": _name(cascade.members[member.parent]) if member.parent is not None else None,
            "origin": _name(cascade.original),
            "credits": member.named,
            "form": member.form,
            "status": true_status(cascade, member),
        }
        for cascade in simulation.cascades
        for member in cascade.witnesses
    }
    with path.open("w", encoding="utf-8") as lines:
        for article in simulation.articles:
            lines.write(json.dumps({**_record(article), "truth": truth[article.id]}) + "\n")


def _name(member: Member) -> str:
    return str(member.article or f"outlet:{member.outlet}")


def _record(article: Article) -> dict[str, object]:
    return {
        "id": article.id,
        "outlet": article.outlet,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
        "text": article.text,
        "links": [
            {"url": link.url, "start": link.span.start, "end": link.span.end}
            for link in article.links
            if link.span
        ],
    }


def _measure(simulation: Simulation, shares: Shares, *, wrong: int) -> None:
    report = reuse.scan(simulation.articles)
    found = meet(simulation, report)
    number = len(simulation.cascades)
    print(
        f"\n== credits {shares.credits:g}, dates {shares.dates:g}: {number} families in"
        f" {len(simulation.articles)} articles, {len(found)} found ({len(found) / number:.3f})"
    )
    print(f"{'':26}{'families':>9}{'answered':>9}{'accuracy':>9}{'wrong':>7}")
    for name, tally in {**splits(found), **baselines(found)}.items():
        _show(name, tally)
    _show_edges(found)
    _show_statuses(found)
    _show_wrong(found, wrong)


def _show(name: str, tally: Tally) -> None:
    wrong = tally.answered - tally.right
    print(f"{name:26}{tally.asked:9d}{tally.share:9.3f}{tally.accuracy:9.3f}{wrong:7d}")


def _show_edges(found: Sequence[Found]) -> None:
    for name, rows in (
        ("edges", found),
        ("edges, if answered", [f for f in found if f.is_answered]),
    ):
        quality = edges(rows)
        print(f"{name:26}precision {quality.precision:.3f}, recall {quality.recall:.3f} of"
              f" {quality.number}")  # fmt: skip


def _show_statuses(found: Sequence[Found]) -> None:
    counts = statuses(found)
    quality = status_quality(counts)
    answered = status_quality(statuses(f for f in found if f.is_answered))
    print(
        f"credit status: macro F1 {macro_f1(quality):.3f};"
        f" in families with an answer {macro_f1(answered):.3f}"
    )
    print(
        f"  {'true, and shown as':20}"
        + "".join(f"{s:>14}" for s in STATUSES)
        + "      F1  answered"
    )
    for status in STATUSES:
        row = "".join(f"{counts[status, shown]:14d}" for shown in STATUSES)
        print(f"  {status:20}{row}   {quality[status].f1:.3f}     {answered[status].f1:.3f}")
    forms = (f"{form} {right}/{n}" for form, (right, n) in form_recall(found).items())
    print("credits to the origin that were read where it is right: " + ", ".join(forms))


def _show_wrong(found: Sequence[Found], number: int) -> None:
    """The first wrong answers with all that is known of them."""
    for one in islice((f for f in found if f.is_answered and not f.is_right), number):
        origin = one.lineage.origin
        print(f"\nfamily {one.cascade.number} ({one.family.id}, {one.family.nature}), truth:")
        witnesses = one.witnesses
        for at, member in enumerate(one.cascade.members):
            stated = member.published.isoformat() if member.published else "undated"
            claim = f'; credits {member.named} ("{member.form}")' if member.named else ""
            source = f" from {member.parent}" if member.parent is not None else ""
            credit = witnesses[member.article].credit if member.article in witnesses else None
            seen = f"; shown {credit.status} {credit.outlet or ''}" if credit else ""
            missing = "" if member.article in witnesses else "; not in the family"
            here = member.article or "outside"
            print(f"  {at:2}{source}: {here}, {member.outlet}, {stated}{claim}{seen}{missing}")
        print(f"  answer: {origin.outlet}, {origin.article}, {origin.confidence}")
        for reason in origin.basis:
            print(f"    {reason}")


if __name__ == "__main__":
    main()
