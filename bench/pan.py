"""Accuracy on a corpus in PAN 2013 text-alignment format, by the official measures.

    python bench/pan.py DIR [--half first|second|all] [--jobs N] [--json FILE]

DIR holds `susp/`, `src/` and one folder per kind of obfuscation with `pairs` and an
XML file per pair.  The halves split the pairs by a hash of their name: tune on the
first, report the second.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import sys
import time
import tomllib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from xml.etree import ElementTree

import click
import numpy as np
from pan_measures import Annotations, Measures, Reuse, macro, micro

from reuse.align import Aligner
from reuse.errors import ReuseError
from reuse.model import ArticleId
from reuse.settings import AlignSettings, Settings
from reuse.text.tokens import tokenize

_NO_RUNS = np.zeros((0, 4), dtype=np.int64)
_CHUNK = 32
Pair = tuple[str, str, str]  # sub-corpus, suspicious, source

_aligner: Aligner
_numbers: dict[str, int]


@click.command()
@click.argument("corpus", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--half", type=click.Choice(["first", "second", "all"]), default="second",
              show_default=True, help="Which pairs.")  # fmt: skip
@click.option("--jobs", default=1, show_default=True, help="Processes.")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Results as JSON.")
@click.option("--set", "changes", multiple=True, metavar="NAME=VALUE",
              help="Change one setting of [align], to explore.")  # fmt: skip
@click.option("--only", default="", help="Only sub-corpora whose name holds this.")
def main(
    corpus: Path, half: str, jobs: int, json_file: Path | None, changes: tuple[str, ...], only: str
) -> None:
    """Align every pair of DIR and compare with its truth."""
    pairs = [p for p in read_pairs(corpus) if half in ("all", half_of(p)) and only in p[0]]
    if not pairs:
        raise click.UsageError(f"no pairs in {corpus}: half {half}, only {only!r}")
    texts = read_texts(corpus, pairs)
    try:
        settings = AlignSettings(**tomllib.loads("\n".join(changes)))
    except (TypeError, tomllib.TOMLDecodeError, ReuseError) as error:
        raise click.UsageError(f"--set: {error}") from error
    prepare(texts, settings)
    _align(pairs[0])  # compiles, if need be
    begun = time.perf_counter()
    detections = align_all(pairs, jobs)
    seconds = time.perf_counter() - begun
    truth = {pair: read_truth(corpus, pair) for pair in pairs}
    rows = evaluate(pairs, truth, detections)
    show(rows)
    click.echo(f"{len(pairs)} pairs, {len(pairs) / seconds:.0f} pairs/s with {jobs} job(s)")
    if json_file:
        json_file.write_text(json.dumps(rows, indent=2) + "\n")


def read_pairs(corpus: Path) -> list[Pair]:
    """All pairs in the order of their sub-corpora."""
    return [
        (listing.parent.name, *line.split())  # type: ignore[misc]
        for listing in sorted(corpus.glob("*/pairs"))
        for line in listing.read_text("utf-8").splitlines()
        if line.strip()
    ]


def half_of(pair: Pair) -> str:
    """Which half a pair belongs to, by its names alone."""
    digest = hashlib.sha256("/".join(pair).encode()).digest()
    return "first" if digest[0] % 2 == 0 else "second"


def read_texts(corpus: Path, pairs: list[Pair]) -> dict[str, str]:
    """The documents of the pairs by name, line ends as they are."""
    paths = {
        corpus / folder / pair[at] for pair in pairs for at, folder in ((1, "susp"), (2, "src"))
    }
    return {path.name: path.read_bytes().decode("utf-8-sig") for path in sorted(paths)}


def read_truth(corpus: Path, pair: Pair) -> list[Reuse]:
    """The annotated cases of one pair."""
    name = f"{Path(pair[1]).stem}-{Path(pair[2]).stem}.xml"
    root = ElementTree.parse(corpus / pair[0] / name).getroot()
    return [
        Reuse(
            int(f.attrib["this_offset"]),
            int(f.attrib["this_offset"]) + int(f.attrib["this_length"]),
            int(f.attrib["source_offset"]),
            int(f.attrib["source_offset"]) + int(f.attrib["source_length"]),
        )
        for f in root.iter("feature")
        if f.attrib.get("name") == "plagiarism"
    ]


def prepare(texts: dict[str, str], settings: AlignSettings) -> None:
    """Prepare every document once, for this process and those forked from it."""
    global _aligner, _numbers  # noqa: PLW0603  # forked workers inherit them
    begun = time.perf_counter()
    _numbers = {name: number for number, name in enumerate(texts)}
    _aligner = Aligner(
        tokenize(list(texts.values())),
        tuple(map(ArticleId, texts)),
        texts=tuple(texts.values()),
        min_words=Settings().min_words,
        settings=settings,
    )
    _aligner.load(10**9)
    click.echo(f"{len(texts)} documents prepared in {time.perf_counter() - begun:.1f} s", err=True)


def align_all(pairs: list[Pair], jobs: int) -> dict[Pair, list[Reuse]]:
    """The detections of every pair."""
    if jobs == 1:
        results = map(_align, pairs)
        return _with_bar(pairs, results)
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        return _with_bar(pairs, pool.imap(_align, pairs, _CHUNK))


def _with_bar(pairs: list[Pair], results: Iterator[list[Reuse]]) -> dict[Pair, list[Reuse]]:
    with click.progressbar(results, length=len(pairs), file=sys.stderr) as bar:
        return dict(zip(pairs, bar, strict=True))


def _align(pair: Pair) -> list[Reuse]:
    matches = _aligner.align(_numbers[pair[1]], _numbers[pair[2]], _NO_RUNS)
    return outermost([Reuse(m.left.start, m.left.end, m.right.start, m.right.end) for m in matches])


def outermost(found: list[Reuse]) -> list[Reuse]:
    """The detections that lie in no other one: what a summary copies is marked again in it."""
    return [one for one in found if not any(_lies_in(one, other) for other in found)]


def _lies_in(one: Reuse, other: Reuse) -> bool:
    return one != other and (
        other.suspicious_start <= one.suspicious_start
        and one.suspicious_end <= other.suspicious_end
        and other.source_start <= one.source_start
        and one.source_end <= other.source_end
    )


def evaluate(
    pairs: list[Pair], truth: dict[Pair, list[Reuse]], found: dict[Pair, list[Reuse]]
) -> dict[str, dict[str, dict[str, float]]]:
    """Both averages for each sub-corpus and for all pairs together."""
    names = sorted({pair[0] for pair in pairs})
    rows = {}
    for name in (*names, "all"):
        mine = [pair for pair in pairs if name in ("all", pair[0])]
        cases: Annotations = {"/".join(p): truth[p] for p in mine}
        detections: Annotations = {"/".join(p): found[p] for p in mine}
        rows[name] = {
            "macro": asdict(macro(cases, detections)),
            "micro": asdict(micro(cases, detections)),
        }
    return rows


def show(rows: dict[str, dict[str, dict[str, float]]]) -> None:
    """The results as a table."""
    for average in ("macro", "micro"):
        click.echo(f"\n{average:28} plagdet   prec.  recall   gran.  cases  found")
        for name, row in rows.items():
            m = Measures(**row[average])  # type: ignore[arg-type]
            click.echo(
                f"{name:28} {m.plagdet:7.4f} {m.precision:7.4f} {m.recall:7.4f} "
                f"{m.granularity:7.4f} {m.cases:6} {m.detections:6}"
            )


if __name__ == "__main__":
    main()
