"""Speed of the aligner, beside the peers that align texts from Python or C.

    python bench/align.py CORPUS [--pairs N] [--rounds K] [--long WORDS] [--json FILE]

CORPUS is a folder in PAN 2013 format, or JSON lines with a field `text`.  The same
pairs go to everybody in turn, and the best of K rounds counts, in CPU seconds.  Since
speed alone misleads, a PAN folder also tells what each one found.
"""

from __future__ import annotations

import itertools
import json
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click
import numpy as np
from align_long import Cost, long_pair, measure_alone
from align_peers import PEERS, Document, Peer, documents, installed
from align_race import Rules, Runner, Sample, accuracy, race, runner
from pan import half_of, read_pairs, read_texts, read_truth
from pan_measures import Reuse

from reuse.align import Aligner
from reuse.model import ArticleId, Match
from reuse.settings import AlignSettings, Settings
from reuse.text.columns import TokenTable
from reuse.text.tokens import tokenize

_NO_RUNS = np.zeros((0, 4), dtype=np.int64)
_COMPILED = 10**9
_OURS = "reuse"


@dataclass(frozen=True, slots=True)
class Options:
    """The command line; see the options of `main`."""

    corpus: Path
    pairs: int
    half: str
    seed: int
    rounds: int
    patience: float
    long: int
    seconds: float
    megabytes: int
    only: str
    json: Path | None


@click.command()
@click.argument("corpus", type=click.Path(exists=True, path_type=Path))
@click.option("--pairs", default=200, show_default=True, help="Pairs drawn at random; 0 for all.")
@click.option("--half", type=click.Choice(["first", "second", "all"]), default="second",
              show_default=True, help="Which pairs of PAN.")  # fmt: skip
@click.option("--seed", default=1, show_default=True, help="Of what is drawn.")
@click.option("--rounds", default=3, show_default=True, help="Of which the best counts.")
@click.option("--patience", default=1.0, show_default=True,
              help="CPU seconds for 20 pairs; who needs more has one round.")  # fmt: skip
@click.option("--long", default=100_000, show_default=True,
              help="Words of each long document; 0 for none.")  # fmt: skip
@click.option("--seconds", default=60.0, show_default=True, help="Most time for those.")
@click.option("--megabytes", default=4096, show_default=True, help="Most memory for those.")
@click.option("--only", default="", help="Only peers whose name holds this.")
@click.option("--json", type=click.Path(path_type=Path), help="Results as JSON.")
def main(**given: Any) -> None:
    """Align pairs of CORPUS, by us and by every peer that is installed."""
    options = Options(**given)
    os.environ["OMP_NUM_THREADS"] = "1"  # one core for everybody; read when a peer is imported
    rivals, missing = installed({name: PEERS[name] for name in PEERS if options.only in name})
    for name in missing:
        click.echo(f"{name} cannot be imported: left out", err=True)
    sample = draw_sample(options)
    results: dict[str, Any] = {"compile": compile_seconds(), "prepare": prepare_seconds(sample)}
    show_ours(results)
    results["pairs"] = compare(sample, rivals, options)
    show_pairs(results["pairs"])
    if options.long:
        results["long"] = compare_long(sample, [_OURS, *(p.name for p in rivals)], options)
        show_long(results["long"])
    if options.json:
        options.json.write_text(json.dumps(results, indent=2) + "\n")


def draw_sample(options: Options) -> Sample:
    """The pairs to align: PAN's, or any two texts of JSON lines."""
    draw = random.Random(options.seed)
    if options.corpus.is_dir():
        return _pan_sample(options, draw)
    with options.corpus.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    chosen = _some_pairs(len(texts), options.pairs, draw)
    used = sorted({at for pair in chosen for at in pair})
    number = {at: n for n, at in enumerate(used)}
    return Sample([texts[at] for at in used], [(number[a], number[b]) for a, b in chosen])


def _some_pairs(texts: int, wanted: int, draw: random.Random) -> list[tuple[int, int]]:
    if not wanted:
        return list(itertools.combinations(range(texts), 2))
    return [tuple(draw.sample(range(texts), 2)) for _ in range(wanted)]  # type: ignore[misc]


def _pan_sample(options: Options, draw: random.Random) -> Sample:
    known = read_pairs(options.corpus)
    chosen = [pair for pair in known if options.half in ("all", half_of(pair))]
    draw.shuffle(chosen)
    chosen = chosen[: options.pairs or None]
    texts = read_texts(options.corpus, chosen)
    number = {name: at for at, name in enumerate(texts)}
    return Sample(
        list(texts.values()),
        [(number[left], number[right]) for _, left, right in chosen],
        [pair[0] for pair in chosen],
        [read_truth(options.corpus, pair) for pair in chosen],
    )


def ours(texts: Sequence[str], table: TokenTable) -> Peer:
    """Our aligner over a table of prepared articles, its kernels loaded."""
    aligner = _aligner(texts, table)
    return Peer(
        _OURS,
        "all passages, edited and reworded ones too, in any order",
        lambda document: document.number,
        lambda left, right: aligner.align(left, right, _NO_RUNS),
        _as_reuse,
    )


def cold() -> Peer:
    """Our aligner on each pair alone: tokens, preparing and aligning."""

    def align(left: str, right: str) -> tuple[Match, ...]:
        texts = (left, right)
        return _aligner(texts, tokenize(texts)).align(0, 1, _NO_RUNS)

    return Peer(f"{_OURS}, cold", "the same from raw text", _text_of, align, _as_reuse)


def _aligner(texts: Sequence[str], table: TokenTable) -> Aligner:
    aligner = Aligner(
        table,
        tuple(ArticleId(str(at)) for at in range(len(texts))),
        texts=tuple(texts),
        min_words=Settings().min_words,
        settings=AlignSettings(),
    )
    aligner.load(_COMPILED)
    return aligner


