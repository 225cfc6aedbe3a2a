"""What `reuse scan` finds on a corpus and what it costs, beside the floor and its peers.

    python bench/scan.py CORPUS.jsonl [--seed S] [--plants P] [--peers all] [--read N]
    python bench/scan.py CORPUS.jsonl --growth 1000,10000

Plants passages, scans the file in a process of its own and compares the report with
what was planted, with the natural copies (word 8-gram containment of .5 and more, by
brute force) and with what else shares an 8-gram.  The peers get the same file.  With
--growth the corpus is only the mould of generated ones, and cost over size is shown.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import click
from clone_words import words_of
from cost import CommandFailed, Cost, floor, measure
from growth import exponents, grow, plain
from natural import Grams, Pair, grams, natural_copies
from peers import PEERS, Articles, Missing
from plants import EDITS, LENGTHS, Plant, planted
from reported import Reported, meet, of_links, read_report, summary
from work_folder import work_folder

Record = dict[str, Any]
SCAN = (sys.executable, "-m", "reuse", "scan", "--no-report", "--quiet", "--format", "json")
_READ_CHARACTERS = 400


@dataclass(frozen=True, slots=True)
class Truth:
    """What there is to find: the planted texts, the plants, the copies that were there before."""

    texts: Sequence[str]
    plants: Sequence[Plant]
    natural: Sequence[Pair]
    table: Grams


@click.command()
@click.argument("corpus", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--articles", type=int, help="Only the first N.")
@click.option("--seed", default=1, show_default=True, help="Of the plants and the clones.")
@click.option("--plants", default=1200, show_default=True, help="How many.")
@click.option("--jobs", default=1, show_default=True, help="Processes of the scan.")
@click.option("--memory", metavar="SIZE", help="Memory of the scan.")
@click.option("--peers", default="", help="Also run the peers whose names hold this; or `all`.")
@click.option("--read", default=0, help="Print N other pairs without an 8-gram in common.")
@click.option("--growth", default="", metavar="N,N", help="Only measure growth, to these sizes.")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Results as JSON.")
@click.option("--keep", type=click.Path(file_okay=False, path_type=Path),
              help="Work in this folder and leave the files there.")  # fmt: skip
def main(corpus: Path, **options: Any) -> None:
    """Measure `reuse scan` on CORPUS: JSON lines with `id` and `text`."""
    with corpus.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in islice(lines, options["articles"])]
    with work_folder(options["keep"]) as folder:
        work = _measure_growth if options["growth"] else _measure_corpus
        results = work(records, folder, options)
    if options["json_file"]:
        options["json_file"].write_text(json.dumps(results, indent=2) + "\n")


def _scan(options: Mapping[str, Any]) -> tuple[str, ...]:
    """The command to measure, but for what it reads and writes."""
    memory = ("--memory", options["memory"]) if options["memory"] else ()
    return (*SCAN, "--jobs", str(options["jobs"]), *memory)


def _measure_growth(records: list[Record], folder: Path, options: Mapping[str, Any]) -> object:
    words = words_of([record["text"] for record in records])
    sizes = [int(n) for n in options["growth"].split(",")]
    command = _scan(options)
    found = grow(words, sizes, command=command, folder=folder, seed=options["seed"])
    print("CPU growth exponents:", ", ".join(f"{e:.2f}" for e in exponents(found)))
    return plain(found)


def _measure_corpus(records: list[Record], folder: Path, options: Mapping[str, Any]) -> object:
    truth = _truth(records, options)
    corpus = folder / "planted.jsonl"
    _write(corpus, records, truth.texts)
    out = folder / "report.json"
    command = (*_scan(options), str(corpus), "-o", str(out))
    cost = measure(command, folder=folder, label="reuse scan")
    numbers = {record["id"]: number for number, record in enumerate(records)}
    reported = read_report(out, numbers)
    ours = _judged(reported, truth, cost)
    _show_cells(ours)
    _show_others(reported, truth)
    walk, sort = floor(truth.texts)
    print(f"\nfloor: {walk:.2f} CPU s to walk the words, {sort:.2f} to sort as many uint64;"
          f" the scan takes {cost.cpu_seconds / (walk + sort):.1f} times both")  # fmt: skip
    _read(reported, truth, records, number=options["read"], seed=options["seed"])
    rows = {"reuse scan": ours, **_peers(truth, corpus, folder, chosen=options["peers"])}
    _show_programs(rows)
    return {"programs": rows, "floor": {"walk": walk, "sort": sort}, "natural": len(truth.natural)}


def _truth(records: Sequence[Record], options: Mapping[str, Any]) -> Truth:
    texts = [record["text"] for record in records]
    natural: list[Pair] = []
    with click.progressbar(length=len(texts), label="natural copies", file=sys.stderr) as bar:
        for behind, pairs in natural_copies(grams(texts)):
            natural += pairs
            bar.update(behind - bar.pos)
    plants = planted(texts, options["plants"], draw=random.Random(options["seed"]))
    return Truth(texts, plants, natural, grams(texts))


def _write(corpus: Path, records: Sequence[Record], texts: Sequence[str]) -> None:
    """The records with the planted texts, each with an address."""
    with corpus.open("w", encoding="utf-8") as lines:
        for record, text in zip(records, texts, strict=True):
            site = re.sub(r"\W+", "-", str(record.get("outlet"))).lower()
            url = record.get("url") or f"https://{site}.example/{record['id']}"
            lines.write(json.dumps({**record, "url": url, "text": text}) + "\n")


def _judged(reported: Reported, truth: Truth, cost: Cost) -> dict[str, Any]:
    """Everything that is said of one program."""
    others = _others(reported, truth)
    return {
        **summary(meet(truth.plants, reported)),
        "natural": sum(map(reported.holds, truth.natural)) / max(1, len(truth.natural)),
        "others": len(others),
        "others_without_gram": sum(not truth.table.share(p) for p in others) / max(1, len(others)),
        "cost": asdict(cost),
    }


def _others(reported: Reported, truth: Truth) -> list[Pair]:
    return sorted(reported.pairs.keys() - {plant.pair for plant in truth.plants})


def _peers(truth: Truth, corpus: Path, folder: Path, *, chosen: str) -> dict[str, Any]:
    """What the peers found and cost; those that cannot run are said and left out."""
    rows = {}
    for number, (name, run) in enumerate(PEERS.items()):
        if not chosen or (chosen != "all" and chosen not in name):
            continue
        own = folder / f"peer{number}"
        own.mkdir(exist_ok=True)
        try:
            cost, links = run(Articles(truth.texts, corpus, own))
            rows[name] = _judged(of_links(links), truth, cost)
        except (Missing, CommandFailed) as error:
            print(f"{name}: left out: {error}", file=sys.stderr)
    return rows


def _show_cells(row: Mapping[str, Any]) -> None:
    print(
        f"\n{row['plants']} plants, found: {_share(row['found'])}; verbatim"
        f" {_share(row['verbatim'])}; from a sentence on {_share(row['aligned'])}, from anywhere"
        f" {_share(row['anywhere'])}; median overlap of the spans found {_share(row['overlap'])}"
    )
    print(f"in one family: {_share(row['family'])}; found or in one family:"
          f" {_share(row['either'])}")  # fmt: skip
    print("words \\ edits %" + "".join(f"{edits:7d}" for edits in EDITS))
    for length in LENGTHS:
        shares = (_share(row["cells"][f"{length}x{edits}"]) for edits in EDITS)
        print(f"{length:15d}" + "".join(f"{share:>7}" for share in shares))


def _show_others(reported: Reported, truth: Truth) -> None:
    """The other pairs by kind and certainty of their matches, and who shares an 8-gram."""
    total: Counter[str] = Counter()
    without: Counter[str] = Counter()
    for pair in _others(reported, truth):
        label = "; ".join(sorted(reported.labels[pair]))
        label = label if ";" not in label else "several"
        total[label] += 1
        without[label] += not truth.table.share(pair)
    print(f"\n{total.total()} other pairs reported, {without.total()} of them without a common"
          " word 8-gram:")  # fmt: skip
    for label, number in total.most_common():
        print(f"  {label:24}{number:8d}{without[label]:8d}")


def _read(
    reported: Reported, truth: Truth, records: Sequence[Record], *, number: int, seed: int
) -> None:
    """Print some of the other pairs without an 8-gram, chosen at random."""
    pairs = [p for p in _others(reported, truth) if number and not truth.table.share(p)]
    for pair in random.Random(seed).sample(pairs, min(number, len(pairs))):
        print(f"\n== {'; '.join(sorted(reported.labels[pair]))}")
        for link in reported.pairs[pair]:
            for at in (0, 3):
                article, start, end = link[at : at + 3]
                passage = " ".join(truth.texts[article][start:end].split())
                print(f"  {records[article]['id']} @{start}: {passage[:_READ_CHARACTERS]}")


def _show_programs(rows: Mapping[str, Mapping[str, Any]]) -> None:
    print(f"\n{'program':34}  CPU s    wall      MB   found verbatim natural  others no 8-gram")
    for name, row in rows.items():
        cost = Cost(**row["cost"])
        print(f"{name:34}{cost.cpu_seconds:7.1f} {cost.wall_seconds:7.1f} {cost.peak_mb:7.0f}"
              f" {_share(row['found']):>7} {_share(row['verbatim']):>8} {row['natural']:7.3f}"
              f" {row['others']:7d} {row['others_without_gram']:9.3f}")  # fmt: skip


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


if __name__ == "__main__":
    main()