def _text_of(document: Document) -> str:
    return document.text


def _as_reuse(found: tuple[Match, ...], _left: Document, _right: Document) -> list[Reuse]:
    return [Reuse(m.left.start, m.left.end, m.right.start, m.right.end) for m in found]


def compile_seconds() -> dict[str, dict[str, float]]:
    """Seconds of the first alignment of a fresh install, and of the next process."""
    spawn = multiprocessing.get_context("spawn")
    seconds = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in ("fresh install", "next process"):
            with ProcessPoolExecutor(1, mp_context=spawn) as pool:
                seconds[name] = pool.submit(_first_alignment, folder).result()
    return seconds


def _first_alignment(folder: str) -> dict[str, float]:
    import platformdirs

    platformdirs.user_cache_path = lambda *_, **__: Path(folder)
    wall, cpu = time.perf_counter(), time.process_time()
    cold().align("one two three four", "one two three four")
    return {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}


def prepare_seconds(sample: Sample) -> dict[str, float]:
    """CPU seconds of what is done once for all texts of the sample."""
    begun = time.process_time()
    table = tokenize(sample.texts)
    tokenized = time.process_time()
    _aligner(sample.texts, table)
    prepared = time.process_time()
    return {
        "texts": len(sample.texts),
        "tokens": len(table),
        "tokenize": tokenized - begun,
        "prepare": prepared - tokenized,
    }


def compare(sample: Sample, rivals: list[Peer], options: Options) -> dict[str, dict[str, Any]]:
    """Pairs a second of everybody, and what they found."""
    table = tokenize(sample.texts)
    texts = documents(sample.texts, table)
    runners = [runner(peer, texts) for peer in (ours(sample.texts, table), cold(), *rivals)]
    runners[0].run(sample.pairs[:1], time.process_time)  # loads the machine code
    rules = Rules(rounds=options.rounds, patience=options.patience)
    with click.progressbar(length=len(sample.pairs), label="pairs", file=sys.stderr) as bar:
        race(runners, sample.pairs, rules=rules, step=bar.update)
    base = runners[0].seconds
    return {one.peer.name: _row(sample, one, base) for one in runners}


def _row(sample: Sample, one: Runner, base: float) -> dict[str, Any]:
    return {
        "finds": one.peer.finds,
        "pairs_per_second": len(sample.pairs) / one.seconds,
        "times_our_seconds": one.seconds / base,
        "failed": one.failed,
        **(accuracy(sample, one.found) if sample.truth else {}),
    }


def compare_long(sample: Sample, names: list[str], options: Options) -> dict[str, dict[str, Any]]:
    """What two long documents, and two of half their length, cost everybody."""
    lengths = (options.long // 2, options.long)
    pairs = [long_pair(sample.texts, n, draw=random.Random(options.seed)) for n in lengths]
    rows: dict[str, dict[str, Any]] = {name: {} for name in names}
    jobs = [(name, n, pair) for name in names for n, pair in zip(lengths, pairs, strict=True)]
    with click.progressbar(jobs, label="long documents", file=sys.stderr) as bar:
        for name, words, pair in bar:
            cost = measure_alone(
                make, name, pair=pair, seconds=options.seconds, megabytes=options.megabytes
            )
            rows[name][str(words)] = asdict(cost) if isinstance(cost, Cost) else cost
    return rows


def make(name: str, texts: Sequence[str]) -> tuple[Peer, list[Document]]:
    """The aligner of that name, and the texts as it gets them."""
    table = tokenize(texts)
    rivals = () if name == _OURS else installed()[0]
    peer = next((p for p in rivals if p.name == name), None) or ours(texts, table)
    return peer, documents(texts, table)


def show_ours(results: dict[str, Any]) -> None:
    """Compiling and preparing, a line each."""
    for name, took in results["compile"].items():
        click.echo(f"first alignment, {name}: {took['wall']:.1f} s, {took['cpu']:.1f} CPU s")
    p = results["prepare"]
    click.echo(
        f"{p['texts']} texts, {p['tokens']} tokens: "
        f"tokenized in {p['tokenize']:.2f} CPU s, prepared in {p['prepare']:.2f} CPU s"
    )


def show_pairs(rows: dict[str, dict[str, Any]]) -> None:
    """A line for each aligner; the shares are of characters."""
    shares = [name for name in rows[_OURS] if name in ("recall", "precision") or name[0].isdigit()]
    head = "".join(f" {name[:12]:>12}" for name in shares)
    click.echo(f"\n{'':24} {'pairs/s':>8} {'time':>7}{head} failed")
    for name, row in rows.items():
        cells = "".join(f" {row[share]:12.3f}" for share in shares)
        speed = f"{row['pairs_per_second']:8.1f} {row['times_our_seconds']:6.1f}x"
        click.echo(f"{name:24} {speed}{cells} {row['failed']:6}")


def show_long(rows: dict[str, dict[str, Any]]) -> None:
    """Two cells for each aligner: half the length and all of it."""
    click.echo("\nlong documents: CPU s and MB to prepare and to align, share of planted found")
    for name, cells in rows.items():
        for words, cost in cells.items():
            click.echo(f"{name:24} {words:>8} words  {_cost_line(cost)}")


def _cost_line(cost: dict[str, float] | str) -> str:
    if isinstance(cost, str):
        return cost
    return (
        f"{cost['prepare_seconds']:7.2f} s {cost['prepare_mb']:6.0f} MB  "
        f"{cost['align_seconds']:7.2f} s {cost['align_mb']:6.0f} MB  {cost['recall']:.3f}"
    )


if __name__ == "__main__":
    main()
